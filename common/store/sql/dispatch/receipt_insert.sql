-- To whom new orders go.
insert into receipt (city_id, order_id, person_id, pushed_at)
select * from unnest($1::integer[], $2::bigint[], $3::integer[], $4::timestamptz[])
