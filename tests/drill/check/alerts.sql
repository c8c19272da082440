-- Clocks and alerts against the ledger, which is the ticket's events: dispatched starts a task's clock; handled,
-- returned, voided and withdrawn stop it; reworked lets it run on.

create view drill.ledger as
with moves as (
    select city_id, ticket_id, task_id, kind, at, due_at,
           lead(at) over of_task as next_at, row_number() over of_task as nth,
           count(*) over (partition by city_id, ticket_id, task_id) as moves
    from steward.event
    where task_id > 0 and kind in (3, 5, 10, 11, 12, 13)
    window of_task as (partition by city_id, ticket_id, task_id order by version)
)
select city_id, ticket_id, task_id,
       min(at) filter (where nth = 1) as started_at,
       min(due_at) filter (where kind = 3) as due_at,
       max(at) filter (where nth = moves and kind not in (3, 11)) as stopped_at,
       -- was it running at any time after it was due?
       bool_or(kind in (3, 11) and coalesce(next_at, clock_timestamp()) > first_due) as overdue
from (select moves.*, min(due_at) filter (where kind = 3) over (partition by city_id, ticket_id, task_id) as first_due
      from moves) as moves
group by city_id, ticket_id, task_id;

create view drill.alerts_missing as
select l.*, c.clock_id, c.next_at, 'no alert' as why
from drill.ledger l
left join steward.clock c using (city_id, ticket_id, task_id)
left join steward.alert a on a.city_id = c.city_id and a.ticket_id = c.ticket_id and a.clock_id = c.clock_id and a.step = 1
where l.overdue and a.step is null
union all
select l.*, c.clock_id, c.next_at, 'no event for the alert'
from steward.alert a
join steward.clock c using (city_id, ticket_id, clock_id)
join drill.ledger l using (city_id, ticket_id, task_id)
where not exists (select from steward.event e where e.city_id = a.city_id and e.ticket_id = a.ticket_id
                                                and e.task_id = c.task_id and e.kind = 100);

-- More events than alerts, or an event without an alert.
create view drill.alerts_doubled as
select e.city_id, e.ticket_id, e.task_id, count(distinct e.pos) as events, count(distinct a.step) as alerts
from steward.event e
left join steward.clock c on c.city_id = e.city_id and c.ticket_id = e.ticket_id and c.task_id = e.task_id
left join steward.alert a on a.city_id = c.city_id and a.ticket_id = c.ticket_id and a.clock_id = c.clock_id
where e.kind = 100
group by e.city_id, e.ticket_id, e.task_id
having count(distinct e.pos) > 1 or count(distinct a.step) <> 1;

-- Raised before it was due, or on a clock that stopped in time.
create view drill.alerts_early as
select a.*, l.stopped_at,
       case when a.raised_at < a.due_at then 'before it was due'
            when a.due_at <> l.due_at then 'with another due time than the task''s'
            else 'stopped in time' end as why
from steward.alert a
join steward.clock c using (city_id, ticket_id, clock_id)
left join drill.ledger l using (city_id, ticket_id, task_id)
where a.raised_at < a.due_at or a.due_at is distinct from l.due_at or l.overdue is not true
union all
select e.city_id, e.ticket_id, e.task_id, 1::smallint, e.due_at, e.at, l.stopped_at, 'the event is before it was due'
from steward.event e
left join drill.ledger l using (city_id, ticket_id, task_id)
where e.kind = 100 and (e.at >= l.due_at) is not true;

-- The stored clock says something else than the ledger, or than its own limit.
create view drill.clocks_wrong as
select city_id, ticket_id, task_id, l.started_at, l.due_at, l.stopped_at, c.started_at as stored_started_at,
       c.due_at as stored_due_at, c.stopped_at as stored_stopped_at, c.limit_ms
from drill.ledger l
full join steward.clock c using (city_id, ticket_id, task_id)
where (l.started_at, l.due_at, l.stopped_at) is distinct from (c.started_at, c.due_at, c.stopped_at)
   or c.due_at <> c.started_at + c.limit_ms * interval '1 millisecond';
