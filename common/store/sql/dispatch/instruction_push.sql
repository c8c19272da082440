-- Orders are pushed once more.
update instruction i
set pushes = i.pushes + 1, version = i.version + 1
from unnest($1::integer[], $2::bigint[]) as new (city_id, order_id)
where i.city_id = new.city_id and i.order_id = new.order_id
