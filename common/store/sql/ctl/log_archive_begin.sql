-- Says that a range of the log is being archived. Nothing where it was begun before. $1 city, $2 first and $3 last
-- position, $4 who
with of_range as materialized (
    select kind, from_state, to_state, at from event where city_id = $1 and pos between $2 and $3
), change as (
    select coalesce(jsonb_object_agg(state, tickets), '{}') as states
    from (select state, sum(tickets) as tickets
          from (select to_state as state, 1 as tickets from of_range where kind < 100
                union all
                select from_state, -1 from of_range where kind < 100) as each
          where state <> 0
          group by state) as of_state
)
insert into log_archive (city_id, first_pos, last_pos, state, events, first_at, last_at, states, begun_by)
select $1, $2, $3, 'begun', count(*), min(at), max(at), (select states from change), $4
from of_range
on conflict (city_id, first_pos) do update
set state = 'begun', begun_at = clock_timestamp(), begun_by = excluded.begun_by, dropped_at = null, back_at = null, back_by = null
where log_archive.state = 'back'
returning first_pos
