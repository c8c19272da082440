-- Of each open ticket of a period the same, and whether it is overdue. $1 city, $2 first day, $3 last day
select cell, area_id, category_id, channel_id, urgency, coalesce(due_at < now(), false)
from heat_line
where city_id = $1 and day between $2::date and $3::date and not ended
