-- Alerts against the steps that have come while their clocks ran (drill.step_come), and against the log.

-- Alerts beside the events that tell of them. An event names the kind of clock and the step; of several clocks of one kind
-- and task, the numbers must be the same.
create view drill.alert_told as
select city_id, ticket_id, coalesce(a.clock_id, 0::smallint) as clock_id, step, kind,
       a.due_at, coalesce(a.alerts, 0) as alerts, coalesce(e.events, 0) as events
from (select a.city_id, a.ticket_id, k.name as clock, a.step, a.kind, min(a.clock_id) as clock_id,
             min(a.due_at) as due_at, count(*) as alerts
      from steward.alert a
      join steward.clock c using (city_id, ticket_id, clock_id)
      join steward.lifecycle_clock k on k.clock = c.kind
      group by 1, 2, 3, 4, 5) as a
full join (select city_id, ticket_id, data->>'clock' as clock, (data->>'step')::smallint as step,
                  case kind when 101 then 1 when 100 then 2 else 3 end::smallint as kind, count(*) as events
           from steward.event where kind in (100, 101, 102) group by 1, 2, 3, 4, 5) as e
          using (city_id, ticket_id, clock, step, kind);

create view drill.alerts_missing as
select s.*, 'no alert' as why
from drill.step_come s
left join steward.alert a using (city_id, ticket_id, clock_id, step)
where a.step is null
union all
select a.city_id, a.ticket_id, a.clock_id, a.step, a.kind, steward.instant_message(a.due_at), 'no event for the alert'
from drill.alert_told a
where a.events < a.alerts;

-- An alert that has more than one event, or an event that no alert stands behind.
create view drill.alerts_doubled as
select * from drill.alert_told where events > alerts;

-- Before its instant, at another one, or of a step that has not come while the clock ran.
create view drill.alerts_early as
select a.*, s.due, case when s.due is null then 'the clock was stopped or paused by then'
                        when steward.instant_message(a.due_at) <> s.due then 'at another instant than the ledger says'
                        when a.kind <> s.kind then 'as another kind of step'
                        else 'before it was due' end as why
from steward.alert a
left join drill.step_come s using (city_id, ticket_id, clock_id, step)
where s.due is null or steward.instant_message(a.due_at) <> s.due or a.kind <> s.kind or a.raised_at < a.due_at;
