-- Organisations by code, as areas.
with new as materialized (
    select given.*, coalesce(known.organisation_id,
                             (select coalesce(max(organisation_id), 0) from organisation where city_id = $1)
                             + row_number() over (partition by known.organisation_id is null order by ordinal))
                        as organisation_id
    from unnest($2::text[], $3::text[], $4::text[]) with ordinality as given (code, name, kind, ordinal)
    left join organisation known on known.city_id = $1 and known.code = given.code
)
insert into organisation (city_id, organisation_id, code, name, kind)
select $1, new.organisation_id, new.code, new.name, new.kind
from new
on conflict (city_id, organisation_id) do update set name = excluded.name, kind = excluded.kind
