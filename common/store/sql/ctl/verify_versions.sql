-- steward log verify: the moves of a ticket have the versions 1, 2, 3 …, and each begins in the state where the one
-- before it ended, which may be archived. $1: a city, or null for all.
with move as (
    select city_id, ticket_id, pos, version, from_state, coalesce(lag(pos) over life, 0) as pos_before,
           version = coalesce(lag(version) over life, 0) + 1 and from_state = coalesce(lag(to_state) over life, 0) as follows
    from event
    where kind < 100 and ($1::integer is null or city_id = $1)
    window life as (partition by city_id, ticket_id order by pos)
), compared as (
    select city_id, ticket_id, pos,
           follows or exists (
               select from log_archive_ticket t
               join log_archived a using (city_id, first_pos)
               where t.city_id = move.city_id and t.ticket_id = move.ticket_id and t.first_pos > pos_before
                 and a.last_pos < pos and t.version = move.version - 1 and t.state = move.from_state) as fits
    from move
)
select count(*) as checked, count(*) filter (where not fits) as wrong,
       array_to_string((array_agg(format('ticket %s at position %s', ticket_id, pos) order by city_id, pos)
                        filter (where not fits))[1:5], '; ') as examples
from compared
