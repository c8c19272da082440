-- Deploy steward:packed_sums to pg
-- requires: stock_lists
-- Sums in a row for each `a`, with the cells of all its `b` packed into bytes (common/figures/packed.h): a fifth of the
-- rows to write, to keep and to read; and sums of ten days. What was summed up is counted anew from the log.

begin;
set local search_path = steward;

do $$
begin
    if exists (select from frozen) then
        raise exception 'periods are frozen: their figures would be lost';
    end if;
end $$;

\ir ../generated/measures.sql

drop table rollup, rollup_frozen;
create table rollup (
    city_id integer not null,
    cuboid  smallint not null,
    grain   smallint not null,
    level   smallint not null,
    day     date not null,
    a       integer not null,
    cells   bytea not null,
    primary key (city_id, cuboid, grain, level, day, a)
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05, toast_tuple_target = 8160);
-- Rows stay whole and as they are, where they can: taken in and written again with every stretch.
alter table rollup alter column cells set storage external;
comment on table rollup is 'Sums of what counts of counted, by two dimensions and day, ten days or month';
comment on column rollup.cuboid is 'Which two dimensions: 10 * that of a + that of b; 1 organisation, 2 area, 3 category, 4 channel, 5 urgency, 6 state (16: stayed and stay_s only, which the others leave out)';
comment on column rollup.grain is '1 day, 2 month, 3 ten days (1 to 10, 11 to 20, the rest of the month): day is its first';
comment on column rollup.level is 'Kind of the area (1 city, 2 street, 3 community, 4 estate, 5 building, 6 grid, 7 lane), which counts all that is below it too; 0 in cuboids without area';
comment on column rollup.cells is 'What is summed up of each b: function rollup_cells tells, common/figures/packed.h says how';

create table rollup_frozen (
    city_id   integer not null,
    freeze_id integer not null,
    cuboid    smallint not null,
    level     smallint not null,
    a         integer not null,
    cells     bytea not null,
    primary key (city_id, freeze_id, cuboid, level, a),
    foreign key (city_id, freeze_id) references frozen
);
alter table rollup_frozen alter column cells set storage external;
comment on table rollup_frozen is 'The rollup of a frozen period as it was, whole';

create table frozen_area (
    city_id   integer not null,
    freeze_id integer not null,
    area_id   integer not null,
    parent_id integer not null,
    kind      text not null,
    primary key (city_id, freeze_id, area_id),
    foreign key (city_id, freeze_id) references frozen
);
comment on table frozen_area is 'The tree of areas that the sums of a frozen period were made with: they are held against the log by it';

alter table frozen add column verified_at timestamptz, add column differences bigint;
comment on column frozen.verified_at is 'When its sums were held against the log at its position for the last time, in some night';
comment on column frozen.differences is 'How many numbers differed then';

-- What stands in the bytes of a row: not for speed. `name` is that of figure_column.
create function rollup_cells(cells bytea) returns table (b integer, name text, value bigint)
language plpgsql immutable strict parallel safe set search_path = steward as $$
declare
    part    integer := 0; -- of which a varint comes next: 0 b, 1 the length of its columns, 2 a column, 3 its value
    shift   integer := 0;
    sum     bigint := 0;
    ends    integer := 0;
    of smallint := -1;
    byte    integer;
begin
    b := -1;
    for at in 1 .. length(cells) - 1 loop
        byte := get_byte(cells, at);
        sum := sum | ((byte & 127)::bigint << shift);
        if byte > 127 then
            shift := shift + 7;
            continue;
        end if;
        if part = 0 then
            b := b + sum;
            part := 1;
        elsif part = 1 then
            ends := at + sum;
            of := -1;
            part := 2;
        elsif part = 2 then
            of := of + sum;
            part := 3;
        else
            name := (select c.name from figure_column c where c.number = of);
            value := (sum >> 1) # -(sum & 1);
            return next;
            part := case when at = ends then 0 else 2 end;
        end if;
        sum := 0;
        shift := 0;
    end loop;
end $$;
comment on function rollup_cells is 'The cells of a row of rollup or rollup_frozen: of each b, what is not 0';

truncate counted, rollup_state, counted_area;
delete from cursor where consumer = 'tally';
grant select, insert, update, delete on rollup, rollup_frozen, frozen_area to steward_tally;
grant select on rollup, rollup_frozen, frozen_area, figure_column to steward_report, steward_viewer;
grant select on figure_column to steward_tally;

commit;
