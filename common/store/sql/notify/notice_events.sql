-- Events of the kinds that somebody is to be told of, in a stretch of a city's log, with what their words need.
select e.pos, e.kind, e.ticket_id, e.at, e.due_at, e.to_state, e.actor_id, e.organisation_id, e.area_id, e.category_id,
       coalesce(e.data->>'reason', ''), coalesce(e.data->>'step', ''), coalesce(e.data->>'clock', ''),
       coalesce(c.title, ''), coalesce(c.address, ''), coalesce(e.data->>'differences', ''),
       coalesce((select string_agg(cells.cell, '; ' order by cells.place)
                 from jsonb_array_elements_text(e.data->'cells') with ordinality as cells (cell, place)
                 where cells.place <= 3), '')
from event e
left join complaint c on c.city_id = e.city_id and c.ticket_id = e.ticket_id
where e.city_id = $1 and e.pos > $2 and e.pos <= $3 and e.kind = any ($4::smallint[])
order by e.pos
limit $5
