-- Was the night of a day, since 1970-01-01, done? $1 city, $2 day
select exists (select from figures_audit where city_id = $1 and night >= date '1970-01-01' + $2::integer)
