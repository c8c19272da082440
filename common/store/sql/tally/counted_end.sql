-- Entries that do not count any more, from a position on.
update counted c set until_pos = ended.until_pos
from unnest($1::integer[], $2::bigint[], $3::smallint[], $4::bigint[]) as ended (city_id, ticket_id, entry, until_pos)
where c.city_id = ended.city_id and c.ticket_id = ended.ticket_id and c.entry = ended.entry
