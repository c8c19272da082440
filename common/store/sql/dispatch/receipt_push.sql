-- Orders are pushed once more to who has not answered.
update receipt r
set pushed_at = new.at, pushes = r.pushes + 1
from unnest($1::integer[], $2::bigint[], $3::timestamptz[]) as new (city_id, order_id, at)
where r.city_id = new.city_id and r.order_id = new.order_id and r.answered_at is null
