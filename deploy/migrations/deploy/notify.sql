-- Deploy steward:notify to pg
-- requires: moves
-- What is told to whom outside of Steward, how that went, and the role of the service that does it.

begin;
set local search_path = steward;

\ir ../generated/lifecycle.sql

create table delivery (
    city_id     integer not null,
    delivery_id bigint generated always as identity,
    effect_key  text collate "C" not null,
    pos         bigint not null default 0,
    event_kind  smallint not null default 0,
    ticket_id   bigint not null default 0,
    channel     text collate "C" not null,
    recipient   text collate "C" not null default '',
    template    text collate "C" not null,
    title       text not null default '',
    body        text not null,
    urgent      boolean not null default false,
    importance  smallint not null default 0,
    state       smallint not null default 1,
    batch       bigint,
    attempts    smallint not null default 0,
    made_at     timestamptz not null default clock_timestamp(),
    not_before  timestamptz not null,
    next_at     timestamptz not null,
    done_at     timestamptz,
    last_error  text,
    primary key (city_id, delivery_id),
    constraint delivery_effect unique (city_id, effect_key),
    constraint delivery_state check (state between 1 and 4),
    constraint delivery_batched check ((state = 1) = (batch is null))
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);
comment on table delivery is 'One event told to one recipient over one channel. Written with the cursor that has passed the event, so once; sent until the receiver confirms it, so at least once, always under the same key';
comment on column delivery.effect_key is 'Made from city, position, channel and recipient: the same effect has the same key for ever';
comment on column delivery.pos is 'Position of the event; 0: a digest or a test';
comment on column delivery.recipient is 'Code of a person; empty: the channel itself';
comment on column delivery.state is '1 waiting, 2 sending, 3 delivered, 4 dead';
comment on column delivery.batch is 'The message that carries it: delivery_id of the first in it, whose effect_key is the message''s. Given before the first try and never changed, so that each try says the same';
comment on column delivery.not_before is 'Held back until then: quiet hours, and waiting for more of its kind';
comment on column delivery.next_at is 'When it is sent or sent again at the earliest';

create index delivery_due on delivery (city_id, channel, next_at) where state in (1, 2);
create index delivery_message on delivery (city_id, batch) where state = 2;
create index delivery_ticket on delivery (city_id, ticket_id) where ticket_id <> 0;

do $$
begin
    if not exists (select from pg_roles where rolname = 'steward_notify') then
        create role steward_notify nologin;
    end if;
    grant steward_notify to current_user;
end $$;
grant usage on schema steward to steward_notify;
grant select on city, pack_file, area, organisation, category, channel, person, event, event_message, cursor,
    lifecycle_state, lifecycle_action, lifecycle_role, lifecycle_move, lifecycle_clock,
    lifecycle_fact, complaint, ticket, progress, task, clock
    to steward_notify;
grant insert on event to steward_notify;
grant insert, update on cursor to steward_notify;
grant select, insert, update on delivery to steward_notify;
grant select on delivery to steward_report;

commit;
