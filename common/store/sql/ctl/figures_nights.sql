-- The last nightly verification of the figures of each city with a pack, in its own time, and how many nights ago it was:
-- a night begins at half past three. Where there was none yet, the nights since its first pack was loaded.
select c.code, a.night is not null, a.night::text, a.first_day::text, a.last_day::text, a.pos, a.differences, a.first,
       to_char(a.at at time zone c.timezone, 'YYYY-MM-DD HH24:MI:SS'),
       ((now() - interval '3 hours 30 minutes') at time zone c.timezone)::date
           - coalesce(a.night, (select (min(f.loaded_at) at time zone c.timezone)::date
                                from pack_file f where f.city_id = c.city_id))
from city c
left join figures_audit a on a.city_id = c.city_id
where c.pack_version > 0
order by c.code
