-- The frozen periods of a city. $1 city
select jsonb_build_object('frozen', coalesce(jsonb_agg(jsonb_build_object(
    'name', f.name, 'from', f.first_day, 'to', f.last_day, 'position', f.pos,
    'frozen_at', instant_message(f.frozen_at), 'actor', p.code) order by f.freeze_id), '[]'))::text
from frozen f
left join person p on p.city_id = f.city_id and p.person_id = f.actor_id
where f.city_id = $1
