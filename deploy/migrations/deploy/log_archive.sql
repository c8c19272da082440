-- Deploy steward:log_archive to pg
-- requires: lists clock_lines figures
-- Old ranges of the log can go into files and come back (docs/archive.md): how many positions a range has is the city's,
-- and what was archived is known.

begin;
set local search_path = steward;

-- -- Ranges ----------------------------------------------------------------------------------------------------

alter table city add column event_span bigint not null default event_partition_span()
    check (event_span between 8 and 1073741824);
comment on column city.event_span is 'How many positions a partition of its log holds; it never changes, for partitions begin at its multiples';

-- Makes one partition, unless it is there. Where somebody holds the lock that this takes on the city's part of the log
-- (a range that is being detached, for as long as readers of before take), one that is not needed yet can wait: relay
-- asks again.
create function event_partition_make(of_city integer, number bigint, span bigint, needed boolean) returns void
language plpgsql set search_path = steward set lock_timeout = '200ms' as $$
begin
    execute format('create table if not exists event_%s_%s partition of event_%s for values from (%s) to (%s)',
                   of_city, number, of_city, number * span, (number + 1) * span);
exception when lock_not_available then
    if needed then
        raise;
    end if;
end $$;

create or replace function event_partition_ensure(of_city integer) returns void
language plpgsql security definer set search_path = steward as $$
declare
    span bigint := (select event_span from city where city_id = of_city);
    head bigint := coalesce((select max(pos) from event where city_id = of_city), 0);
    number bigint;
begin
    perform pg_advisory_xact_lock(hashtext('steward.event_partition'), of_city);
    execute format('create table if not exists event_%s partition of event for values in (%s) partition by range (pos)',
                   of_city, of_city);
    for number in head / span .. (head + span / 2) / span loop
        perform event_partition_make(of_city, number, span, number = head / span);
    end loop;
end $$;

-- -- What was archived -----------------------------------------------------------------------------------------

create table log_archive (
    city_id    integer not null references city,
    first_pos  bigint not null,
    last_pos   bigint not null,
    state      text collate "C" not null
        check (state in ('begun', 'detached', 'written', 'dropped', 'returning', 'back')),
    events     bigint not null,
    first_at   timestamptz not null,
    last_at    timestamptz not null,
    states     jsonb not null,
    file       text,
    hash       text collate "C",
    begun_at   timestamptz not null default clock_timestamp(),
    begun_by   text not null,
    dropped_at timestamptz,
    back_at    timestamptz,
    back_by    text,
    primary key (city_id, first_pos),
    constraint log_archive_whole check (last_pos >= first_pos and events = last_pos - first_pos + 1),
    constraint log_archive_written check (state in ('begun', 'detached') or (file is not null and hash is not null))
);
comment on table log_archive is 'Ranges of the log that were archived: each is one partition';
comment on column log_archive.state is 'begun: still in the log, or being detached; detached: a table of its own; written: also in the file, which was read back; dropped: only in the file; returning: being read from the file; back: in the log again';
comment on column log_archive.states is 'By how many its moves change the number of tickets in each state';
comment on column log_archive.hash is 'SHA-256 of the lines of the range in order of position, in hexadecimal digits';

-- What is still to be known of a ticket while events of it are away: a fifteenth of what they take.
create table log_archive_ticket (
    city_id   integer not null,
    ticket_id bigint not null,
    first_pos bigint not null,
    version   integer not null,
    state     smallint not null,
    moved_at  timestamptz,
    alerts    integer not null,
    primary key (city_id, ticket_id, first_pos)
);
comment on table log_archive_ticket is 'Tickets that have events in a range that is archived; they cannot be moved until it is back, for figures are folded from all events of a ticket';
comment on column log_archive_ticket.version is 'After its last move in the range; 0: it has none there';

-- Ranges that are not in the log now: one that is begun is in it until it is detached.
create view log_archived with (security_invoker = true) as
select * from log_archive a
where state in ('detached', 'written', 'dropped', 'returning')
   or (state = 'begun' and not exists (select from event e where e.city_id = a.city_id and e.pos = a.first_pos));

-- The ranges that hold events of a ticket and are not in the log; null where there is none. With the owner's rights, for
-- whoever sees the ticket.
create function ticket_archived(of_city integer, of_ticket bigint) returns jsonb
language sql stable security definer set search_path = steward as $$
    select jsonb_agg(jsonb_build_object('first', a.first_pos, 'last', a.last_pos, 'from', instant_message(a.first_at),
                                        'to', instant_message(a.last_at)) order by a.first_pos)
    from log_archive_ticket t
    join log_archived a using (city_id, first_pos)
    where t.city_id = of_city and t.ticket_id = of_ticket
$$;

-- When a ticket was moved last, by what is archived of it.
create function ticket_archived_at(of_city integer, of_ticket bigint) returns timestamptz
language sql stable security definer set search_path = steward as $$
    select max(moved_at) from log_archive_ticket where city_id = of_city and ticket_id = of_ticket
$$;

-- As lists.sql has it; when it was moved last may be archived.
create or replace function ticket_line_now(of_city integer, tickets bigint[]) returns setof ticket_line language sql stable as $$
    select t.city_id, t.ticket_id, state.ended, t.state, t.urgency, t.organisation_id, coalesce(k.handler_id, 0), t.area_id,
           t.category_id, t.channel_id, t.received_at, coalesce(moved.at, ticket_archived_at(t.city_id, t.ticket_id), t.received_at),
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

-- -- Lines of a file -------------------------------------------------------------------------------------------
-- A line is an event as COPY writes it: columns parted by tabs, \N for null, a backslash doubled, times in UTC. For the
-- owner of the schema: `part` is a table.

create function event_columns() returns text[] language sql stable set search_path = steward as $$
    select array_agg(attname::text order by attname <> 'pos', attnum)
    from pg_attribute
    where attrelid = 'event'::regclass and attnum > 0 and not attisdropped and attname <> 'city_id'
$$;

create function event_lines(part text, columns text[], after bigint, most integer,
                            out lines text, out events bigint, out last bigint)
language plpgsql stable set search_path = steward set timezone = 'UTC' set datestyle = 'ISO' as $$
declare
    line text;
begin
    select string_agg(format($line$coalesce(replace(%I::text, E'\\', E'\\\\'), E'\\N')$line$, name), $tab$ || E'\t' || $tab$
                      order by number)
    into line
    from unnest(columns) with ordinality as c (name, number);
    execute format($sql$select coalesce(string_agg(%s || E'\n', '' order by pos), ''), count(*), coalesce(max(pos), $1)
                   from (select * from %I where pos > $1 order by pos limit $2) as page$sql$, line, part)
    into lines, events, last using after, most;
end $$;

create function event_lines_load(part text, of_city integer, columns text[], lines text) returns bigint
language plpgsql set search_path = steward set timezone = 'UTC' set datestyle = 'ISO' as $$
declare
    fields text;
    loaded bigint;
begin
    select string_agg(format($field$replace(f[%s], E'\\\\', E'\\')::%s$field$, number, format_type(a.atttypid, a.atttypmod)),
                      ', ' order by number)
    into fields
    from unnest(columns) with ordinality as c (name, number)
    join pg_attribute a on a.attrelid = 'event'::regclass and a.attname = c.name;
    execute format($sql$insert into %I (city_id, %s)
                   select $1, %s from string_to_table($2, E'\n') as line
                   cross join lateral string_to_array(line, E'\t', E'\\N') as f where line <> ''$sql$,
                   part, (select string_agg(quote_ident(name), ', ' order by number)
                          from unnest(columns) with ordinality as c (name, number)), fields)
    using of_city, lines;
    get diagnostics loaded = row_count;
    return loaded;
end $$;

-- -- Out and in ------------------------------------------------------------------------------------------------

create function event_part(of_city integer, first bigint) returns text language sql stable set search_path = steward as $$
    select format('event_%s_%s', city_id, first / event_span) from city where city_id = of_city
$$;

-- Is the range a partition of the log: null where there is no such table, 'part', 'pending' where its detaching was
-- interrupted, 'alone' where it is a table of its own.
create function event_part_state(of_city integer, first bigint) returns text language sql stable
set search_path = steward as $$
    select case when i.inhrelid is null then 'alone' when i.inhdetachpending then 'pending' else 'part' end
    from pg_class c
    left join pg_inherits i on i.inhrelid = c.oid
    where c.oid = to_regclass(event_part(of_city, first))
$$;

-- An empty table for what comes back, instead of one that was not filled to its end. Its check says what the bounds of
-- the partition will say, so that nothing is read to attach it.
create procedure event_part_make(of_city integer, first bigint) language plpgsql set search_path = steward as $$
declare
    part text := event_part(of_city, first);
    span bigint := (select event_span from city where city_id = of_city);
begin
    if event_part_state(of_city, first) <> 'alone' then
        raise exception '% is a part of the log', part;
    end if;
    execute format('drop table if exists %I', part);
    execute format('create table %I (like event_%s including all)', part, of_city);
    execute format('alter table %I add constraint within check (city_id = %s and pos >= %s and pos < %s)', part, of_city,
                   first / span * span, (first / span + 1) * span);
end $$;

-- Makes it a part of the log again.
create procedure event_part_attach(of_city integer, first bigint) language plpgsql set search_path = steward as $$
declare
    part text := event_part(of_city, first);
    span bigint := (select event_span from city where city_id = of_city);
begin
    execute format('alter table event_%s attach partition %I for values from (%s) to (%s)', of_city, part,
                   first / span * span, (first / span + 1) * span);
    execute format('alter table %I drop constraint within', part);
end $$;

create procedure event_part_drop(of_city integer, first bigint) language plpgsql set search_path = steward as $$
begin
    if event_part_state(of_city, first) <> 'alone' then
        raise exception '% is a part of the log', event_part(of_city, first);
    end if;
    execute format('drop table if exists %I', event_part(of_city, first));
end $$;

grant select on log_archive, log_archived to steward_report;
grant select on log_archive_ticket to steward_dispatch, steward_report;
call viewer_limit('log_archive_ticket', 'false');

commit;
