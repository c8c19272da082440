-- What counted on a day, since 1970-01-01, at a position of the log. $1 city, $2 day, $3 position
select ticket_id, entry, since_pos, until_pos, event_pos, measures, day - date '1970-01-01', organisation_id, area_id,
       category_id, channel_id, urgency, state, handling_s, solving_s, stay_s
from counted
where city_id = $1 and day = date '1970-01-01' + $2::integer and since_pos <= $3 and (until_pos is null or until_pos > $3)
