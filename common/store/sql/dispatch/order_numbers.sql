-- Numbers for new orders.
select nextval('order_number') from generate_series(1, $1::integer)
