-- Gives a city :armed tickets whose clocks run, spread evenly over organisations and their handlers: one in fifty is
-- overdue, by up to two days and at various steps; the others fall due within the next 60 days. While no service runs;
-- for what reads clocks only: there are no events.
\set ON_ERROR_STOP on
begin;
select nextval('ticket_number') as first \gset
create temp table life on commit drop as
select i, c.city_id, c.pack_version, (:first)::bigint + i as ticket_id, holder.organisation_id,
       case when i % 3 > 0 then holder.person_id end as handler_id, channel.channel_id, category.category_id, area.area_id,
       date_trunc('second', now()) + case when i % 50 = 0 then -((i / 50 * 7919::bigint) % 172800) * interval '1 second'
                                          else ((i * 7919::bigint) % 5184000) * interval '1 second' end as due_at
from city c
cross join generate_series(1, :armed) as i
join (select city_id, organisation_id, person_id, row_number() over (partition by city_id order by person_id) - 1 as n,
             count(*) over (partition by city_id) as people from person where organisation_id is not null) as holder
     on holder.city_id = c.city_id and holder.n = i % holder.people
cross join lateral (select min(channel_id) as channel_id from channel where city_id = c.city_id) as channel
cross join lateral (select min(category_id) as category_id from category where city_id = c.city_id) as category
cross join lateral (select min(area_id) as area_id from area where city_id = c.city_id) as area
where c.code = :'city';
select setval('ticket_number', (select max(ticket_id) from life) / 1024 * 1024 + 1025) \g /dev/null

insert into complaint (city_id, ticket_id, key, request_hash, channel_id, category_id, area_id, pack_version, received_at, title)
select city_id, ticket_id, 'running-' || ticket_id, i, channel_id, category_id, area_id, pack_version, now(), '路灯不亮，夜间行走不便'
from life order by i;
insert into progress (city_id, ticket_id, version, state, task_id, returns, organisation_id, tasks, clocks)
select city_id, ticket_id, 3, 4, 1, 0, organisation_id, 1, 1 from life order by i;
insert into task (city_id, ticket_id, task_id, organisation_id, handler_id, state, opened_at, signed_at)
select city_id, ticket_id, 1, organisation_id, handler_id, 2, now(), now() from life order by i;
insert into clock (city_id, ticket_id, clock_id, task_id, kind, version, limit_kind, limit_ms, started_at, due_at, next_step, next_at,
                   organisation_id, pack_version, settled_at, used_ms, late_from, steps)
select city_id, ticket_id, 1, 1, 1, 1, 1, 86400000, due_at - interval '1 day', due_at,
       case when due_at < now() then 2 + i % 3 else 1 end, case when due_at >= now() then due_at end, organisation_id, pack_version,
       due_at - interval '1 day', '{0,null,null,null}', due_at, array[instant_message(due_at)]
from life order by i;
insert into clock_line
select line.*
from (select city_id, array_agg(ticket_id) as tickets from life group by city_id) as made
cross join lateral clock_line_now(made.city_id, made.tickets) as line;
commit;
