-- Makes the first :due armed clocks of a city fall due within one second, beginning :seconds from now, on whole
-- milliseconds; and lets their events say so. While no service runs. Prints when the first is due: ms since the epoch.
\set ON_ERROR_STOP on
begin;
create temp table falling on commit drop as
select city_id, ticket_id, clock_id,
       date_trunc('second', now()) + :seconds * interval '1 second'
           + (row_number() over (order by ticket_id) - 1) * 1000 / :due * interval '1 millisecond' as due_at
from clock
where city_id = (select city_id from city where code = :'city') and next_at is not null
order by ticket_id
limit :due;
analyze falling;
update clock set due_at = falling.due_at, next_at = falling.due_at,
                 limit_ms = extract(epoch from falling.due_at - clock.started_at) * 1000
from falling
where clock.city_id = falling.city_id and clock.ticket_id = falling.ticket_id and clock.clock_id = falling.clock_id;
update event set due_at = falling.due_at
from falling
where event.city_id = falling.city_id and event.ticket_id = falling.ticket_id and event.kind = 3;
select floor(extract(epoch from min(due_at)) * 1000)::bigint from falling;
commit;
