-- Deploy steward:spine to pg
-- The truth: packs, tickets and their tasks and clocks, the event log, cursors, rollups; a role for each service.
-- Every key leads with city_id. Times are instants; a day is a day of the city's own time zone.

begin;

create schema steward;
set local search_path = steward;

\ir ../generated/lifecycle.sql

-- -- City packs ------------------------------------------------------------------------------------------------

create table city (
    city_id      integer generated always as identity primary key,
    code         text collate "C" not null unique check (code ~ '^[A-Za-z0-9._-]{1,32}$'),
    name         text not null,
    timezone     text not null,
    pack_version integer not null default 0
);
comment on table city is 'A tenant: one command centre with its own log and pack';

create table pack_file (
    city_id   integer not null references city,
    version   integer not null,
    name      text collate "C" not null,
    content   text not null,
    loaded_at timestamptz not null default now(),
    primary key (city_id, version, name)
);
comment on table pack_file is 'The pack as it was loaded, each version whole: a ticket keeps the version it was opened under';

-- What has a code in a pack has a number here; a number is never taken away, for tickets refer to it.
create table area (
    city_id   integer not null references city,
    area_id   integer not null,
    code      text collate "C" not null,
    name      text not null,
    kind      text not null,
    parent_id integer,
    primary key (city_id, area_id),
    unique (city_id, code),
    foreign key (city_id, parent_id) references area
);
create table organisation (
    city_id         integer not null references city,
    organisation_id integer not null,
    code            text collate "C" not null,
    name            text not null,
    kind            text not null,
    primary key (city_id, organisation_id),
    unique (city_id, code)
);
create table category (
    city_id     integer not null references city,
    category_id integer not null,
    code        text collate "C" not null,
    name        text not null,
    parent_id   integer,
    primary key (city_id, category_id),
    unique (city_id, code),
    foreign key (city_id, parent_id) references category
);
create table channel (
    city_id    integer not null references city,
    channel_id integer not null,
    code       text collate "C" not null,
    name       text not null,
    primary key (city_id, channel_id),
    unique (city_id, code)
);
create table person (
    city_id         integer not null references city,
    person_id       integer not null,
    code            text collate "C" not null,
    name            text not null,
    roles           integer not null,
    organisation_id integer,
    primary key (city_id, person_id),
    unique (city_id, code),
    foreign key (city_id, organisation_id) references organisation
);
comment on column person.roles is 'Sum of 1 << role, as in lifecycle_role';

-- -- Tickets ---------------------------------------------------------------------------------------------------
-- A ticket is what was reported, which never changes, and where it stands, which every move changes: two rows, so that
-- a move writes a few bytes and not the whole text again. Columns that moves change stand in no index, so that a move
-- is a HOT update.

create sequence ticket_number increment by 1024;
comment on sequence ticket_number is 'Each intake worker takes a block of 1024 numbers at a time';

create table complaint (
    city_id      integer not null,
    ticket_id    bigint not null,
    key          text collate "C" not null,
    request_hash bigint not null,
    channel_id   integer not null,
    category_id  integer not null,
    area_id      integer not null,
    pack_version integer not null,
    received_at  timestamptz not null,
    latitude     double precision,
    longitude    double precision,
    title        text not null,
    description  text,
    address      text,
    primary key (city_id, ticket_id),
    constraint complaint_key unique (city_id, key)
);
comment on table complaint is 'What was reported. Its row is also the lock of the ticket';
comment on column complaint.key is 'Idempotency key of the submission; the reply to it follows from ticket_id';

create table progress (
    city_id         integer not null,
    ticket_id       bigint not null,
    version         integer not null,
    state           smallint not null,
    task_id         smallint not null,
    returns         smallint not null,
    organisation_id integer not null,
    primary key (city_id, ticket_id)
) with (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.05);
comment on table progress is 'Where a ticket stands, from its first move on; before, it is received, version 1';
comment on column progress.organisation_id is 'Who holds the lead task now; 0: nobody yet';
comment on column progress.task_id is 'The lead task now; 0: none yet';

create view ticket as
select c.city_id, c.ticket_id, c.key, c.request_hash, coalesce(p.state, 1::smallint) as state,
       coalesce(p.version, 1) as version, c.channel_id, c.category_id, c.area_id,
       coalesce(p.organisation_id, 0) as organisation_id, coalesce(p.task_id, 0::smallint) as task_id,
       coalesce(p.returns, 0::smallint) as returns, c.pack_version, c.received_at, c.latitude, c.longitude, c.title,
       c.description, c.address
from complaint c
left join progress p on p.city_id = c.city_id and p.ticket_id = c.ticket_id;
comment on view ticket is 'The complaint and where it stands';

create table task (
    city_id         integer not null,
    ticket_id       bigint not null,
    task_id         smallint not null,
    organisation_id integer not null,
    state           smallint not null,
    handler_id      integer,
    opened_at       timestamptz not null,
    signed_at       timestamptz,
    handled_at      timestamptz,
    finished_at     timestamptz,
    result          text,
    primary key (city_id, ticket_id, task_id)
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05);
comment on table task is 'One organisation''s part of a ticket';
comment on column task.state is '1 open, 2 signed, 3 handled, 4 done, 5 returned, 6 cancelled';
comment on column task.handled_at is 'When the result that stands was reported; null again after rework';

create table clock (
    city_id    integer not null,
    ticket_id  bigint not null,
    clock_id   smallint not null,
    task_id    smallint not null,
    kind       smallint not null,
    version    integer not null,
    limit_kind smallint not null,
    limit_ms   bigint not null,
    started_at timestamptz not null,
    due_at     timestamptz not null,
    stopped_at timestamptz,
    next_step  smallint not null default 1,
    next_at    timestamptz,
    primary key (city_id, ticket_id, clock_id)
) with (fillfactor = 75, autovacuum_vacuum_scale_factor = 0.05);
create index clock_armed on clock (city_id, next_at) where next_at is not null;
comment on table clock is 'A running limit. Its ledger is the ticket''s events (dispatched starts it, handled stops it, reworked lets it run on); due_at is derived from them and carries the version it was derived under';
comment on column clock.kind is '1 handling';
comment on column clock.next_at is 'When its next alert fires; null while it is stopped or when its ladder is done';

create table alert (
    city_id   integer not null,
    ticket_id bigint not null,
    clock_id  smallint not null,
    step      smallint not null,
    due_at    timestamptz not null,
    raised_at timestamptz not null,
    primary key (city_id, ticket_id, clock_id, step)
);
comment on table alert is 'What a clock has raised: each step once, by its key';
comment on column alert.step is '1 overdue';

create table command (
    city_id      integer not null,
    key          text collate "C" not null,
    request_hash bigint not null,
    ticket_id    bigint not null,
    version      integer not null,
    state        smallint not null,
    refusal      text,
    primary key (city_id, key)
);
comment on table command is 'Idempotency keys of moves, with what the reply follows from; stored in the transaction that did the work';
comment on column command.refusal is 'The reply of a move that the ticket''s state refused (version and state are 0 then): a copy of the command that arrives later must not be done after all';

-- -- The event log ---------------------------------------------------------------------------------------------
-- Positions of a city are 1, 2, 3 … in commit order, without holes (docs/architecture.md). Partitioned by city and
-- by ranges of position, which is time order too, so that (city_id, pos) stays unique and an old range can go.

create table event (
    city_id         integer not null,
    pos             bigint not null,
    kind            smallint not null,
    from_state      smallint not null default 0,
    to_state        smallint not null default 0,
    task_id         smallint not null default 0,
    version         integer not null default 0,
    actor_id        integer not null default 0,
    organisation_id integer not null default 0,
    area_id         integer not null default 0,
    category_id     integer not null default 0,
    channel_id      integer not null default 0,
    ticket_id       bigint not null default 0,
    at              timestamptz not null,
    due_at          timestamptz,
    done_at         timestamptz,
    data            jsonb,
    primary key (city_id, pos),
    constraint event_move check (kind >= 100 or lifecycle_move_allowed(from_state, kind, to_state))
) partition by list (city_id);
create index event_ticket on event (city_id, ticket_id);
comment on column event.due_at is 'When the task is or was due, where it has a limit';
comment on column event.done_at is 'When the result was reported: on a close, for the result that stands; late is done_at > due_at';

-- How many positions a partition holds. The next one is made when half of the last is used.
create function event_partition_span() returns bigint language sql immutable as 'select 16777216::bigint';

create function event_partition_ensure(of_city integer) returns void
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

-- An instant as messages carry it: milliseconds since 1970-01-01T00:00Z.
create function instant_message(instant timestamptz) returns bigint language sql immutable parallel safe as
'select floor(extract(epoch from instant) * 1000)::bigint';

-- An event as it is told to others: on relay's feed, by log.read and in a ticket's timeline (proto/messages.def).
create view event_message as
select e.city_id, e.pos, e.ticket_id,
       jsonb_strip_nulls(jsonb_build_object(
           'city', c.code,
           'position', e.pos,
           'kind', coalesce(action.event, case e.kind when 100 then 'clock.overdue' when 110 then 'city.loaded' end),
           'at', instant_message(e.at),
           'ticket', nullif(e.ticket_id, 0),
           'version', nullif(e.version, 0),
           'state', case when e.kind < 100 then state.name end,
           'actor', person.code,
           'channel', channel.code,
           'category', category.code,
           'area', area.code,
           'organisation', organisation.code,
           'task', nullif(e.task_id, 0),
           'due', instant_message(e.due_at),
           'late', e.done_at > e.due_at,
           'data', e.data)) as message
from event e
join city c on c.city_id = e.city_id
left join lifecycle_action action on action.action = e.kind
left join lifecycle_state state on state.state = e.to_state
left join person on person.city_id = e.city_id and person.person_id = e.actor_id
left join channel on channel.city_id = e.city_id and channel.channel_id = e.channel_id
left join category on category.city_id = e.city_id and category.category_id = e.category_id
left join area on area.city_id = e.city_id and area.area_id = e.area_id
left join organisation on organisation.city_id = e.city_id and organisation.organisation_id = e.organisation_id;

-- A ticket as lists show it (ticket.list, ticket.show).
create function ticket_brief(t ticket) returns jsonb language sql stable parallel safe as $$
    select jsonb_strip_nulls(jsonb_build_object(
        'ticket', t.ticket_id,
        'state', (select name from lifecycle_state where state = t.state),
        'version', t.version,
        'channel', (select code from channel where city_id = t.city_id and channel_id = t.channel_id),
        'category', (select code from category where city_id = t.city_id and category_id = t.category_id),
        'area', (select code from area where city_id = t.city_id and area_id = t.area_id),
        'organisation', (select code from organisation where city_id = t.city_id and organisation_id = t.organisation_id),
        'title', t.title,
        'received', instant_message(t.received_at),
        'due', (select instant_message(due_at) from clock
                where city_id = t.city_id and ticket_id = t.ticket_id and clock_id = t.task_id),
        'late', (select coalesce(stopped_at, now()) > due_at from clock
                 where city_id = t.city_id and ticket_id = t.ticket_id and clock_id = t.task_id)))
$$;

create table cursor (
    consumer text collate "C" not null,
    city_id  integer not null,
    pos      bigint not null default 0,
    primary key (consumer, city_id)
) with (fillfactor = 50);
comment on table cursor is 'How far a consumer is: moved in the transaction that holds its effect';

-- -- Figures ---------------------------------------------------------------------------------------------------
-- One event, what it counts for. The only place where figures are defined: rollups, their recomputation and the
-- list of tickets behind a figure all read it.

create view event_measure as
select e.city_id, e.pos, e.ticket_id, e.at, e.due_at, e.done_at, e.from_state, e.to_state,
       (e.at at time zone c.timezone)::date as day,
       e.organisation_id, e.area_id, e.category_id, e.channel_id,
       (e.kind = 1)::int                                                    as received,
       (e.from_state = 1 and e.to_state in (2, 3))::int                     as accepted,
       (e.kind = 3)::int                                                    as dispatched,
       (e.kind = 4)::int                                                    as signed,
       (e.kind = 5)::int                                                    as handled,
       (e.kind = 6)::int                                                    as verified,
       (e.kind = 7)::int                                                    as closed,
       ((e.kind = 7 and e.done_at <= e.due_at) is true)::int                as closed_on_time,
       ((e.kind = 7 and e.done_at > e.due_at) is true)::int                 as closed_late,
       (e.kind = 7 and e.due_at is null)::int                               as closed_without_limit,
       (e.kind = 8)::int                                                    as followed_up,
       ((e.kind = 8 and (e.data->>'reached')::boolean) is true)::int as reached,
       ((e.kind = 8 and (e.data->>'solved')::boolean) is true)::int as solved,
       ((e.kind = 8 and (e.data->>'satisfied')::boolean) is true)::int as satisfied,
       (e.kind = 9)::int                                                    as rejected,
       (e.kind = 10)::int                                                   as returned,
       (e.kind = 11)::int                                                   as reworked,
       (e.kind = 12)::int                                                   as voided,
       (e.kind = 13)::int                                                   as withdrawn,
       (e.kind = 100)::int                                                  as overdue
from event e join city c using (city_id);

create table rollup (
    city_id integer not null, day date not null,
    organisation_id integer not null, area_id integer not null, category_id integer not null, channel_id integer not null,
    received integer not null, accepted integer not null, dispatched integer not null, signed integer not null,
    handled integer not null, verified integer not null, closed integer not null, closed_on_time integer not null,
    closed_late integer not null, closed_without_limit integer not null, followed_up integer not null,
    reached integer not null, solved integer not null, satisfied integer not null, rejected integer not null,
    returned integer not null, reworked integer not null, voided integer not null, withdrawn integer not null,
    overdue integer not null,
    primary key (city_id, day, organisation_id, area_id, category_id, channel_id)
) with (fillfactor = 70);
comment on table rollup is 'Sums of event_measure, kept by report from the log';

create table rollup_state (
    city_id integer not null,
    state   smallint not null,
    tickets bigint not null,
    primary key (city_id, state)
) with (fillfactor = 50);
comment on table rollup_state is 'How many tickets are in each state, kept by report from the log';

-- -- Who may do what -------------------------------------------------------------------------------------------
-- Each service connects with a role of its own and only the grants that its work needs.

do $$
declare
    service text;
begin
    foreach service in array array['intake', 'dispatch', 'deadline', 'report', 'relay'] loop
        if not exists (select from pg_roles where rolname = 'steward_' || service) then
            execute format('create role steward_%s nologin', service);
        end if;
        execute format('grant steward_%s to current_user', service);
        execute format('grant usage on schema steward to steward_%s', service);
        execute format('grant select on city, pack_file, area, organisation, category, channel, person, event, event_message, cursor, '
                       'lifecycle_state, lifecycle_action, lifecycle_role, lifecycle_move to steward_%s', service);
    end loop;
end $$;

grant usage on sequence ticket_number to steward_intake;
grant select, insert on complaint to steward_intake;
grant insert on event to steward_intake, steward_dispatch, steward_deadline;
grant select, update (pack_version) on complaint to steward_dispatch; -- what it takes to lock a row; nothing updates it
grant select, insert, update on progress to steward_dispatch;
grant select, insert, update on task, clock, cursor to steward_dispatch;
grant select, insert on command to steward_dispatch;
grant select, update on clock to steward_deadline;
grant select, insert on alert to steward_deadline;
grant select on complaint, task to steward_deadline;
grant select on ticket, task, clock, alert, event_measure, rollup, rollup_state to steward_report;
grant insert, update on rollup, rollup_state, cursor to steward_report;
revoke all on function event_partition_ensure(integer) from public;
grant execute on function event_partition_ensure(integer) to steward_relay;

commit;
