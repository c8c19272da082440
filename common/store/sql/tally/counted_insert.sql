-- What tickets count for from now on. Days since 1970-01-01.
insert into counted (city_id, ticket_id, entry, since_pos, until_pos, event_pos, day, organisation_id, area_id,
                     category_id, channel_id, urgency, measures, state, handling_s, solving_s, stay_s)
select city_id, ticket_id, entry, since_pos, until_pos, event_pos, date '1970-01-01' + day, organisation_id, area_id,
       category_id, channel_id, urgency, measures, state, handling_s, solving_s, stay_s
from unnest($1::integer[], $2::bigint[], $3::smallint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::integer[],
            $8::integer[], $9::integer[], $10::integer[], $11::integer[], $12::smallint[], $13::bigint[], $14::smallint[],
            $15::integer[], $16::integer[], $17::integer[])
         as new (city_id, ticket_id, entry, since_pos, until_pos, event_pos, day, organisation_id, area_id, category_id,
                 channel_id, urgency, measures, state, handling_s, solving_s, stay_s)
