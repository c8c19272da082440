-- What is overdue, longest first: at which step of its ladder, and who was told of it when, and has opened it when.
-- $1 city, $2 kind of clock, $3 organisation or null, $4 handler or null, $5 only what organisations of the viewer hold,
-- $6 limit, $7 after: due, $8 ticket and $9 clock, or null; $10, $11 and $12: as board_log says
with board as materialized (
    select * from board_instants($1)
), counted as materialized (
    select greatest(r.rung, -1) as rung, count(*) as overdue
    from board b
    join clock_line_known($1, $10::text::bigint[]) r on r.due_at < b.at and r.due_at < now()
    where r.city_id = $1 and r.kind = $2 and ($3::integer is null or r.organisation_id = $3)
      and ($4::integer is null or r.handler_id = $4)
      and (not $5::boolean or r.organisation_id = any ((select viewer_organisations())::integer[]))
    group by 1
), listed as materialized (
    select r.*
    from board b
    join clock_line_known($1, $10::text::bigint[]) r on r.due_at < b.at and r.due_at < now()
    where r.city_id = $1 and r.kind = $2 and ($3::integer is null or r.organisation_id = $3)
      and ($4::integer is null or r.handler_id = $4)
      and (not $5::boolean or r.organisation_id = any ((select viewer_organisations())::integer[]))
      and r.due_at >= coalesce($7::timestamptz, '-infinity')
      and ($7::timestamptz is null or (r.due_at, r.ticket_id, r.clock_id) > ($7::timestamptz, $8::bigint, $9::integer))
    order by r.due_at, r.ticket_id, r.clock_id
    limit $6::bigint
)
select jsonb_strip_nulls(jsonb_build_object(
    'at', instant_message(b.at),
    'total', (select coalesce(sum(overdue), 0) from counted),
    'steps', coalesce((select jsonb_object_agg(clock_step_name(true, rung, true), overdue) from counted), '{}'),
    'tickets', coalesce((
        select jsonb_agg(jsonb_build_object(
            'ticket', l.ticket_id, 'title', c.title, 'organisation', o.code, 'handler', p.code, 'number', l.clock_id,
            'clock', k.name, 'due', instant_message(l.due_at),
            'late', instant_message(b.at) - instant_message(l.due_at), 'step', clock_step_name(true, l.rung, true),
            'next', instant_message(l.next_at), 'told', coalesce(told.list, '[]'))
            order by l.due_at, l.ticket_id, l.clock_id)
        from listed l
        join complaint c on c.city_id = $1 and c.ticket_id = l.ticket_id
        join lifecycle_clock k on k.clock = l.kind
        left join organisation o on o.city_id = $1 and o.organisation_id = l.organisation_id
        left join person p on p.city_id = $1 and p.person_id = l.handler_id
        left join lateral (
            -- of this clock's alerts: what deadline's events say is which task and which kind of clock
            select jsonb_agg(jsonb_build_object(
                'delivery', d.delivery_id, 'event', d.template, 'channel', d.channel, 'recipient', nullif(d.recipient, ''),
                'state', (array['waiting', 'sending', 'delivered', 'dead'])[d.state],
                'sent', case when d.state = 3 then instant_message(d.done_at) end,
                'opened', instant_message(d.opened_at), 'opened_by', opener.code) order by d.delivery_id) as list
            from delivery d
            join event e on e.city_id = $1 and e.pos = d.pos
            left join person opener on opener.city_id = $1 and opener.person_id = d.opened_by
            where d.city_id = $1 and d.ticket_id = l.ticket_id and d.ticket_id <> 0 and d.event_kind in (100, 101, 102)
              and e.task_id = l.task_id and coalesce(e.data->>'clock', 'handling') = k.name
        ) as told on true), '[]'),
    'next', (select instant_message(due_at) || '.' || ticket_id || '.' || clock_id
             from listed where (select count(*) from listed) = $6
             order by due_at desc, ticket_id desc, clock_id desc limit 1),
    'position', $11::bigint, 'head', $12::bigint))::text
from board b
