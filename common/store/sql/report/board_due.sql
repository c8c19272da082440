-- What falls due: counted by department and by handler, and the tickets of one horizon, soonest first.
-- $1 city, $2 kind of clock, $3 organisation or null, $4 handler or null, $5 only what organisations of the viewer hold,
-- $6 limit, $7 after: due, $8 ticket and $9 clock, or null; $10 hour, today or week; $11, $12 and $13: as board_log says
with board as materialized (
    select * from board_instants($1)
), counted as materialized (
    -- in few groups, steps as numbers: naming them row by row takes long. The second bound of due_at, which is never less,
    -- is one that the planner can estimate
    select r.organisation_id, coalesce(r.handler_id, 0) as handler_id,
           case when r.due_at < b.at then greatest(r.rung, -1) end as rung, count(*) filter (where r.due_at < b.at) as overdue,
           count(*) filter (where r.due_at between b.at and b.hour) as hour,
           count(*) filter (where r.due_at between b.at and b.today) as today,
           count(*) filter (where r.due_at between b.at and b.week) as week
    from board b
    join clock_line_known($1, $11::text::bigint[]) r on r.due_at <= (select greatest(hour, week) from board) and r.due_at <= now() + interval '8 days'
    where r.city_id = $1 and r.kind = $2 and ($3::integer is null or r.organisation_id = $3)
      and ($4::integer is null or r.handler_id = $4)
      and (not $5::boolean or r.organisation_id = any ((select viewer_organisations())::integer[]))
    group by 1, 2, 3
), by_department as (
    select organisation_id, sum(hour) as hour, sum(today) as today, sum(week) as week, sum(overdue) as overdue,
           clock_step_name(true, max(rung), true) as worst
    from counted
    group by organisation_id
), by_handler as (
    select handler_id, sum(hour) as hour, sum(today) as today, sum(week) as week, sum(overdue) as overdue,
           clock_step_name(true, max(rung), true) as worst
    from counted
    group by handler_id
), listed as materialized (
    select r.*
    from clock_line_known($1, $11::text::bigint[]) r
    where r.city_id = $1 and r.kind = $2 and ($3::integer is null or r.organisation_id = $3)
      and ($4::integer is null or r.handler_id = $4)
      and (not $5::boolean or r.organisation_id = any ((select viewer_organisations())::integer[]))
      and r.due_at >= (select greatest(at, $7::timestamptz) from board) -- where the index is entered
      and r.due_at <= (select case $10 when 'hour' then hour when 'today' then today else week end from board)
      and r.due_at <= now() + interval '8 days'
      and ($7::timestamptz is null or (r.due_at, r.ticket_id, r.clock_id) > ($7::timestamptz, $8::bigint, $9::integer))
    order by r.due_at, r.ticket_id, r.clock_id
    limit $6::bigint
)
select jsonb_strip_nulls(jsonb_build_object(
    'at', instant_message(b.at),
    'until', jsonb_build_object('hour', instant_message(b.hour), 'today', instant_message(b.today),
                                'week', instant_message(b.week)),
    'totals', (select jsonb_build_object('hour', coalesce(sum(hour), 0), 'today', coalesce(sum(today), 0),
                                         'week', coalesce(sum(week), 0), 'overdue', coalesce(sum(overdue), 0))
               from by_department) ||
              jsonb_build_object('steps', coalesce((
                  select jsonb_object_agg(clock_step_name(true, rung, true), number)
                  from (select rung, sum(overdue) as number from counted where rung is not null group by rung) as s), '{}')),
    'departments', coalesce((
        select jsonb_agg(jsonb_build_object('organisation', o.code, 'name', o.name, 'hour', d.hour, 'today', d.today,
                                            'week', d.week, 'overdue', d.overdue,
                                            'worst', case when d.overdue > 0 then d.worst end)
                         order by d.overdue desc, d.hour desc, d.today desc, d.week desc, o.code)
        from by_department d
        left join organisation o on o.city_id = $1 and o.organisation_id = d.organisation_id), '[]'),
    'handlers', coalesce((
        select jsonb_agg(jsonb_build_object('handler', p.code, 'name', p.name, 'hour', h.hour, 'today', h.today,
                                            'week', h.week, 'overdue', h.overdue,
                                            'worst', case when h.overdue > 0 then h.worst end)
                         order by h.overdue desc, h.hour desc, h.today desc, h.week desc, p.code)
        from by_handler h
        left join person p on p.city_id = $1 and p.person_id = h.handler_id), '[]'),
    'tickets', coalesce((
        select jsonb_agg(jsonb_build_object(
            'ticket', l.ticket_id, 'title', c.title, 'organisation', o.code, 'handler', p.code, 'number', l.clock_id,
            'clock', (select name from lifecycle_clock where clock = l.kind), 'due', instant_message(l.due_at),
            'step', clock_step_name(false, l.rung, l.warned), 'next', instant_message(l.next_at))
            order by l.due_at, l.ticket_id, l.clock_id)
        from listed l
        join complaint c on c.city_id = $1 and c.ticket_id = l.ticket_id
        left join organisation o on o.city_id = $1 and o.organisation_id = l.organisation_id
        left join person p on p.city_id = $1 and p.person_id = l.handler_id), '[]'),
    'next', (select instant_message(due_at) || '.' || ticket_id || '.' || clock_id
             from listed where (select count(*) from listed) = $6
             order by due_at desc, ticket_id desc, clock_id desc limit 1),
    'position', $12::bigint, 'head', $13::bigint))::text
from board b
