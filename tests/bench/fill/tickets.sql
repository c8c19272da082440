-- Fills a city with tickets as if they had come in over the last year: one in :every is dispatched and its clock is
-- armed, all others are closed; with their tasks, clocks and events, and every cursor at the head. While
-- no service runs. Standard input: the lines of complaints.tsv.
\set ON_ERROR_STOP on
begin;
create temp table line (category text, area text, handler text, title text, description text, address text) on commit drop;
\copy line from pstdin
create temp table pattern on commit drop as
select row_number() over () - 1 as n, count(*) over () as patterns, city.city_id, city.pack_version,
       category.category_id, area.area_id, person.organisation_id, person.person_id as handler_id,
       (select person_id from person where city_id = city.city_id and code = 'operator') as operator_id,
       (select array_agg(channel_id) from channel where city_id = city.city_id) as channels,
       title, description, address
from city
cross join line
join category on category.city_id = city.city_id and category.code = line.category
join area on area.city_id = city.city_id and area.code = line.area
join person on person.city_id = city.city_id and person.code = line.handler
where city.code = :'city';

create temp table life on commit drop as
select i, n, city_id, pack_version, category_id, area_id, organisation_id, handler_id, operator_id, title, description, address,
       channels[1 + i % array_length(channels, 1)] as channel_id,
       first.number + i as ticket_id,
       i % :every = 0 as open,
       first.head + 6 * (i - 1 - (i - 1) / :every) + 2 * ((i - 1) / :every) as pos,
       date_trunc('second', now()) - interval '2 days' - (:tickets - i) * (interval '363 days' / :tickets) as received_at,
       date_trunc('second', now()) + interval '30 days' + i * interval '1 millisecond' as far
from (select nextval('ticket_number') as number,
             coalesce((select max(pos) from event where city_id = (select city_id from city where code = :'city')), 0) as head) as first
cross join generate_series(1, :tickets) as i
join pattern on pattern.n = i % pattern.patterns;
analyze life;
select setval('ticket_number', (select max(ticket_id) from life) / 1024 * 1024 + 1025);

insert into complaint (city_id, ticket_id, key, request_hash, channel_id, category_id, area_id,
                       pack_version, received_at, title, description, address)
select city_id, ticket_id, '01000000-' || lpad(to_hex(ticket_id), 12, '0') || '-' || substr(md5(ticket_id::text), 1, 14),
       i, channel_id, category_id, area_id, pack_version, received_at, title, description, address
from life order by i;

insert into progress (city_id, ticket_id, version, state, task_id, returns, organisation_id, tasks, clocks)
select city_id, ticket_id, case when open then 2 else 6 end, case when open then 3 else 7 end, 1, 0, organisation_id, 1, 1
from life order by i;

insert into task (city_id, ticket_id, task_id, organisation_id, state, handler_id, opened_at, signed_at, handled_at, finished_at, result)
select city_id, ticket_id, 1, organisation_id, case when open then 1 else 4 end,
       case when not open then handler_id end, received_at + interval '1 hour',
       case when not open then received_at + interval '2 hours' end,
       case when not open then received_at + interval '3 hours' end,
       case when not open then received_at + interval '5 hours' end,
       case when not open then '已派人到现场处理完毕，并安排专人每天巡查，防止问题再次发生。' end
from life order by i;

create temp table running on commit drop as
select i, city_id, ticket_id, pack_version, organisation_id, open, received_at + interval '1 hour' as started_at,
       case when open then far else received_at + interval '2 days' end as due_at,
       case when not open then received_at + interval '3 hours' end as stopped_at
from life;

insert into clock (city_id, ticket_id, clock_id, task_id, kind, organisation_id, pack_version, version, limit_kind, limit_ms,
                   started_at, settled_at, used_ms, due_at, late_from, stopped_at, steps, next_at)
select city_id, ticket_id, 1, 1, 1, organisation_id, pack_version, case when open then 1 else 2 end, 1,
       extract(epoch from due_at - started_at) * 1000, started_at, started_at, array[0, null, null, null]::bigint[], due_at,
       due_at, stopped_at, array[instant_message(due_at)], case when open then due_at end
from running order by i;

insert into clock_entry (city_id, ticket_id, clock_id, entry, change, at, version, limit_kind, limit_ms, due_at,
                         pack_version, organisation_id)
select city_id, ticket_id, 1, 1, 1, started_at, 2, 1, extract(epoch from due_at - started_at) * 1000, due_at, pack_version,
       organisation_id
from running
union all
select city_id, ticket_id, 1, 2, 4, stopped_at, 4, null, null, due_at, pack_version, organisation_id
from running where not open;

insert into event (city_id, pos, kind, from_state, to_state, task_id, version, actor_id, organisation_id, area_id,
                   category_id, channel_id, ticket_id, at, due_at, done_at, data)
select city_id, pos + move.version, move.kind, move.from_state, move.to_state, (move.version > 1)::int, move.version,
       case move.kind when 3 then 0 when 4 then handler_id when 5 then handler_id else operator_id end,
       case when move.version > 1 then organisation_id else 0 end, area_id, category_id, channel_id, ticket_id,
       received_at + (move.version - 1) * interval '1 hour',
       case when move.version > 1 then case when open then far else received_at + interval '2 days' end end,
       case when move.kind = 7 then received_at + interval '3 hours' end,
       case move.kind when 5 then jsonb_build_object('result', '已派人到现场处理完毕，并安排专人每天巡查，防止问题再次发生。')
                      when 7 then jsonb_build_object('answer', '您反映的问题已经处理，感谢您对我们工作的监督和支持。') end
from life
join (values (1, 1, 0, 1), (2, 3, 1, 3), (3, 4, 3, 4), (4, 5, 4, 5), (5, 6, 5, 6), (6, 7, 6, 7))
     as move (version, kind, from_state, to_state) on move.version <= 2 or not life.open
order by i, move.version;

insert into rollup_state (city_id, state, tickets)
select city_id, case when open then 3 else 7 end, count(*) from life group by 1, 2;

insert into cursor (consumer, city_id, pos)
select consumer, city.city_id, (select max(pos) from event where event.city_id = city.city_id)
from (select distinct consumer from cursor) as known cross join city
where city.code = :'city'
on conflict (consumer, city_id) do update set pos = excluded.pos;
commit;
