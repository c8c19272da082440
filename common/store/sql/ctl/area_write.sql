-- Areas by code: new ones get the next numbers, known ones keep theirs, none goes.
with new as materialized (
    select given.*, coalesce(known.area_id,
                             (select coalesce(max(area_id), 0) from area where city_id = $1)
                             + row_number() over (partition by known.area_id is null order by ordinal)) as area_id
    from unnest($2::text[], $3::text[], $4::text[], $5::text[]) with ordinality
             as given (code, name, kind, parent, ordinal)
    left join area known on known.city_id = $1 and known.code = given.code
)
insert into area (city_id, area_id, code, name, kind, parent_id)
select $1, new.area_id, new.code, new.name, new.kind, parent.area_id
from new left join new parent on parent.code = new.parent
on conflict (city_id, area_id) do update
    set name = excluded.name, kind = excluded.kind, parent_id = excluded.parent_id
