-- Deploy steward:help_figures to pg
-- requires: packed_sums
-- What co-handlers count for (common/figures/help.c): events say whose help they tell of, and by when it was due. What was
-- summed up is counted anew from the log.

begin;
set local search_path = steward;

do $$
begin
    if exists (select from frozen) then
        raise exception 'periods are frozen: what they are held against would have figures that they do not have';
    end if;
    if exists (select from log_archived) then
        raise exception 'ranges of the log are archived: bring them back first, steward log restore';
    end if;
end $$;

\ir ../generated/measures.sql

create or replace view figure_event with (security_invoker = true) as
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
       e.city_id,
       -- dispatched, decided, called in: all that are called; reported in, contributed, released: the one
       case when e.kind in (3, 26, 42) and jsonb_typeof(e.data->'group') = 'array' then
                (select string_agg(o.organisation_id::text, ',' order by called.place)
                 from jsonb_array_elements_text(e.data->'group') with ordinality as called (code, place)
                 join organisation o on o.city_id = e.city_id and o.code = called.code)
            when e.kind in (43, 44, 45) then
                (select o.organisation_id::text from organisation o
                 where o.city_id = e.city_id and o.code = e.data->>'organisation')
       end as helpers,
       case when e.kind in (43, 44) then to_timestamp((e.data->>'due')::bigint / 1000.0) end as help_due
from event e
join city c on c.city_id = e.city_id
where (e.kind <= 100 or e.kind = 103) and e.ticket_id <> 0;

truncate counted, rollup, rollup_state, counted_area;
delete from cursor where consumer = 'tally';

commit;
