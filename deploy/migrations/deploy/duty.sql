-- Deploy steward:duty to pg
-- requires: places
-- Who of the grid workers is on duty, and where: a field check goes to the nearest of them.

begin;
set local search_path = steward, public;

create table duty (
    city_id   integer not null,
    person_id integer not null,
    on_duty   boolean not null,
    at        timestamptz not null,
    latitude  double precision,
    longitude double precision,
    primary key (city_id, person_id),
    foreign key (city_id, person_id) references person
) with (fillfactor = 70);
comment on table duty is 'Who has checked in or out last when; who never did is not on duty';
comment on column duty.latitude is 'Where they said they were; null: they did not say';

grant select, insert, update on duty to steward_dispatch;
grant select on duty to steward_report;

commit;
