-- A limit of each order has run out: after that for receiving comes that for answering, after that none.
update instruction i
set next_limit = case when new.step = 1 then 2 end,
    next_at = case when new.step = 1 then i.answer_by end
from unnest($1::integer[], $2::bigint[], $3::smallint[]) as new (city_id, order_id, step)
where i.city_id = new.city_id and i.order_id = new.order_id and i.next_limit = new.step
