-- Deploy steward:command_keys to pg
-- requires: log_partitions
-- Idempotency keys of moves are forgotten when doing them again has become impossible (docs/storage.md).

begin;
set local search_path = steward;

-- Both stand where the row had only padding, but for 8 bytes. Keys of before have no action, and stay.
alter table command
    add column action smallint,
    add column at timestamptz not null default now();
comment on column command.action is 'Of a move, as in lifecycle_action; null: the command was none, its key is never forgotten';

-- How far the forgetting is: one row. It goes through the whole table once a day, some pages at a time, in the order of
-- the table: no index is kept for it.
create table command_pass (
    one            boolean primary key default true check (one),
    next_block     bigint,
    seen           bigint not null default 0,
    forgotten      bigint not null default 0,
    oldest_at      timestamptz,
    done_at        timestamptz,
    done_kept      bigint,
    done_forgotten bigint,
    done_oldest_at timestamptz
);
insert into command_pass default values;
comment on column command_pass.next_block is 'Where the pass goes on; null: none is under way';
comment on column command_pass.done_oldest_at is 'When the oldest of the keys was stored that the last pass has kept';

-- The next pages of today's pass. A key goes if doing its command again is impossible for good:
--   - it was stored, and its ticket has ended, longer ago than `keeps` (ms) says for the pack version that the ticket was
--     opened under: at least as long as such a ticket may be reopened or appealed, so that it stays ended;
--   - no row of the lifecycle leads from an ended state by its action: a copy is refused, whatever comes.
-- Keys of imports stay, so that the same file can be imported again at any time. Gives 'busy' (somebody else is at it),
-- 'idle' (today's pass is done), 'more' or 'done'. With the owner's rights: nobody else may delete keys.
create function command_forget(blocks integer, every interval, cities integer[], versions integer[], keeps bigint[])
returns text language plpgsql security definer set search_path = steward as $$
declare
    pass command_pass;
    page record;
begin
    select * into pass from command_pass for update skip locked;
    if not found then
        return 'busy';
    elsif pass.next_block is null and pass.done_at > clock_timestamp() - every then
        return 'idle';
    elsif pass.next_block is null then
        pass.next_block := 0;
        pass.seen := 0;
        pass.forgotten := 0;
        pass.oldest_at := null;
    end if;
    with seen as materialized (
        select c.city_id, c.key, c.ticket_id, c.action, c.at
        from command c
        where c.ctid >= format('(%s,0)', pass.next_block)::tid and c.ctid < format('(%s,0)', pass.next_block + blocks)::tid
    ), of_ended as materialized (
        select distinct action from lifecycle_move m join lifecycle_state s on s.state = m.from_state where s.ended
    ), gone as (
        delete from command c
        using seen
        join complaint t on t.city_id = seen.city_id and t.ticket_id = seen.ticket_id
        join progress p on p.city_id = seen.city_id and p.ticket_id = seen.ticket_id
        join lifecycle_state s on s.state = p.state
        join unnest(cities, versions, keeps) as keep (city_id, version, ms)
             on keep.city_id = seen.city_id and keep.version = t.pack_version
        where c.city_id = seen.city_id and c.key = seen.key
          and s.ended and seen.action not in (select action from of_ended) and seen.key not like 'import:%'
          and seen.at < now() - keep.ms * interval '1 ms'
          and not exists (select from task k
                          where k.city_id = seen.city_id and k.ticket_id = seen.ticket_id
                            and coalesce(k.finished_at, k.opened_at) >= now() - keep.ms * interval '1 ms')
        returning c.city_id, c.key
    )
    select count(*) as seen, count(gone.key) as gone, min(seen.at) filter (where gone.key is null) as oldest_at
    into page
    from seen left join gone using (city_id, key);
    pass.seen := pass.seen + page.seen;
    pass.forgotten := pass.forgotten + page.gone;
    pass.oldest_at := least(pass.oldest_at, page.oldest_at);
    pass.next_block := pass.next_block + blocks;
    if pass.next_block * current_setting('block_size')::bigint < pg_relation_size('command') then
        update command_pass
        set next_block = pass.next_block, seen = pass.seen, forgotten = pass.forgotten, oldest_at = pass.oldest_at;
        return 'more';
    end if;
    update command_pass
    set next_block = null, seen = 0, forgotten = 0, oldest_at = null, done_at = clock_timestamp(),
        done_kept = pass.seen - pass.forgotten, done_forgotten = pass.forgotten, done_oldest_at = pass.oldest_at;
    return 'done';
end $$;

revoke all on function command_forget(integer, interval, integer[], integer[], bigint[]) from public;
grant execute on function command_forget(integer, interval, integer[], integer[], bigint[]) to steward_tally;

commit;
