-- Brings what tickets count for in, as rows in binary form.
copy counted (city_id, ticket_id, entry, since_pos, until_pos, event_pos, day, organisation_id, area_id, category_id,
              channel_id, urgency, measures, state, handling_s, solving_s, stay_s) from stdin (format binary)
