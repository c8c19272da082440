-- steward log verify: the number of tickets in each state is what the log and the archived ranges sum up to, as far as
-- report has counted. $1: a city, or null for all.
with counted as (
    select city_id, pos from cursor where consumer = 'tally' and ($1::integer is null or city_id = $1)
), both_ways as (
    select city_id, state, tickets from rollup_state where $1::integer is null or city_id = $1
    union all
    select city_id, to_state, -1 from event join counted using (city_id) where kind < 100 and event.pos <= counted.pos
    union all
    select city_id, from_state, 1 from event join counted using (city_id) where kind < 100 and event.pos <= counted.pos
    union all
    select city_id, change.key::smallint, -change.value::bigint
    from log_archived join counted using (city_id) cross join lateral jsonb_each_text(states) as change
), compared as (
    select city_id, state, sum(tickets) as difference from both_ways where state <> 0 group by city_id, state
)
select count(*) as checked, count(*) filter (where difference <> 0) as wrong,
       string_agg(format('state %s is %s too many', state, difference), '; ' order by city_id, state)
           filter (where difference <> 0) as examples
from compared
