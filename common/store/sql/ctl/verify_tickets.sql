-- steward log verify: every ticket is in the state and version of its last move, which may be archived, and no move is
-- without its ticket. $1: a city, or null for all.
with move as (
    select city_id, ticket_id, pos, version, to_state as state
    from event
    where kind < 100 and ($1::integer is null or city_id = $1)
    union all
    select city_id, ticket_id, a.last_pos, version, t.state
    from log_archive_ticket t join log_archived a using (city_id, first_pos)
    where version > 0 and ($1::integer is null or city_id = $1)
), last_move as (
    select distinct on (city_id, ticket_id) city_id, ticket_id, version, state
    from move
    order by city_id, ticket_id, pos desc
), stored as (
    select city_id, ticket_id, version, state from ticket where $1::integer is null or city_id = $1
), compared as (
    select ticket_id, (stored.version, stored.state) is not distinct from (last_move.version, last_move.state) as fits
    from stored full join last_move using (city_id, ticket_id)
)
select count(*) as checked, count(*) filter (where not fits) as wrong,
       array_to_string((array_agg(format('ticket %s', ticket_id) order by ticket_id) filter (where not fits))[1:5], '; ')
           as examples
from compared
