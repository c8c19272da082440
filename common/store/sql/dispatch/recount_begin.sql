-- Another version of a pack begins the recount of its city's clocks anew. $1 city, $2 version
insert into recount as r (city_id, version, ticket_id)
values ($1, $2, 0)
on conflict (city_id) do update set version = excluded.version, ticket_id = 0 where r.version < excluded.version
