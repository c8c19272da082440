-- A standing report as it was made. $1 city, $2 name, $3 first day or null: the newest
select jsonb_build_object(
    'name', name, 'title', title, 'from', first_day, 'to', last_day, 'position', pos, 'made', instant_message(made_at),
    'summary', summary, 'answer', answer)::text
from standing_report
where city_id = $1 and name = $2 and ($3::text is null or first_day = $3::date)
order by first_day desc
limit 1
