-- The clocks of locked tickets that run, and the handling clocks of their tasks, which rework lets run on. Locked too, so
-- that none fires while a move is on its way.
select c.city_id, c.ticket_id, c.clock_id, c.task_id, c.kind, c.organisation_id, c.pack_version, c.version,
       c.limit_kind, c.limit_ms, c.started_at, c.settled_at, c.used_ms[1], c.used_ms[2], c.used_ms[3], c.used_ms[4],
       c.due_at, c.late_from, c.stopped_at, c.paused, c.exempt, c.steps::text, c.overdue_step, c.next_step, c.next_at
from (
    select distinct city_id, ticket_id
    from unnest($1::integer[], $2::bigint[]) as of_batch (city_id, ticket_id)
    order by city_id, ticket_id
) as asked
cross join lateral (
    select * from clock
    where clock.city_id = asked.city_id and clock.ticket_id = asked.ticket_id
      and (clock.stopped_at is null or clock.kind = 1)
    for update
) as c
order by c.city_id, c.ticket_id, c.clock_id
