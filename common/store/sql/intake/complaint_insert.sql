-- Stores complaints. A key that is there already refuses the whole batch (complaint_key), which is then done again
-- with ticket_by_key before it: replays are rare, and nothing else pays for them. Sorted by (city, key), so that two
-- workers with the same keys do not wait for each other in turn.
insert into complaint (city_id, ticket_id, key, request_hash, channel_id, category_id, area_id,
                       pack_version, received_at, latitude, longitude, title, description, address, reporter_id)
select city_id, ticket_id, key, request_hash, channel_id, category_id, area_id,
       pack_version, coalesce(received_at, now()), latitude, longitude, title, description, address, reporter_id
from unnest($1::integer[], $2::bigint[], $3::text[], $4::bigint[], $5::integer[], $6::integer[], $7::integer[],
            $8::integer[], $9::timestamptz[], $10::double precision[], $11::double precision[], $12::text[],
            $13::text[], $14::text[], $15::integer[])
         as new (city_id, ticket_id, key, request_hash, channel_id, category_id, area_id,
                 pack_version, received_at, latitude, longitude, title, description, address, reporter_id)
