-- One order, with everybody who was given it: who has not answered first, of those who has not even received it.
-- $1 city, $2 order
select jsonb_build_object(
    'order', jsonb_strip_nulls(jsonb_build_object(
        'order', i.order_id,
        'version', i.version,
        'state', case when i.closed_at is null then 'open' else 'closed' end,
        'actor', p.code,
        'area', a.code,
        'roles', (select jsonb_agg(name order by role) from lifecycle_role where i.roles & (1 << role) <> 0),
        'title', i.title,
        'text', i.body,
        'issued', instant_message(i.issued_at),
        'receive_by', instant_message(i.receive_by),
        'answer_by', instant_message(i.answer_by),
        'pushes', i.pushes,
        'closed', instant_message(i.closed_at),
        'closed_by', closer.code,
        'reason', i.close_reason)),
    'given', r.given, 'received', r.received, 'answered', r.answered,
    'received_in_time', r.received_in_time, 'answered_in_time', r.answered_in_time,
    'received_percent', round(100.0 * r.received / r.given, 1),
    'answered_percent', round(100.0 * r.answered / r.given, 1),
    'count', r.counted,
    'receipts', r.receipts)::text
from instruction i
join area a on a.city_id = i.city_id and a.area_id = i.area_id
left join person p on p.city_id = i.city_id and p.person_id = i.actor_id
left join person closer on closer.city_id = i.city_id and closer.person_id = i.closed_by
cross join lateral (
    select count(*) as given, count(t.received_at) as received, count(t.answered_at) as answered,
           count(*) filter (where t.received_at <= i.receive_by) as received_in_time,
           count(*) filter (where t.answered_at <= i.answer_by) as answered_in_time,
           coalesce(sum(t.count), 0) as counted,
           coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
               'person', who.code, 'name', who.name,
               'pushed', instant_message(t.pushed_at), 'pushes', t.pushes,
               'received', instant_message(t.received_at), 'answered', instant_message(t.answered_at),
               'late', case when t.answered_at > i.answer_by then true end,
               'by', case when t.acted_by <> t.person_id then actor.code end,
               'answer', t.answer, 'count', t.count))
               order by t.answered_at nulls first, t.received_at nulls first, who.code collate "C"), '[]') as receipts
    from receipt t
    join person who on who.city_id = t.city_id and who.person_id = t.person_id
    left join person actor on actor.city_id = t.city_id and actor.person_id = t.acted_by
    where t.city_id = i.city_id and t.order_id = i.order_id
) as r
where i.city_id = $1 and i.order_id = $2
