-- One ticket with its tasks, clocks, alerts and timeline, and where events of it are that the log does not have; no row
-- where there is none.
select (jsonb_build_object(
    'ticket', ticket_brief(t) || jsonb_strip_nulls(jsonb_build_object(
        'description', t.description, 'address', t.address, 'latitude', t.latitude, 'longitude', t.longitude,
        'pack', t.pack_version, 'returns', t.returns, 'urges', nullif(t.urges, 0))),
    'tasks', coalesce((
        select jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
            'task', k.task_id, 'organisation', o.code,
            'state', (array['open', 'signed', 'handled', 'done', 'returned', 'cancelled', 'given', 'submitted', 'released',
                            'moved', 'escalated'])[k.state],
            'role', (array['lead', 'co', 'check', 'offer'])[k.role], 'rating', k.rating,
            'exempt', nullif(k.exempt, false),
            'handler', p.code, 'opened', instant_message(k.opened_at), 'signed', instant_message(k.signed_at),
            'handled', instant_message(k.handled_at), 'finished', instant_message(k.finished_at),
            'result', k.result)) order by k.task_id)
        from task k
        left join organisation o on o.city_id = k.city_id and o.organisation_id = k.organisation_id
        left join person p on p.city_id = k.city_id and p.person_id = k.handler_id
        where k.city_id = t.city_id and k.ticket_id = t.ticket_id), '[]'),
    'clocks', coalesce((
        select jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
            'clock', c.clock_id, 'kind', (select name from lifecycle_clock where clock = c.kind),
            'task', nullif(c.task_id, 0), 'limit', c.limit_ms, 'limit_kind', c.limit_kind, 'paused', nullif(c.paused, false), 'started', instant_message(c.started_at),
            'due', instant_message(c.due_at), 'stopped', instant_message(c.stopped_at), 'version', c.version))
            order by c.clock_id)
        from clock c
        where c.city_id = t.city_id and c.ticket_id = t.ticket_id), '[]'),
    'alerts', coalesce((
        select jsonb_agg(jsonb_build_object('clock', a.clock_id, 'step', (array['warning', 'overdue', 'escalation'])[a.kind],
                                            'number', a.step, 'due', instant_message(a.due_at),
                                            'raised', instant_message(a.raised_at)) order by a.raised_at)
        from alert a
        where a.city_id = t.city_id and a.ticket_id = t.ticket_id), '[]'),
    'timeline', coalesce((
        select jsonb_agg(viewer_message(m.city_id, m.message) order by m.pos)
        from event_message m
        where m.city_id = t.city_id and m.ticket_id = t.ticket_id), '[]'))
    || case when archived.ranges is null then '{}' else jsonb_build_object('archived', archived.ranges) end)::text
from ticket t
cross join lateral (select ticket_archived(t.city_id, t.ticket_id) as ranges offset 0) as archived
where t.city_id = $1 and t.ticket_id = $2
