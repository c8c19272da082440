-- Appends events at the next positions of their cities, in the order given. Only under log_lock, in a statement of
-- its own, whose snapshot is newer than the lock. `materialized`, or the heads are looked up for each row. Gives how
-- far each log is now.
with head as materialized (
    select city_id, coalesce((select max(e.pos) from event e where e.city_id = cities.city_id), 0) as pos
    from (select distinct city_id from unnest($1::integer[]) as of_batch (city_id)) as cities
), appended as (
    insert into event (city_id, pos, ticket_id, kind, from_state, to_state, version, task_id, actor_id, organisation_id,
                       area_id, category_id, channel_id, at, due_at, done_at, data)
    select new.city_id, head.pos + row_number() over (partition by new.city_id order by new.ordinal),
           new.ticket_id, new.kind, new.from_state, new.to_state, new.version, new.task_id, new.actor_id,
           new.organisation_id, new.area_id, new.category_id, new.channel_id, coalesce(new.at, now()), new.due_at,
           new.done_at, new.data
    from unnest($1::integer[], $2::bigint[], $3::smallint[], $4::smallint[], $5::smallint[], $6::integer[], $7::smallint[],
                $8::integer[], $9::integer[], $10::integer[], $11::integer[], $12::integer[], $13::timestamptz[],
                $14::timestamptz[], $15::timestamptz[], $16::jsonb[])
             with ordinality
             as new (city_id, ticket_id, kind, from_state, to_state, version, task_id, actor_id, organisation_id, area_id,
                     category_id, channel_id, at, due_at, done_at, data, ordinal)
    join head using (city_id)
    returning city_id, pos
)
select city_id, max(pos)
from appended
group by city_id
