-- Notes a frozen period; gives its number. $1 city, $2 name, $3 first day, $4 last day, $5 position, $6 who, $7 key, $8 hash
insert into frozen (city_id, freeze_id, name, first_day, last_day, pos, actor_id, key, request_hash)
select $1, coalesce((select max(freeze_id) from frozen where city_id = $1), 0) + 1, $2, date '1970-01-01' + $3::integer,
       date '1970-01-01' + $4::integer, $5, $6, $7, $8
returning freeze_id
