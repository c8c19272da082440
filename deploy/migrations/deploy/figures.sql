-- Deploy steward:figures to pg
-- requires: boards
-- Figures (docs/figures.md): what each ticket counts for, kept from the log with the positions from and until which it
-- holds; and its sums by pairs of dimensions, by day and by month.

begin;
set local search_path = steward;

create table counted (
    ticket_id       bigint not null,
    since_pos       bigint not null,
    until_pos       bigint,
    event_pos       bigint,
    measures        bigint not null,
    city_id         integer not null,
    day             date not null,
    organisation_id integer not null,
    area_id         integer not null,
    category_id     integer not null,
    channel_id      integer not null,
    entry           smallint not null,
    urgency         smallint not null,
    state           smallint,
    handling_s      integer,
    solving_s       integer,
    stay_s          integer,
    primary key (city_id, ticket_id, entry)
);
create index counted_day on counted using brin (day) with (pages_per_range = 32);
comment on table counted is 'What each ticket counts for: a pure function of the log (common/figures/fold.h), kept by tally. Figures are sums of it';
comment on column counted.entry is '0, 1, 2 … of the ticket, in the order in which the log makes them';
comment on column counted.since_pos is 'The position of the log from which it counts';
comment on column counted.until_pos is 'From which it does not count any more: taken back, or counted elsewhere; null: it counts';
comment on column counted.event_pos is 'The event that it tells of, where that is not the one that made it count';
comment on column counted.measures is 'Sum of 1 << measure.measure';
comment on column counted.state is 'Which state was left, and after how long: measure stayed';

drop view event_measure;
drop table rollup;
create table rollup (
    city_id integer not null,
    cuboid  smallint not null,
    grain   smallint not null,
    level   smallint not null,
    day     date not null,
    a       integer not null,
    b       integer not null,
    primary key (city_id, cuboid, grain, level, day, a, b)
) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05);
comment on table rollup is 'Sums of what counts of counted, by two dimensions and day or month; null is 0';
comment on column rollup.cuboid is 'Which two dimensions a and b are: 10 * first + second; 1 organisation, 2 area, 3 category, 4 channel, 5 urgency, 6 state (16: stayed and stay_s only, which the others leave out)';
comment on column rollup.grain is '1 day, 2 month: day is its first';
comment on column rollup.level is 'Kind of the area (1 city, 2 street, 3 community, 4 estate, 5 building, 6 grid, 7 lane), which counts all that is below it too; 0 in cuboids without area';

create table frozen (
    city_id   integer not null references city,
    freeze_id integer not null,
    name      text not null,
    first_day date not null,
    last_day  date not null check (last_day >= first_day),
    pos       bigint not null,
    frozen_at timestamptz not null default now(),
    actor_id  integer not null default 0,
    primary key (city_id, freeze_id),
    unique (city_id, name)
);
comment on table frozen is 'Periods whose figures were frozen at a position of the log';
create table rollup_frozen (
    city_id   integer not null,
    freeze_id integer not null,
    cuboid    smallint not null,
    level     smallint not null,
    a         integer not null,
    b         integer not null,
    primary key (city_id, freeze_id, cuboid, level, a, b),
    foreign key (city_id, freeze_id) references frozen
);
comment on table rollup_frozen is 'The rollup of a frozen period as it was, whole';

\ir ../generated/measures.sql

truncate rollup_state;
delete from cursor where consumer = 'report';

do $$
begin
    if not exists (select from pg_roles where rolname = 'steward_tally') then
        create role steward_tally nologin;
    end if;
    grant steward_tally to current_user;
end $$;
grant usage on schema steward to steward_tally;
grant select on city, pack_file, area, organisation, category, channel, person, event, event_message, cursor,
    lifecycle_state, lifecycle_action, lifecycle_role, lifecycle_move, lifecycle_clock, lifecycle_fact, measure
    to steward_tally;
grant select, insert, update, delete on counted, rollup, rollup_state, rollup_frozen, frozen to steward_tally;
grant select, insert, update on cursor to steward_tally;
grant select on rollup, rollup_state, rollup_frozen, frozen, counted, measure to steward_report, steward_viewer;
revoke insert, update on rollup_state from steward_report;
call viewer_limit('counted', 'area_id = any ((select viewer_areas())::integer[])
    or viewer_has(city_id, ticket_id, (select viewer_organisations()), (select viewer_areas()))');

commit;
