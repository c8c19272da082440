-- Deploy steward:audit to pg
-- requires: log_archive
-- What figures are recomputed with, held against and made anew from (docs/figures.md).

begin;
set local search_path = steward;

-- What of the log figures are made from. Days are those of the city, since 1970-01-01.
create view figure_event with (security_invoker = true) as
select e.ticket_id, e.pos, e.kind, e.from_state, e.to_state, e.task_id, e.organisation_id, e.area_id, e.category_id,
       e.channel_id, e.at, e.due_at, e.done_at,
       (e.at at time zone c.timezone)::date - date '1970-01-01' as day,
       (e.due_at at time zone c.timezone)::date - date '1970-01-01' as due_day,
       case when e.kind < 100 then (e.data->>'urgency')::smallint end as urgency,
       case when e.kind = 8 then (e.data->>'reached')::boolean end as reached,
       case when e.kind = 8 then (e.data->>'solved')::boolean end as solved,
       case when e.kind = 8 then (e.data->>'satisfied')::boolean end as satisfied,
       e.kind = 100 and coalesce(e.data->>'clock', 'handling') = 'handling' as handling,
       case when e.kind = 103 then to_timestamp((e.data->>'was')::bigint / 1000.0) end as was,
       e.city_id
from event e
join city c on c.city_id = e.city_id
where (e.kind <= 100 or e.kind = 103) and e.ticket_id <> 0;
comment on view figure_event is 'What of the log figures are made from (common/figures/fold.h)';
grant select on figure_event to steward_tally, steward_report;
-- A ticket whose events are archived cannot be folded again.
grant select on log_archive, log_archived, log_archive_ticket to steward_tally, steward_report;

-- The log grows in the order of time: the days of a period are found by few pages, at next to no cost for who appends.
create index event_time on event using brin (at timestamptz_minmax_multi_ops, due_at timestamptz_minmax_multi_ops)
    with (pages_per_range = 64);

commit;
