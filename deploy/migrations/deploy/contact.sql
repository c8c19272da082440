-- Deploy steward:contact to pg
-- requires: pack_current
-- How reporters can be reached: a table of its own, sealed before it comes here (docs/privacy.md). Nothing in the
-- database opens it.

begin;
set local search_path = steward;

-- A key belongs to a worker of intake and to no city.
create table contact_key (
    key_id    bigint primary key,
    public_id text collate "C" not null,
    sealed    bytea not null,
    made_at   timestamptz not null default now()
);
comment on table contact_key is 'Data keys, sealed with the installation''s public key: contact data is sealed with them';
comment on column contact_key.public_id is 'Which public key: the first 64 bits of its BLAKE2b in hexadecimal digits';

create table contact (
    city_id     integer not null,
    ticket_id   bigint not null,
    anonymous   boolean not null,
    key_id      bigint,
    sealed      bytea,
    phone_index bytea,
    primary key (city_id, ticket_id),
    constraint contact_whole check ((key_id is null) = (sealed is null) and (sealed is not null or phone_index is null))
);
create index contact_phone on contact (city_id, phone_index) where phone_index is not null;
comment on table contact is 'Contact data of reporters, sealed; no row where none was given';
comment on column contact.anonymous is 'The reporter wants not to be named';
comment on column contact.phone_index is 'Keyed BLAKE2b of the number in one form: equal for equal numbers of a city';

create table contact_reveal (
    city_id      integer not null,
    key          text collate "C" not null,
    request_hash bigint not null,
    ticket_id    bigint not null,
    revealed_at  timestamptz not null,
    primary key (city_id, key)
);
comment on table contact_reveal is 'Idempotency keys of contact.reveal; who asked and why is in the log';

-- Who had contact data revealed, and why, is an event of the ticket.
create or replace view event_message as
select e.city_id, e.pos, e.ticket_id,
       jsonb_strip_nulls(jsonb_build_object(
           'city', c.code,
           'position', e.pos,
           'kind', coalesce(action.event, case e.kind when 100 then 'clock.overdue' when 110 then 'city.loaded'
                                                      when 111 then 'contact.revealed' end),
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

do $$
begin
    if not exists (select from pg_roles where rolname = 'steward_contact') then
        create role steward_contact nologin;
    end if;
end $$;
grant steward_contact to current_user;
grant usage on schema steward to steward_contact;
grant select on city, pack_file, area, organisation, category, channel, person, event, event_message, cursor,
    lifecycle_state, lifecycle_action, lifecycle_role, lifecycle_move to steward_contact;
grant select (city_id, ticket_id, area_id, category_id, channel_id) on complaint to steward_contact;
grant select on contact to steward_contact;
grant select, update on contact_key to steward_contact; -- rotation seals data keys anew
grant select, insert on contact_reveal to steward_contact;
grant insert on event to steward_contact;
grant insert on contact, contact_key to steward_intake;

commit;
