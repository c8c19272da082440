-- Makes the first :due armed clocks of a city fall due within :over seconds, beginning :seconds from now (that may be in
-- the past), on whole milliseconds; and lets their ledgers and events say so. One in :warnings of them (0: none) comes to
-- a warning first, a step before the overdue one, and one in 100 is an emergency. While no service runs. Prints when the
-- first is due: ms since the epoch.
\set ON_ERROR_STOP on
begin;
create temp table falling on commit drop as
select city_id, ticket_id, clock_id, n,
       date_trunc('second', now()) + :seconds * interval '1 second'
           + (n - 1) * 1000 * :over / :due * interval '1 millisecond' as due_at,
       case when :warnings > 0 then n % greatest(:warnings, 1) = 0 else false end as warned, n % 100 = 0 as emergency
from (select city_id, ticket_id, clock_id, row_number() over (order by ticket_id) as n
      from clock
      where city_id = (select city_id from city where code = :'city') and next_at is not null
      order by ticket_id
      limit :due) as armed;
analyze falling;
update clock set due_at = case when warned then falling.due_at + interval '30 days' else falling.due_at end,
                 late_from = case when warned then falling.due_at + interval '30 days' else falling.due_at end,
                 next_at = falling.due_at, urgency = case when emergency then 1 else 3 end,
                 overdue_step = case when warned then 2 else 1 end,
                 steps = case when warned then array[instant_message(falling.due_at),
                                                     instant_message(falling.due_at + interval '30 days')]
                              else array[instant_message(falling.due_at)] end,
                 limit_ms = extract(epoch from falling.due_at - clock.started_at) * 1000
from falling
where clock.city_id = falling.city_id and clock.ticket_id = falling.ticket_id and clock.clock_id = falling.clock_id;
update clock_entry set due_at = falling.due_at, limit_ms = extract(epoch from falling.due_at - clock_entry.at) * 1000
from falling
where clock_entry.city_id = falling.city_id and clock_entry.ticket_id = falling.ticket_id
  and clock_entry.clock_id = falling.clock_id;
update event set due_at = falling.due_at
from falling
where event.city_id = falling.city_id and event.ticket_id = falling.ticket_id and event.kind = 3;
select floor(extract(epoch from min(due_at)) * 1000)::bigint from falling;
commit;
