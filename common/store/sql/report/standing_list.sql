-- Standing reports that were made, newest first. $1 city, $2 name or null, $3 limit
select jsonb_build_object('reports', coalesce(jsonb_agg(jsonb_build_object(
    'name', name, 'title', title, 'from', first_day, 'to', last_day, 'position', pos, 'made', instant_message(made_at),
    'channel', channel, 'told', instant_message(told_at), 'summary', summary) order by last_day desc, name), '[]'))::text
from (select * from standing_report
      where city_id = $1 and ($2::text is null or name = $2)
      order by last_day desc, name limit $3::bigint) as found
