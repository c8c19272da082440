-- What the numbers in a city's events mean, so that a file of them can be read alone. $1 city
select jsonb_build_object(
    'kinds', (select jsonb_object_agg(kind, name)
              from (select action as kind, event as name from lifecycle_action
                    union all select fact, event from lifecycle_fact) as k),
    'states', (select jsonb_object_agg(state, name) from lifecycle_state),
    'areas', (select coalesce(jsonb_object_agg(area_id, code), '{}') from area where city_id = $1),
    'organisations', (select coalesce(jsonb_object_agg(organisation_id, code), '{}') from organisation where city_id = $1),
    'categories', (select coalesce(jsonb_object_agg(category_id, code), '{}') from category where city_id = $1),
    'channels', (select coalesce(jsonb_object_agg(channel_id, code), '{}') from channel where city_id = $1),
    'people', (select coalesce(jsonb_object_agg(person_id, code), '{}') from person where city_id = $1))::text
