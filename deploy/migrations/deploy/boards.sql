-- Deploy steward:boards to pg
-- requires: viewer_role
-- What falls due and what is overdue, who has opened what they were told, and which missing years were told of.

begin;
set local search_path = steward;

\ir ../generated/lifecycle.sql

create index clock_due on clock (city_id, due_at) where stopped_at is null and not paused;
comment on index clock_due is 'What runs, by when it is due: a stopped clock leaves it, so that it holds the open work only';

create view clock_running with (security_invoker = true) as
select c.city_id, c.ticket_id, c.clock_id, c.task_id, c.kind, c.organisation_id, k.handler_id, c.due_at, c.next_at,
       c.next_step - 1 - c.overdue_step as rung, c.next_step > 1 as warned
from clock c
left join task k on k.city_id = c.city_id and k.ticket_id = c.ticket_id and k.task_id = c.task_id
where c.stopped_at is null and not c.paused and c.due_at is not null;
comment on view clock_running is 'Every clock that counts down now, and who is to act';
comment on column clock_running.rung is 'How far up its ladder: below 0 overdue was not raised yet, 0 it was, n the n-th escalation';

-- At which step of its ladder a clock is. "unraised": it is due, and its alert is about to be raised, or is held back
-- because the ticket was imported.
create function clock_step_name(is_overdue boolean, rung integer, warned boolean) returns text
language sql immutable parallel safe as $$
    select case when not is_overdue then case when warned then 'warning' else 'running' end
                when rung < 0 then 'unraised' when rung = 0 then 'overdue' else 'escalation ' || rung end
$$;

-- The ends of what boards show, in the city's own time zone: a day ends at midnight, a week with its Sunday. What is due
-- at the very end counts as within, for that is when limits in days end.
create function board_instants(of_city integer, out at timestamptz, out hour timestamptz, out today timestamptz, out week timestamptz)
language sql stable parallel safe as $$
    select now.at, now.at + interval '1 hour',
           (date_trunc('day', now.at at time zone timezone) + interval '1 day') at time zone timezone,
           (date_trunc('week', now.at at time zone timezone) + interval '7 days') at time zone timezone
    from city, (select date_trunc('milliseconds', now()) as at) as now
    where city_id = of_city
$$;

alter table delivery
    add column opened_at timestamptz,
    add column opened_by integer,
    add constraint delivery_opened check ((opened_at is null) = (opened_by is null));
comment on column delivery.opened_at is 'When somebody said that they have opened it, for the first time';

create table calendar_alarm (
    city_id   integer not null references city,
    year      smallint not null,
    raised_at timestamptz not null default clock_timestamp(),
    primary key (city_id, year)
);
comment on table calendar_alarm is 'That a year is missing from a city''s calendars is told once, by this key';

grant select on clock_running to steward_report, steward_viewer;
grant select on delivery to steward_viewer;
grant select, insert on calendar_alarm to steward_deadline;

commit;
