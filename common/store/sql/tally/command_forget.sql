-- The next $1 pages of today's pass through the keys of commands: 'busy', 'idle', 'more' or 'done'. $2 cities, $3 pack
-- versions, $4 for how many ms the keys of tickets opened under them are kept
select command_forget($1, '1 day', $2, $3, $4)
