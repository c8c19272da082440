-- What drill-ledger made of every clock's entries (tests/drill/ledger.c).
create table drill.folded (
    city_id integer, ticket_id bigint, clock_id smallint, problem text, limit_kind smallint, limit_ms bigint,
    used_1 bigint, used_2 bigint, used_3 bigint, used_4 bigint, started bigint, settled bigint, due bigint,
    late bigint, stopped bigint, paused boolean, exempt boolean);

-- The steps of ladders whose instants have come while the clock ran.
create table drill.step_come (
    city_id integer, ticket_id bigint, clock_id smallint, step smallint, kind smallint, due bigint);

create view drill.ledger_entry as
select e.city_id, c.code, e.ticket_id, e.clock_id, k.kind, e.change, steward.instant_message(e.at) as at, e.limit_kind,
       e.limit_ms, o.code as organisation, steward.instant_message(e.due_at) as due
from steward.clock_entry e
join steward.clock k using (city_id, ticket_id, clock_id)
join steward.city c using (city_id)
left join steward.organisation o on o.city_id = e.city_id and o.organisation_id = e.organisation_id
order by e.city_id, e.ticket_id, e.clock_id, e.entry;

-- A clock says something else than its ledger comes to, or has none.
create view drill.clocks_wrong as
select city_id, ticket_id, clock_id, c.kind, to_jsonb(c) as stored, to_jsonb(f) as folded,
       coalesce(f.problem, 'stored and folded differ') as why
from steward.clock c
full join drill.folded f using (city_id, ticket_id, clock_id)
where f.problem is not null
   or (c.limit_kind, c.limit_ms, coalesce(c.used_ms[1], -1), coalesce(c.used_ms[2], -1), coalesce(c.used_ms[3], -1),
       coalesce(c.used_ms[4], -1), c.paused, c.exempt)
      is distinct from
      (f.limit_kind, f.limit_ms, coalesce(f.used_1, -1), coalesce(f.used_2, -1), coalesce(f.used_3, -1),
       coalesce(f.used_4, -1), f.paused, f.exempt)
   or (steward.instant_message(c.started_at), steward.instant_message(c.settled_at), steward.instant_message(c.due_at),
       steward.instant_message(c.late_from), steward.instant_message(c.stopped_at))
      is distinct from (f.started, f.settled, f.due, f.late, f.stopped)
   or c.version is distinct from (select count(*) from steward.clock_entry e
                                  where (e.city_id, e.ticket_id, e.clock_id) = (c.city_id, c.ticket_id, c.clock_id));

-- Which clocks run follows from where the ticket and its tasks are. On a ticket that has ended none does but follow_up.
create view drill.clock_expected as
-- that of the state
select t.city_id, t.ticket_id, s.clock as kind, 0 as task_id
from steward.ticket t
join (values (1, 2), (2, 3), (3, 4), (5, 5), (7, 6), (9, 7), (14, 11), (15, 10), (18, 12), (19, 11)) as s (state, clock)
     using (state)
union all
select city_id, ticket_id, 8, 0 from steward.ticket where marks & 32 <> 0
union all
select city_id, ticket_id, 13, 0 from steward.ticket where marks & 16 <> 0 and state not in (7, 8, 10, 11, 12, 13)
union all
-- of every lead or co-handler at work, and of who was called and is not there yet
select city_id, ticket_id, 1, task_id from steward.task where role in (1, 2) and state in (1, 2, 7, 8)
union all
select city_id, ticket_id, 9, task_id from steward.task where role = 2 and state = 1;

create view drill.clocks_unruly as
select city_id, ticket_id, kind, task_id, t.state, coalesce(e.wanted, 0) as wanted, coalesce(r.running, 0) as running
from (select city_id, ticket_id, kind, task_id, count(*) as wanted from drill.clock_expected group by 1, 2, 3, 4) as e
full join (select city_id, ticket_id, kind, task_id, count(*) as running
           from steward.clock where stopped_at is null group by 1, 2, 3, 4) as r using (city_id, ticket_id, kind, task_id)
join (select city_id, ticket_id, state from steward.ticket) as t using (city_id, ticket_id)
where coalesce(e.wanted, 0) <> coalesce(r.running, 0);
