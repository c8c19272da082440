-- Stores how reporters can be reached, sealed by intake. $3: 1 where the reporter wants not to be named
insert into contact (city_id, ticket_id, anonymous, key_id, sealed, phone_index)
select city_id, ticket_id, anonymous <> 0, key_id, sealed, phone_index
from unnest($1::integer[], $2::bigint[], $3::smallint[], $4::bigint[], $5::bytea[], $6::bytea[])
         as new (city_id, ticket_id, anonymous, key_id, sealed, phone_index)
