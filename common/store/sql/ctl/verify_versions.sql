-- steward log verify: the moves of a ticket have the versions 1, 2, 3 …, and each begins in the state where the one
-- before it ended. $1: a city, or null for all.
with move as (
    select city_id, ticket_id, pos,
           version = coalesce(lag(version) over life, 0) + 1 and from_state = coalesce(lag(to_state) over life, 0) as fits
    from event
    where kind < 100 and ($1::integer is null or city_id = $1)
    window life as (partition by city_id, ticket_id order by pos)
)
select count(*) as checked, count(*) filter (where not fits) as wrong,
       array_to_string((array_agg(format('ticket %s at position %s', ticket_id, pos) order by city_id, pos)
                        filter (where not fits))[1:5], '; ') as examples
from move
