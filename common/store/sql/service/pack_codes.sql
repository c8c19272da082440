-- The database numbers of everything that has a code in a city's pack.
select 1::smallint, area_id, code from area where city_id = $1
union all
select 2::smallint, organisation_id, code from organisation where city_id = $1
union all
select 3::smallint, category_id, code from category where city_id = $1
union all
select 4::smallint, channel_id, code from channel where city_id = $1
union all
select 5::smallint, person_id, code from person where city_id = $1
