-- Puts deliveries into messages, for ever: each is called by its first delivery.
update delivery d
set state = 2, batch = new.batch, next_at = now()
from unnest($1::integer[], $2::bigint[], $3::bigint[]) as new (city_id, delivery_id, batch)
where d.city_id = new.city_id and d.delivery_id = new.delivery_id and d.state = 1
