-- People by code, as areas; who is no longer in the pack keeps their row, without roles.
with new as materialized (
    select given.*, coalesce(known.person_id,
                             (select coalesce(max(person_id), 0) from person where city_id = $1)
                             + row_number() over (partition by known.person_id is null order by ordinal))
                        as person_id
    from unnest($2::text[], $3::text[], $4::integer[], $5::text[]) with ordinality
             as given (code, name, roles, organisation, ordinal)
    left join person known on known.city_id = $1 and known.code = given.code
), gone as (
    update person set roles = 0 where city_id = $1 and code <> all ($2::text[])
)
insert into person (city_id, person_id, code, name, roles, organisation_id)
select $1, new.person_id, new.code, new.name, new.roles, organisation.organisation_id
from new left join organisation on organisation.city_id = $1 and organisation.code = new.organisation
on conflict (city_id, person_id) do update
    set name = excluded.name, roles = excluded.roles, organisation_id = excluded.organisation_id
