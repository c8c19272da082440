-- The tickets behind a figure: the very events that the rollups counted, in order of position.
-- $1 city, $2 first day, $3 last day, $4 figure, $5 dimension, $6 code of its row or null, $7 after, $8 limit
select jsonb_build_object('tickets', coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
    'position', found.pos, 'ticket', found.ticket_id, 'at', instant_message(found.at),
    'organisation', o.code, 'due', instant_message(found.due_at),
    'late', found.done_at > found.due_at)) order by found.pos), '[]'))::text
from (
    select m.*
    from event_measure m
    where m.city_id = $1 and m.pos > $7 and m.day between $2::date and $3::date
      and case $4 when 'received' then m.received when 'accepted' then m.accepted when 'dispatched' then m.dispatched
           when 'signed' then m.signed when 'handled' then m.handled when 'verified' then m.verified
           when 'closed' then m.closed when 'closed_on_time' then m.closed_on_time
           when 'closed_late' then m.closed_late when 'closed_without_limit' then m.closed_without_limit
           when 'followed_up' then m.followed_up when 'reached' then m.reached when 'solved' then m.solved
           when 'satisfied' then m.satisfied when 'rejected' then m.rejected when 'returned' then m.returned
           when 'reworked' then m.reworked when 'voided' then m.voided when 'withdrawn' then m.withdrawn
           when 'overdue' then m.overdue end > 0
      and ($6::text is null or case $5
           when 'organisation' then coalesce((select code from organisation where city_id = $1 and organisation_id = m.organisation_id), '')
           when 'area' then (select code from area where city_id = $1 and area_id = m.area_id)
           when 'category' then (select code from category where city_id = $1 and category_id = m.category_id)
           when 'channel' then (select code from channel where city_id = $1 and channel_id = m.channel_id)
           when 'day' then m.day::text
           when 'month' then to_char(m.day, 'YYYY-MM') end = $6)
    order by m.pos
    limit $8
) as found
left join organisation o on o.city_id = $1 and o.organisation_id = found.organisation_id
