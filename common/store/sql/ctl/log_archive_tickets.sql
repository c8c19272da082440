-- What is to be known of the tickets of a range while it is away; from now on they cannot be moved. $1 city, $2 first and
-- $3 last position
insert into log_archive_ticket (city_id, ticket_id, first_pos, version, state, moved_at, alerts)
select $1, ticket_id, $2, coalesce(max(version) filter (where kind < 100), 0),
       coalesce((array_agg(to_state order by pos desc) filter (where kind < 100))[1], 0),
       (array_agg(at order by pos desc) filter (where kind < 100))[1], count(*) filter (where kind in (100, 101, 102))
from event
where city_id = $1 and pos between $2 and $3 and ticket_id <> 0
group by ticket_id
