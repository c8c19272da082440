-- Figures against their recomputation from the log: by steward report verify, and by a second oracle. What no event takes back is counted here a second time, in another
-- way than common/figures does: an event is one of its measure, at the organisation that it names, under the category
-- that the ticket has now.
create view drill.event_counted as
select e.city_id, (e.at at time zone c.timezone)::date as day, e.organisation_id, t.category_id,
       case e.kind when 1 then 'received' when 4 then 'signed' when 19 then 'signed' when 6 then 'verified'
                   when 8 then 'followed_up' when 9 then 'rejected' when 10 then 'returned' when 11 then 'reworked'
                   when 12 then 'voided' when 13 then 'withdrawn' when 14 then 'merged' when 29 then 'extended'
                   when 31 then 'suspended' when 33 then 'reopened' when 34 then 'appealed' when 39 then 'urged'
                   when 40 then 'supervised' when 41 then 'rated' when 42 then 'called_in' else 'handled' end as measure
from steward.event e
join steward.city c using (city_id)
join steward.ticket t using (city_id, ticket_id)
where e.kind in (1, 4, 6, 8, 9, 10, 11, 12, 13, 14, 19, 29, 31, 33, 34, 39, 40, 41, 42)
   or (e.kind in (5, 23) and e.to_state = 5);

-- What steward report verify tells: the run fills it.
create table drill.verified (difference text not null);

-- Co-handlers: what each counts for on a ticket is what its tasks say, and its clocks of who was late. What a ticket that
-- was struck out or merged had cancelled was never called for.
create view drill.help_differences as
with tasks as (
    select k.city_id, k.ticket_id, k.organisation_id,
           count(*) filter (where not struck) as called,
           count(k.signed_at) as reported_in,
           count(*) filter (where k.signed_at > came.due_at) as reported_in_late,
           count(*) filter (where k.state = 4) as helped,
           count(*) filter (where k.state = 4 and k.handled_at <= done.due_at) as on_time,
           count(*) filter (where k.state = 4 and k.handled_at > done.due_at) as late,
           count(*) filter (where k.state in (6, 9) and not struck) as released
    from steward.task k
    join steward.ticket t using (city_id, ticket_id)
    cross join lateral (select t.state in (11, 13) as struck) as of_ticket
    left join steward.clock done on (done.city_id, done.ticket_id, done.task_id, done.kind) = (k.city_id, k.ticket_id, k.task_id, 1)
    left join steward.clock came on (came.city_id, came.ticket_id, came.task_id, came.kind) = (k.city_id, k.ticket_id, k.task_id, 9)
    where k.role = 2
    group by 1, 2, 3
), entries as (
    select c.city_id, c.ticket_id, c.organisation_id,
           count(*) filter (where c.measures & (1::bigint << 43) <> 0) as called,
           count(*) filter (where c.measures & (1::bigint << 44) <> 0) as reported_in,
           count(*) filter (where c.measures & (1::bigint << 45) <> 0) as reported_in_late,
           count(*) filter (where c.measures & (1::bigint << 46) <> 0) as helped,
           count(*) filter (where c.measures & (1::bigint << 47) <> 0) as on_time,
           count(*) filter (where c.measures & (1::bigint << 48) <> 0) as late,
           count(*) filter (where c.measures & (1::bigint << 49) <> 0 and t.state not in (11, 13)) as released
    from steward.counted c
    join steward.ticket t using (city_id, ticket_id)
    where c.until_pos is null and c.measures & (127::bigint << 43) <> 0
    group by 1, 2, 3
    having count(*) filter (where c.measures & (1::bigint << 49) = 0 or t.state not in (11, 13)) > 0
)
select case when entries is null then 'only tasks' when tasks is null then 'only counted' else 'other figures' end as side,
       to_jsonb(tasks) as tasks, to_jsonb(entries) as entries
from tasks
full join entries using (city_id, ticket_id, organisation_id)
where (tasks.called, tasks.reported_in, tasks.reported_in_late, tasks.helped, tasks.on_time, tasks.late, tasks.released)
      is distinct from
      (entries.called, entries.reported_in, entries.reported_in_late, entries.helped, entries.on_time, entries.late,
       entries.released)
  and (entries.city_id is not null
       or (tasks.called, tasks.reported_in, tasks.helped, tasks.released) <> (0, 0, 0, 0));

create view drill.rollup_differences as
with recomputed as (
    select city_id, day, organisation_id as a, category_id as b, measure, count(*) as tickets
    from drill.event_counted group by 1, 2, 3, 4, 5
), kept as (
    select r.city_id, r.day, r.a, c.b, c.name as measure, c.value as tickets
    from steward.rollup r cross join steward.rollup_cells(r.cells) as c
    where r.cuboid = 13 and r.grain = 1 and c.name in (select measure from drill.event_counted)
), summed as (
    select c.city_id, c.day, c.organisation_id as a, c.category_id as b, m.name as measure, count(*) as tickets
    from steward.counted c join steward.measure m on c.measures & (1::bigint << m.measure) <> 0
    where c.until_pos is null and m.name in (select measure from drill.event_counted)
    group by 1, 2, 3, 4, 5
)
select 'only kept' as side, to_jsonb(d) as figures from (table kept except table recomputed) as d
union all
select 'only recomputed', to_jsonb(d) from (table recomputed except table kept) as d
union all
select 'only in the list of tickets', to_jsonb(d) from (table summed except table recomputed) as d
union all
select 'not in the list of tickets', to_jsonb(d) from (table recomputed except table summed) as d
union all
select 'state', jsonb_build_object('city', city_id, 'state', state, 'kept', kept.tickets, 'stored', stored.tickets)
from (select city_id, state, tickets from steward.rollup_state where tickets <> 0) as kept
full join (select city_id, state, count(*) as tickets from steward.ticket group by city_id, state) as stored
     using (city_id, state)
where kept.tickets is distinct from stored.tickets
union all
select 'co-handlers: ' || side, jsonb_build_object('tasks', tasks, 'entries', entries) from drill.help_differences
union all
select 'verify', to_jsonb(difference) from drill.verified;
