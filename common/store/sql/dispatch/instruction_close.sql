-- Orders are closed: no limit of theirs runs out any more.
update instruction i
set closed_at = new.at, closed_by = new.actor_id, close_reason = new.reason, next_limit = null, next_at = null,
    version = i.version + 1
from unnest($1::integer[], $2::bigint[], $3::timestamptz[], $4::integer[], $5::text[])
         as new (city_id, order_id, at, actor_id, reason)
where i.city_id = new.city_id and i.order_id = new.order_id
