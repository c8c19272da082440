-- steward log verify: what lists find tickets by is what each ticket comes to, as far as tally has taken the log in: of
-- tickets that no later position is about; and they lie in what there is now, where no pack was loaded later. $1: a city, or
-- null for all.
with followed as (
    select city_id, pos from cursor where consumer = 'lines' and ($1::integer is null or city_id = $1)
), later as materialized (
    select distinct city_id, ticket_id from event join followed using (city_id) where event.pos > followed.pos
), settled as (
    select city_id, array_agg(ticket_id) as tickets
    from complaint join followed using (city_id)
    where (city_id, ticket_id) not in (select city_id, ticket_id from later)
    group by city_id
), wanted as (
    select line.* from settled cross join lateral ticket_line_now(settled.city_id, settled.tickets) as line
), kept as (
    select ticket_line.* from ticket_line join followed using (city_id)
    where (city_id, ticket_id) not in (select city_id, ticket_id from later)
), tree as (
    select count(*) filter (where now is distinct from kept) as wrong
    from (select city_id from followed where not exists (select from event where event.city_id = followed.city_id
                                                            and event.pos > followed.pos and event.kind = 110)) as still
    cross join lateral (select (now).kind, (now).id, now from line_tree_now(still.city_id) as now) as wanted
    left join line_tree as kept on kept.city_id = still.city_id and kept.kind = wanted.kind and kept.id = wanted.id
), compared as (
    select format('ticket %s', ticket_id) as what, wanted is not distinct from kept as fits
    from wanted full join kept using (city_id, ticket_id)
    union all
    select format('%s areas or categories', wrong), false from tree where wrong > 0
)
select count(*) as checked, count(*) filter (where not fits) as wrong,
       array_to_string((array_agg(what order by what) filter (where not fits))[1:5], '; ')
           as examples
from compared
