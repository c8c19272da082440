-- The days of a period whose tickets are packed (heat_pack). $1 city, $2 first day, $3 last day
select packed from heat_day where city_id = $1 and day between $2::date and $3::date and packed is not null
