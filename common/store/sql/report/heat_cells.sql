-- Of each ticket of the days of a period that are not packed its square, area, category, channel and urgency.
-- $1 city, $2 first day, $3 last day
select cell, area_id, category_id, channel_id, urgency
from heat_line
where city_id = $1 and day = any (array(select day from heat_day
                                        where city_id = $1 and day between $2::date and $3::date and packed is null))
