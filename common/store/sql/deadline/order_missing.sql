-- How many were given each order, and how many have not done what its limit was for (1 receive, 2 answer). After the
-- lock, in a statement of its own: it sees who answered while we waited. In the order asked for.
select r.given, case of_batch.step when 1 then r.given - r.received else r.given - r.answered end
from unnest($1::integer[], $2::bigint[], $3::smallint[]) with ordinality as of_batch (city_id, order_id, step, ordinal)
cross join lateral (
    select count(*) as given, count(received_at) as received, count(answered_at) as answered
    from receipt where receipt.city_id = of_batch.city_id and receipt.order_id = of_batch.order_id
) as r
order by of_batch.ordinal
