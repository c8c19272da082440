-- Counts a stretch of a city's log, and moves the cursor over it: one statement, so that both stand or fall together,
-- and nothing is counted where the cursor is not where the consumer thinks that it is.
with moved as (
    update cursor set pos = $3
    where consumer = 'report' and city_id = $1 and pos = $2
    returning city_id
), stretch as materialized (
    select m.*
    from event_measure m join moved using (city_id)
    where m.pos > $2 and m.pos <= $3 and m.ticket_id <> 0
), states as (
    insert into rollup_state (city_id, state, tickets)
    select change.city_id, change.state, sum(change.tickets)
    from (
        select city_id, to_state as state, 1 as tickets from stretch where to_state > 0
        union all
        select city_id, from_state, -1 from stretch where from_state > 0
    ) as change
    group by change.city_id, change.state
    on conflict (city_id, state) do update set tickets = rollup_state.tickets + excluded.tickets
), counted as (
    insert into rollup (city_id, day, organisation_id, area_id, category_id, channel_id,
                        received, accepted, dispatched, signed, handled, verified, closed, closed_on_time,
                        closed_late, closed_without_limit, followed_up, reached, solved, satisfied, rejected,
                        returned, reworked, voided, withdrawn, overdue)
    select m.city_id, m.day, m.organisation_id, m.area_id, m.category_id, m.channel_id,
           sum(received)::int, sum(accepted)::int, sum(dispatched)::int, sum(signed)::int, sum(handled)::int,
           sum(verified)::int, sum(closed)::int, sum(closed_on_time)::int, sum(closed_late)::int,
           sum(closed_without_limit)::int, sum(followed_up)::int, sum(reached)::int, sum(solved)::int,
           sum(satisfied)::int, sum(rejected)::int, sum(returned)::int, sum(reworked)::int, sum(voided)::int,
           sum(withdrawn)::int, sum(overdue)::int
    from stretch m
    group by m.city_id, m.day, m.organisation_id, m.area_id, m.category_id, m.channel_id
    on conflict (city_id, day, organisation_id, area_id, category_id, channel_id) do update set
        received = rollup.received + excluded.received, accepted = rollup.accepted + excluded.accepted,
        dispatched = rollup.dispatched + excluded.dispatched, signed = rollup.signed + excluded.signed,
        handled = rollup.handled + excluded.handled, verified = rollup.verified + excluded.verified,
        closed = rollup.closed + excluded.closed, closed_on_time = rollup.closed_on_time + excluded.closed_on_time,
        closed_late = rollup.closed_late + excluded.closed_late,
        closed_without_limit = rollup.closed_without_limit + excluded.closed_without_limit,
        followed_up = rollup.followed_up + excluded.followed_up, reached = rollup.reached + excluded.reached,
        solved = rollup.solved + excluded.solved, satisfied = rollup.satisfied + excluded.satisfied,
        rejected = rollup.rejected + excluded.rejected, returned = rollup.returned + excluded.returned,
        reworked = rollup.reworked + excluded.reworked, voided = rollup.voided + excluded.voided,
        withdrawn = rollup.withdrawn + excluded.withdrawn, overdue = rollup.overdue + excluded.overdue
)
select count(*) from moved
