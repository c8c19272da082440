-- Which of the codes that a file's manifest names have other numbers here, or none. $1 city, $2 kinds, states and codes as
-- log_archive_codes.sql gives them
select format('%s %s is %s there and %s here', theirs.what, theirs.number, theirs.code, coalesce(ours.code, 'nothing'))
from (select what.key as what, each.key as number, each.value as code
      from jsonb_each($2::jsonb) as what, jsonb_each_text(what.value) as each) as theirs
left join (
    select 'kinds' as what, action::text as number, event as code from lifecycle_action
    union all select 'kinds', fact::text, event from lifecycle_fact
    union all select 'states', state::text, name from lifecycle_state
    union all select 'areas', area_id::text, code from area where city_id = $1
    union all select 'organisations', organisation_id::text, code from organisation where city_id = $1
    union all select 'categories', category_id::text, code from category where city_id = $1
    union all select 'channels', channel_id::text, code from channel where city_id = $1
    union all select 'people', person_id::text, code from person where city_id = $1
) as ours using (what, number)
where ours.code is distinct from theirs.code
order by theirs.what, theirs.number
limit 5
