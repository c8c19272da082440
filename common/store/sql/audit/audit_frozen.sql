-- A frozen period, days since 1970-01-01. $1 city, $2 its number
select first_day - date '1970-01-01', last_day - date '1970-01-01', pos from frozen where city_id = $1 and freeze_id = $2
