-- Channels by code, as areas.
with new as materialized (
    select given.*, coalesce(known.channel_id,
                             (select coalesce(max(channel_id), 0) from channel where city_id = $1)
                             + row_number() over (partition by known.channel_id is null order by ordinal))
                        as channel_id
    from unnest($2::text[], $3::text[]) with ordinality as given (code, name, ordinal)
    left join channel known on known.city_id = $1 and known.code = given.code
)
insert into channel (city_id, channel_id, code, name)
select $1, new.channel_id, new.code, new.name
from new
on conflict (city_id, channel_id) do update set name = excluded.name
