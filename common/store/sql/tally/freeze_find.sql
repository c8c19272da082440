-- What there is before a period is frozen: the one with the key (its hash, its days and position), whether the name is
-- taken, up to where is counted, and whether an event of the period is not counted yet.
-- $1 city, $2 key, $3 name, $4 first day after the period, since 1970-01-01
select k.request_hash, k.first_day - date '1970-01-01', k.last_day - date '1970-01-01', k.pos,
       exists (select from frozen f where f.city_id = $1 and f.name = $3),
       n.pos,
       exists (select from event e
               where e.city_id = $1 and e.pos > n.pos
                 and e.at < (date '1970-01-01' + $4::integer)::timestamp at time zone c.timezone)
from city c
cross join lateral (select coalesce((select pos from cursor where consumer = 'tally' and city_id = $1), 0) as pos) as n
left join frozen k on k.city_id = $1 and k.key = $2
where c.city_id = $1
