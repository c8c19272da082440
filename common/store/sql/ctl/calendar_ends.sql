-- The last year that the calendars of each city have: of its collections of year tables, each without a gap, the one
-- that ends first. Cities without a calendar are left out.
with last_table as (
    select city.code, split_part(file.name, '/', 1) as collection,
           max(substring(file.name from '/(\d{4})\.yaml$')::integer) as year
    from city join pack_file file on file.city_id = city.city_id and file.version = city.pack_version
    where file.name ~ '/\d{4}\.yaml$'
    group by 1, 2
)
select code, min(year)
from last_table
group by code
order by 2, 1
