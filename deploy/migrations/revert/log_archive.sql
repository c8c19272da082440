-- Revert steward:log_archive from pg
-- Only where every range is in the log.
begin;
set local search_path = steward;
do $$
begin
    if exists (select from log_archive where state <> 'back') then
        raise exception 'ranges of the log are archived: steward log restore brings them back';
    end if;
end $$;
create or replace function event_partition_ensure(of_city integer) returns void
language plpgsql security definer set search_path = steward as $$
declare
    span bigint := event_partition_span();
    head bigint := coalesce((select max(pos) from event where city_id = of_city), 0);
    number bigint;
begin
    perform pg_advisory_xact_lock(hashtext('steward.event_partition'), of_city);
    execute format('create table if not exists event_%s partition of event for values in (%s) partition by range (pos)',
                   of_city, of_city);
    for number in head / span .. (head + span / 2) / span loop
        execute format('create table if not exists event_%s_%s partition of event_%s for values from (%s) to (%s)',
                       of_city, number, of_city, number * span, (number + 1) * span);
    end loop;
end $$;
create or replace function ticket_line_now(of_city integer, tickets bigint[]) returns setof ticket_line language sql stable as $$
    select t.city_id, t.ticket_id, state.ended, t.state, t.urgency, t.organisation_id, coalesce(k.handler_id, 0), t.area_id,
           t.category_id, t.channel_id, t.received_at, coalesce(moved.at, t.received_at),
           case when not state.ended and lead.stopped_at is null and not lead.paused then lead.due_at end,
           array(select viewer_key(0, task.organisation_id) from task
                 where task.city_id = t.city_id and task.ticket_id = t.ticket_id
                 union
                 select unnest(array[viewer_key(1, c.area_id), viewer_key(1, t.area_id), viewer_key(2, c.reporter_id)])
                 order by 1)
    from unnest(tickets) as asked (ticket_id)
    join complaint c on c.city_id = of_city and c.ticket_id = asked.ticket_id
    join ticket t on t.city_id = of_city and t.ticket_id = asked.ticket_id
    join lifecycle_state state on state.state = t.state
    left join task k on k.city_id = t.city_id and k.ticket_id = t.ticket_id and k.task_id = t.task_id
    left join lateral (
        select due_at, stopped_at, paused from clock
        where clock.city_id = t.city_id and clock.ticket_id = t.ticket_id and clock.task_id = t.task_id and clock.kind = 1
        order by clock_id desc
        limit 1
    ) as lead on true
    left join lateral (
        select e.at from event e
        where e.city_id = t.city_id and e.ticket_id = t.ticket_id and e.kind < 100
        order by e.pos desc
        limit 1
    ) as moved on true
$$;
drop procedure event_part_drop(integer, bigint), event_part_attach(integer, bigint), event_part_make(integer, bigint);
drop function event_part_state(integer, bigint), event_part(integer, bigint),
    event_lines_load(text, integer, text[], text), event_lines(text, text[], bigint, integer), event_columns(),
    ticket_archived(integer, bigint), ticket_archived_at(integer, bigint), event_partition_make(integer, bigint, bigint, boolean);
drop view log_archived;
drop table log_archive_ticket, log_archive;
alter table city drop column event_span;
commit;
