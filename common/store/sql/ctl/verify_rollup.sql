-- steward log verify: the rollups are what the log sums up to, as far as report has counted. $1: a city, or null for all.
with counted as (
    select city_id, pos from cursor where consumer = 'report' and ($1::integer is null or city_id = $1)
), both_ways as (
    select city_id, day, organisation_id, area_id, category_id, channel_id,
           received, accepted, dispatched, signed, handled, verified, closed, closed_on_time, closed_late,
           closed_without_limit, followed_up, reached, solved, satisfied, rejected, returned, reworked, voided,
           withdrawn, overdue
    from rollup
    where $1::integer is null or city_id = $1
    union all
    select city_id, day, organisation_id, area_id, category_id, channel_id,
           -received, -accepted, -dispatched, -signed, -handled, -verified, -closed, -closed_on_time, -closed_late,
           -closed_without_limit, -followed_up, -reached, -solved, -satisfied, -rejected, -returned, -reworked,
           -voided, -withdrawn, -overdue
    from event_measure join counted using (city_id)
    where event_measure.pos <= counted.pos
), compared as (
    select city_id, day, organisation_id, area_id, category_id, channel_id,
           (sum(received), sum(accepted), sum(dispatched), sum(signed), sum(handled), sum(verified), sum(closed),
            sum(closed_on_time), sum(closed_late), sum(closed_without_limit), sum(followed_up), sum(reached),
            sum(solved), sum(satisfied), sum(rejected), sum(returned), sum(reworked), sum(voided), sum(withdrawn),
            sum(overdue))
           = (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0) as fits
    from both_ways
    group by city_id, day, organisation_id, area_id, category_id, channel_id
)
select count(*) as checked, count(*) filter (where not fits) as wrong,
       array_to_string((array_agg(format('%s organisation %s area %s category %s channel %s', day, organisation_id,
                                         area_id, category_id, channel_id) order by city_id, day)
                        filter (where not fits))[1:5], '; ') as examples
from compared
