-- What the last pass through the keys of commands has left: how many and the oldest, how many it has forgotten, when it
-- was; nulls before the first.
select done_kept, done_oldest_at, done_forgotten, done_at from command_pass
