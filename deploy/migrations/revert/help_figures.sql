-- Revert steward:help_figures from pg
begin;
set local search_path = steward;
drop view figure_event;
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
delete from measure where measure between 43 and 49;
delete from figure_column where number between 43 and 49;
truncate counted, rollup, rollup_state, counted_area;
delete from cursor where consumer = 'tally';
commit;
