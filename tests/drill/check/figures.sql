-- Rollups against their recomputation from the log.

create view drill.rollup_recomputed as
select city_id, day, organisation_id, area_id, category_id, channel_id,
       sum(received)::int as received, sum(accepted)::int as accepted, sum(dispatched)::int as dispatched,
       sum(signed)::int as signed, sum(handled)::int as handled, sum(verified)::int as verified,
       sum(closed)::int as closed, sum(closed_on_time)::int as closed_on_time, sum(closed_late)::int as closed_late,
       sum(closed_without_limit)::int as closed_without_limit, sum(followed_up)::int as followed_up,
       sum(reached)::int as reached, sum(solved)::int as solved, sum(satisfied)::int as satisfied,
       sum(rejected)::int as rejected, sum(returned)::int as returned, sum(reworked)::int as reworked,
       sum(voided)::int as voided, sum(withdrawn)::int as withdrawn, sum(overdue)::int as overdue
from steward.event_measure
group by city_id, day, organisation_id, area_id, category_id, channel_id;

-- A row of the table that counts nothing is no difference.
create view drill.rollup_differences as
with kept as (
    select r.* from steward.rollup r
    where received + accepted + dispatched + signed + handled + verified + closed + followed_up + reached + solved
          + satisfied + rejected + returned + reworked + voided + withdrawn + overdue <> 0
), recomputed as (
    select r.* from drill.rollup_recomputed r
    where received + accepted + dispatched + signed + handled + verified + closed + followed_up + reached + solved
          + satisfied + rejected + returned + reworked + voided + withdrawn + overdue <> 0
)
select 'only kept' as side, to_jsonb(d) as figures from (table kept except table recomputed) as d
union all
select 'only recomputed', to_jsonb(d) from (table recomputed except table kept) as d
union all
select 'state', jsonb_build_object('city', city_id, 'state', state, 'kept', kept.tickets, 'stored', stored.tickets)
from (select city_id, state, tickets from steward.rollup_state where tickets <> 0) as kept
full join (select city_id, state, count(*) as tickets from steward.ticket group by city_id, state) as stored
     using (city_id, state)
where kept.tickets is distinct from stored.tickets;
