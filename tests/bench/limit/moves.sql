begin;
with moved as (
    insert into progress (city_id, ticket_id, version, state, organisation_id, task_id, returns)
    values (:city, :client_id::bigint * 100000000 + :n, 2, 3, 2, 1, 0)
    returning ticket_id
), opened as (
    insert into task (city_id, ticket_id, task_id, organisation_id, state, opened_at)
    select :city::integer, ticket_id, 1, 2, 1, now() from moved
), armed as (
    insert into clock (city_id, ticket_id, clock_id, task_id, kind, organisation_id, pack_version, version, limit_kind, limit_ms, started_at,
                       settled_at, used_ms, due_at, late_from, steps, next_at)
    select :city::integer, ticket_id, 1, 1, 1, 2, 1, 1, 1, 172800000, now(), now(), '{0,null,null,null}'::bigint[], now() + 172800000 * interval '1 millisecond', now() + 172800000 * interval '1 millisecond', array[instant_message(now() + 172800000 * interval '1 millisecond')], now() + 172800000 * interval '1 millisecond' from moved
    union all
    select :city::integer, ticket_id, 2, 0, 4, 2, 1, 1, 1, 7200000, now(), now(), '{0,null,null,null}'::bigint[], now() + 7200000 * interval '1 millisecond', now() + 7200000 * interval '1 millisecond', array[instant_message(now() + 7200000 * interval '1 millisecond')], now() + 7200000 * interval '1 millisecond' from moved
), noted as (
    insert into clock_entry (city_id, ticket_id, clock_id, entry, change, at, version, limit_kind, limit_ms, due_at, pack_version, organisation_id)
    select :city::integer, ticket_id, 1, 1, 1, now(), 2, 1, 172800000, now() + 172800000 * interval '1 millisecond', 1, 2 from moved
    union all
    select :city::integer, ticket_id, 2, 1, 1, now(), 2, 1, 7200000, now() + 7200000 * interval '1 millisecond', 1, 2 from moved
), kept as (
    insert into command (city_id, key, request_hash, ticket_id, version, state)
    select :city, '0193f2a0-0002-7000-8000-' || :client_id::text || '-' || :n::text, :n, ticket_id, 2, 3 from moved
)
insert into event (city_id, pos, kind, from_state, to_state, task_id, version, actor_id, organisation_id, area_id,
                   category_id, channel_id, ticket_id, at, due_at)
select :city, nextval('bench_position'), 3, 1, 3, 1, 2, 6, 2, :area, :category, 1, ticket_id, now(), now() + interval '2 days' from moved;
commit;
begin;
with moved as (
    update progress set state = 4, version = 3
    where city_id = :city and ticket_id = :client_id::bigint * 100000000 + :n and version = 2
    returning ticket_id
), signed as (
    update task set state = 2, handler_id = 12, signed_at = now()
    where city_id = :city and ticket_id = :client_id::bigint * 100000000 + :n and task_id = 1
), stopped as (
    update clock set stopped_at = now(), next_at = null, version = 2
    where city_id = :city and ticket_id = :client_id::bigint * 100000000 + :n and clock_id = 2
), noted as (
    insert into clock_entry (city_id, ticket_id, clock_id, entry, change, at, version, limit_kind, limit_ms, due_at, pack_version, organisation_id)
    select :city::integer, ticket_id, 2, 2, 4, now(), 3, null, null, now() + 7200000 * interval '1 millisecond', 1, 2 from moved
), kept as (
    insert into command (city_id, key, request_hash, ticket_id, version, state)
    select :city, '0193f2a0-0003-7000-8000-' || :client_id::text || '-' || :n::text, :n, ticket_id, 3, 4 from moved
)
insert into event (city_id, pos, kind, from_state, to_state, task_id, version, actor_id, organisation_id, area_id,
                   category_id, channel_id, ticket_id, at)
select :city, nextval('bench_position'), 4, 3, 4, 1, 3, 12, 2, :area, :category, 1, ticket_id, now() from moved;
commit;
begin;
with moved as (
    update progress set state = 5, version = 4
    where city_id = :city and ticket_id = :client_id::bigint * 100000000 + :n and version = 3
    returning ticket_id
), handled as (
    update task set state = 3, handled_at = now(), result = '已派人到现场处理完毕，并安排专人每天巡查，防止问题再次发生。'
    where city_id = :city and ticket_id = :client_id::bigint * 100000000 + :n and task_id = 1
), stopped as (
    update clock set stopped_at = now(), next_at = null, version = 2
    where city_id = :city and ticket_id = :client_id::bigint * 100000000 + :n and clock_id = 1
), started as (
    insert into clock (city_id, ticket_id, clock_id, task_id, kind, organisation_id, pack_version, version, limit_kind, limit_ms, started_at,
                       settled_at, used_ms, due_at, late_from, steps, next_at)
    select :city::integer, ticket_id, 3, 0, 5, 0, 1, 1, 1, 86400000, now(), now(), '{0,null,null,null}'::bigint[], now() + 86400000 * interval '1 millisecond', now() + 86400000 * interval '1 millisecond', array[instant_message(now() + 86400000 * interval '1 millisecond')], now() + 86400000 * interval '1 millisecond' from moved
), noted as (
    insert into clock_entry (city_id, ticket_id, clock_id, entry, change, at, version, limit_kind, limit_ms, due_at, pack_version, organisation_id)
    select :city::integer, ticket_id, 1, 2, 4, now(), 4, null, null, now() + 172800000 * interval '1 millisecond', 1, 2 from moved
    union all
    select :city::integer, ticket_id, 3, 1, 1, now(), 4, 1, 86400000, now() + 86400000 * interval '1 millisecond', 1, 2 from moved
), kept as (
    insert into command (city_id, key, request_hash, ticket_id, version, state)
    select :city, '0193f2a0-0004-7000-8000-' || :client_id::text || '-' || :n::text, :n, ticket_id, 4, 5 from moved
)
insert into event (city_id, pos, kind, from_state, to_state, task_id, version, actor_id, organisation_id, area_id,
                   category_id, channel_id, ticket_id, at, data)
select :city, nextval('bench_position'), 5, 4, 5, 1, 4, 12, 2, :area, :category, 1, ticket_id, now(),
       '{"result": "已派人到现场处理完毕，并安排专人每天巡查，防止问题再次发生。"}' from moved;
commit;
begin;
with moved as (
    update progress set state = 6, version = 5
    where city_id = :city and ticket_id = :client_id::bigint * 100000000 + :n and version = 4
    returning ticket_id
), stopped as (
    update clock set stopped_at = now(), next_at = null, version = 2
    where city_id = :city and ticket_id = :client_id::bigint * 100000000 + :n and clock_id = 3
), noted as (
    insert into clock_entry (city_id, ticket_id, clock_id, entry, change, at, version, limit_kind, limit_ms, due_at, pack_version, organisation_id)
    select :city::integer, ticket_id, 3, 2, 4, now(), 5, null, null, now() + 86400000 * interval '1 millisecond', 1, 2 from moved
), kept as (
    insert into command (city_id, key, request_hash, ticket_id, version, state)
    select :city, '0193f2a0-0005-7000-8000-' || :client_id::text || '-' || :n::text, :n, ticket_id, 5, 6 from moved
)
insert into event (city_id, pos, kind, from_state, to_state, task_id, version, actor_id, organisation_id, area_id,
                   category_id, channel_id, ticket_id, at)
select :city, nextval('bench_position'), 6, 5, 6, 1, 5, 5, 2, :area, :category, 1, ticket_id, now() from moved;
commit;
begin;
with moved as (
    update progress set state = 7, version = 6
    where city_id = :city and ticket_id = :client_id::bigint * 100000000 + :n and version = 5
    returning ticket_id
), done as (
    update task set state = 4, finished_at = now()
    where city_id = :city and ticket_id = :client_id::bigint * 100000000 + :n and task_id = 1
), started as (
    insert into clock (city_id, ticket_id, clock_id, task_id, kind, organisation_id, pack_version, version, limit_kind, limit_ms, started_at,
                       settled_at, used_ms, due_at, late_from, steps, next_at)
    select :city::integer, ticket_id, 4, 0, 6, 0, 1, 1, 1, 259200000, now(), now(), '{0,null,null,null}'::bigint[], now() + 259200000 * interval '1 millisecond', now() + 259200000 * interval '1 millisecond', array[instant_message(now() + 259200000 * interval '1 millisecond')], now() + 259200000 * interval '1 millisecond' from moved
), noted as (
    insert into clock_entry (city_id, ticket_id, clock_id, entry, change, at, version, limit_kind, limit_ms, due_at, pack_version, organisation_id)
    select :city::integer, ticket_id, 4, 1, 1, now(), 6, 1, 259200000, now() + 259200000 * interval '1 millisecond', 1, 2 from moved
), kept as (
    insert into command (city_id, key, request_hash, ticket_id, version, state)
    select :city, '0193f2a0-0006-7000-8000-' || :client_id::text || '-' || :n::text, :n, ticket_id, 6, 7 from moved
)
insert into event (city_id, pos, kind, from_state, to_state, task_id, version, actor_id, organisation_id, area_id,
                   category_id, channel_id, ticket_id, at, due_at, done_at, data)
select :city, nextval('bench_position'), 7, 6, 7, 1, 6, 5, 2, :area, :category, 1, ticket_id, now(),
       now() + interval '2 days', now(), '{"answer": "您反映的问题已经处理，感谢您对我们工作的监督和支持。"}' from moved;
commit;
