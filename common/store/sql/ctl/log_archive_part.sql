-- How the table of a range is a part of the log, and the statement that makes it a table of its own. $1 city, $2 first
-- position
select coalesce(event_part_state($1, $2), 'gone'), event_part($1, $2),
       format('alter table steward.event_%s detach partition steward.%I', $1, event_part($1, $2))
