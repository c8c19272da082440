-- What was received and answered. What was answered without having been received is received by that.
update receipt r
set received_at = coalesce(r.received_at, new.at),
    answered_at = case when new.answer is not null then new.at end,
    acted_by = new.acted_by,
    answer = new.answer,
    count = new.count
from unnest($1::integer[], $2::bigint[], $3::integer[], $4::timestamptz[], $5::integer[], $6::text[], $7::integer[])
         as new (city_id, order_id, person_id, at, acted_by, answer, count)
where r.city_id = new.city_id and r.order_id = new.order_id and r.person_id = new.person_id
