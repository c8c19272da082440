-- New orders; the limit for receiving them runs out first.
insert into instruction (city_id, order_id, actor_id, area_id, roles, pack_version, title, body, issued_at, receive_by,
                         answer_by, next_limit, next_at)
select city_id, order_id, actor_id, area_id, roles, pack_version, title, body, issued_at, receive_by, answer_by, 1,
       receive_by
from unnest($1::integer[], $2::bigint[], $3::integer[], $4::integer[], $5::integer[], $6::integer[], $7::text[],
            $8::text[], $9::timestamptz[], $10::timestamptz[], $11::timestamptz[])
         as new (city_id, order_id, actor_id, area_id, roles, pack_version, title, body, issued_at, receive_by, answer_by)
