-- Locked tickets as they are now, and whether events of theirs are archived.
select t.city_id, t.ticket_id, coalesce(p.state, 1::smallint), coalesce(p.version, 1), t.channel_id,
       coalesce(s.category_id, t.category_id), coalesce(s.area_id, t.area_id), t.pack_version, t.reporter_id,
       coalesce(p.organisation_id, 0), coalesce(p.task_id, 0::smallint), coalesce(p.returns, 0::smallint),
       coalesce(p.tasks, 0::smallint), coalesce(p.clocks, 0::smallint), coalesce(p.marks, 0),
       s.urgency, s.standard, s.urges, s.urged_at, s.calls, s.asked_by, s.asked_ms, s.agreed_by, s.merged_into,
       round(t.latitude * 1e7)::bigint, round(t.longitude * 1e7)::bigint, t.received_at,
       exists (select from log_archive_ticket a where a.city_id = t.city_id and a.ticket_id = t.ticket_id)
from (
    select distinct city_id, ticket_id
    from unnest($1::integer[], $2::bigint[]) as of_batch (city_id, ticket_id)
    order by city_id, ticket_id
) as asked
cross join lateral (
    select * from complaint
    where complaint.city_id = asked.city_id and complaint.ticket_id = asked.ticket_id
    offset 0
) as t
left join lateral (
    select * from progress
    where progress.city_id = asked.city_id and progress.ticket_id = asked.ticket_id
    offset 0
) as p on true
left join lateral (
    select * from standing
    where standing.city_id = asked.city_id and standing.ticket_id = asked.ticket_id
    offset 0
) as s on true
order by t.city_id, t.ticket_id
