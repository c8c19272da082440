-- The days, since 1970-01-01, on which anything counts. $1 city
select distinct day - date '1970-01-01' from counted where city_id = $1 and until_pos is null order by 1
