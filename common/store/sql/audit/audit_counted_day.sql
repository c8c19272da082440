-- What counts on a day, since 1970-01-01. $1 city, $2 day
select ticket_id, entry, since_pos, until_pos, event_pos, measures, day - date '1970-01-01', organisation_id, area_id,
       category_id, channel_id, urgency, state, handling_s, solving_s, stay_s
from counted
where city_id = $1 and day = date '1970-01-01' + $2::integer and until_pos is null
