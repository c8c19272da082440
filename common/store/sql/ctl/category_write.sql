-- Categories by code, as areas.
with new as materialized (
    select given.*, coalesce(known.category_id,
                             (select coalesce(max(category_id), 0) from category where city_id = $1)
                             + row_number() over (partition by known.category_id is null order by ordinal))
                        as category_id
    from unnest($2::text[], $3::text[], $4::text[]) with ordinality as given (code, name, parent, ordinal)
    left join category known on known.city_id = $1 and known.code = given.code
)
insert into category (city_id, category_id, code, name, parent_id)
select $1, new.category_id, new.code, new.name, parent.category_id
from new left join new parent on parent.code = new.parent
on conflict (city_id, category_id) do update set name = excluded.name, parent_id = excluded.parent_id
