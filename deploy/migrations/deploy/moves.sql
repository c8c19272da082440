-- Deploy steward:moves to pg
-- requires: contact
-- The whole life of a ticket: several tasks and clocks each with its ledger, what is sorted, asked and noted beside its
-- state, and ladders of alerts.

begin;
set local search_path = steward;

\ir ../generated/lifecycle.sql

alter table complaint add column reporter_id integer not null default 0;
comment on column complaint.reporter_id is 'Who entered it: the event''s actor; it is theirs to rate and reopen';

alter table progress
    add column tasks  smallint not null default 0,
    add column clocks smallint not null default 0,
    add column marks  integer not null default 0;
update progress set tasks = task_id, clocks = task_id;
comment on column progress.tasks is 'How many tasks it has had: the next one''s number is one more';
comment on column progress.clocks is 'How many clocks it has had: the next one''s number is one more';
comment on column progress.marks is 'Bits, as enum mark in services/dispatch/ticket.h';

create table standing (
    city_id     integer not null,
    ticket_id   bigint not null,
    category_id integer not null,
    area_id     integer not null,
    urgency     smallint not null,
    standard    text collate "C",
    urges       smallint not null,
    urged_at    timestamptz,
    calls       smallint not null,
    asked_by    integer not null,
    asked_ms    bigint not null,
    agreed_by   integer not null,
    merged_into bigint not null,
    primary key (city_id, ticket_id)
) with (fillfactor = 70);
create index standing_merged on standing (city_id, merged_into) where merged_into <> 0;
comment on table standing is 'What most tickets never have: what was corrected when it was sorted, asked, urged, merged';
comment on column standing.asked_by is 'Who asked for the extension, the field check or the appeal that waits; 0: nobody';
comment on column standing.asked_ms is 'The extension that was asked for, in ms of the limit''s kind of time';
comment on column standing.agreed_by is 'The first reviewer of an appeal';

alter table task
    add column role       smallint not null default 1,
    add column called_by  integer,
    add column extensions smallint not null default 0,
    add column extended_ms bigint not null default 0,
    add column rating     smallint,
    add column exempt     boolean not null default false;
comment on column task.role is '1 lead, 2 co-handler, 3 field check, 4 offer';
comment on column task.state is '1 open, 2 signed, 3 handled, 4 done, 5 returned, 6 cancelled, 7 given, 8 submitted, 9 released, 10 moved, 11 escalated';
comment on column task.called_by is 'Who called the co-handler in, or asked for the field check';
comment on column task.extended_ms is 'By how much extensions have made its limit longer, in ms of the limit''s kind of time';
comment on column task.exempt is 'Its being late is not counted in assessments (appeal); that it was late stays a fact';

alter table clock
    add column organisation_id integer not null default 0,
    add column pack_version integer not null default 0,
    add column settled_at   timestamptz,
    add column used_ms      bigint[],
    add column late_from    timestamptz,
    add column paused       boolean not null default false,
    add column exempt       boolean not null default false,
    add column overdue_step smallint not null default 1,
    add column steps        bigint[];
alter table clock alter column due_at drop not null;
update clock c set settled_at = started_at, used_ms = array[0, null, null, null], late_from = due_at,
    steps = array[instant_message(due_at)],
    pack_version = (select t.pack_version from complaint t where t.city_id = c.city_id and t.ticket_id = c.ticket_id),
    organisation_id = (select k.organisation_id from task k
                       where k.city_id = c.city_id and k.ticket_id = c.ticket_id and k.task_id = c.task_id);
comment on table clock is 'A running limit: what clock_entry comes to. due_at is derived and carries the version it was derived under';
comment on column clock.kind is 'As lifecycle_clock';
comment on column clock.limit_kind is '1 continuous, 2 working time, 3 working days, 4 calendar days (common/time/limit.h)';
comment on column clock.organisation_id is 'Whose it is: its calendar counts, its people are told; 0: the command centre''s';
comment on column clock.pack_version is 'Of the pack whose calendar it is counted by';
comment on column clock.settled_at is 'used_ms holds what was used up by then (struct clock_state in common/time/clock.h)';
comment on column clock.used_ms is 'By kind of time; null where no calendar was there to count it';
comment on column clock.late_from is 'From when time after due counts';
comment on column clock.due_at is 'Null while it is paused and not late';
comment on column clock.steps is 'When each step of its ladder fires, ms since 1970; step n is steps[n]';
comment on column clock.overdue_step is 'Which step is overdue: those before it are warnings, those after it escalations';

create table clock_entry (
    city_id    integer not null,
    ticket_id  bigint not null,
    clock_id   smallint not null,
    entry      integer not null,
    change     smallint not null,
    at         timestamptz not null,
    version    integer not null,
    limit_kind smallint,
    limit_ms   bigint,
    due_at     timestamptz,
    pack_version    integer not null,
    organisation_id integer not null,
    primary key (city_id, ticket_id, clock_id, entry)
);
comment on table clock_entry is 'The ledger of each clock: append-only; clock is what it comes to';
comment on column clock_entry.change is 'As enum clock_change in common/time/clock.h: 1 started, 2 paused, 3 resumed, 4 stopped …';
comment on column clock_entry.version is 'The version of the ticket that made it: the event of the log; of a change that no move made, the version before';
comment on column clock_entry.due_at is 'When it was due after this entry; null while paused or stopped';
comment on column clock_entry.pack_version is 'The pack, and whose calendar of it, by which it is counted from then on';
insert into clock_entry (city_id, ticket_id, clock_id, entry, change, at, version, limit_kind, limit_ms, due_at,
                         pack_version, organisation_id)
select city_id, ticket_id, clock_id, 1, 1, started_at, 0, limit_kind, limit_ms, due_at, pack_version, organisation_id
from clock
union all
select city_id, ticket_id, clock_id, 2, 4, stopped_at, 0, null, null, due_at, pack_version, organisation_id
from clock
where stopped_at is not null;
update clock set version = case when stopped_at is null then 1 else 2 end;

alter table alert add column kind smallint not null default 2;
comment on column alert.step is 'Number of the step in its clock''s ladder';
comment on column alert.kind is '1 warning, 2 overdue, 3 escalation';

create or replace view ticket as
select c.city_id, c.ticket_id, c.key, c.request_hash, coalesce(p.state, 1::smallint) as state,
       coalesce(p.version, 1) as version, c.channel_id, coalesce(s.category_id, c.category_id) as category_id,
       coalesce(s.area_id, c.area_id) as area_id,
       coalesce(p.organisation_id, 0) as organisation_id, coalesce(p.task_id, 0::smallint) as task_id,
       coalesce(p.returns, 0::smallint) as returns, c.pack_version, c.received_at, c.latitude, c.longitude, c.title,
       c.description, c.address, coalesce(p.marks, 0) as marks, coalesce(s.urgency, 3::smallint) as urgency,
       s.standard, coalesce(s.urges, 0::smallint) as urges, coalesce(s.merged_into, 0) as merged_into, c.reporter_id
from complaint c
left join progress p on p.city_id = c.city_id and p.ticket_id = c.ticket_id
left join standing s on s.city_id = c.city_id and s.ticket_id = c.ticket_id;

create or replace view event_message as
select e.city_id, e.pos, e.ticket_id,
       jsonb_strip_nulls(jsonb_build_object(
           'city', c.code,
           'position', e.pos,
           'kind', coalesce(action.event, fact.event),
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
left join lifecycle_fact fact on fact.fact = e.kind
left join lifecycle_state state on state.state = e.to_state
left join person on person.city_id = e.city_id and person.person_id = e.actor_id
left join channel on channel.city_id = e.city_id and channel.channel_id = e.channel_id
left join category on category.city_id = e.city_id and category.category_id = e.category_id
left join area on area.city_id = e.city_id and area.area_id = e.area_id
left join organisation on organisation.city_id = e.city_id and organisation.organisation_id = e.organisation_id;

-- A ticket as lists show it (ticket.list, ticket.show): its due time is the lead task's.
create or replace function ticket_brief(t ticket) returns jsonb language sql stable parallel safe as $$
    select jsonb_strip_nulls(jsonb_build_object(
        'ticket', t.ticket_id,
        'state', (select name from lifecycle_state where state = t.state),
        'version', t.version,
        'channel', (select code from channel where city_id = t.city_id and channel_id = t.channel_id),
        'category', (select code from category where city_id = t.city_id and category_id = t.category_id),
        'area', (select code from area where city_id = t.city_id and area_id = t.area_id),
        'organisation', (select code from organisation where city_id = t.city_id and organisation_id = t.organisation_id),
        'urgency', t.urgency,
        'standard', t.standard,
        'merged_into', nullif(t.merged_into, 0),
        'title', t.title,
        'received', instant_message(t.received_at),
        'due', instant_message(lead.due_at),
        'late', coalesce(lead.stopped_at, now()) > lead.due_at))
    from (select 1) as one
    left join lateral (
        select c.due_at, c.stopped_at from clock c
        where c.city_id = t.city_id and c.ticket_id = t.ticket_id and c.task_id = t.task_id and c.kind = 1
        order by c.clock_id desc
        limit 1
    ) as lead on true
$$;

-- Only the clock of a task counts as overdue in figures; a ticket that is offered has been accepted.
create or replace view event_measure as
select e.city_id, e.pos, e.ticket_id, e.at, e.due_at, e.done_at, e.from_state, e.to_state,
       (e.at at time zone c.timezone)::date as day,
       e.organisation_id, e.area_id, e.category_id, e.channel_id,
       (e.kind = 1)::int                                                    as received,
       (e.from_state = 1 and e.to_state in (2, 3, 15))::int                 as accepted,
       (e.kind in (3, 26))::int                                             as dispatched,
       (e.kind in (4, 19))::int                                             as signed,
       (e.kind in (5, 23) and e.to_state = 5)::int                          as handled,
       (e.kind = 6)::int                                                    as verified,
       (e.kind = 7)::int                                                    as closed,
       ((e.kind = 7 and e.done_at <= e.due_at) is true)::int                as closed_on_time,
       ((e.kind = 7 and e.done_at > e.due_at) is true)::int                 as closed_late,
       (e.kind = 7 and e.due_at is null)::int                               as closed_without_limit,
       (e.kind = 8)::int                                                    as followed_up,
       ((e.kind = 8 and (e.data->>'reached')::boolean) is true)::int        as reached,
       ((e.kind = 8 and (e.data->>'solved')::boolean) is true)::int         as solved,
       ((e.kind = 8 and (e.data->>'satisfied')::boolean) is true)::int      as satisfied,
       (e.kind = 9)::int                                                    as rejected,
       (e.kind = 10)::int                                                   as returned,
       (e.kind = 11)::int                                                   as reworked,
       (e.kind = 12)::int                                                   as voided,
       (e.kind = 13)::int                                                   as withdrawn,
       (e.kind = 100 and coalesce(e.data->>'clock', 'handling') = 'handling')::int as overdue
from event e join city c using (city_id);

grant select on lifecycle_clock, lifecycle_fact to steward_intake, steward_dispatch, steward_deadline, steward_report,
    steward_relay, steward_contact;
grant select, insert, update on standing to steward_dispatch;
grant select, insert on clock_entry to steward_dispatch;
grant select on standing to steward_deadline;
grant select on standing, clock_entry to steward_report;

commit;
