-- Standing reports whose summary is to be told, oldest first. $1 city
select name, first_day::text, title, channel, roles, summary
from standing_report
where city_id = $1 and channel <> '' and told_at is null
order by made_at, name
limit 20
