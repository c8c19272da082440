-- Deploy steward:recount to pg
-- requires: moves
-- A new calendar under running clocks: how far they are derived anew.

begin;
set local search_path = steward;

create table recount (
    city_id   integer primary key,
    version   integer not null,
    ticket_id bigint not null
);
comment on table recount is 'Clocks of tickets up to this number are counted by the calendar of this version of the city''s pack';
grant select, insert, update on recount to steward_dispatch;

commit;
