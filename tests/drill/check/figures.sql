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
select 'verify', to_jsonb(difference) from drill.verified;
