-- Deploy steward:figures_audit to pg
-- requires: audit
-- Sums follow the tree of areas; and what the nightly verification of figures has found (docs/figures.md).

begin;
set local search_path = steward;

-- The tree of areas by which the sums of a city were made: where a pack changes it, tally makes them anew.
create table counted_area (
    city_id   integer not null,
    area_id   integer not null,
    parent_id integer not null,
    kind      text not null,
    primary key (city_id, area_id)
);
comment on table counted_area is 'The tree of areas that the sums of a city were made with';
grant select, insert, update, delete on counted_area to steward_tally;
grant select on counted_area to steward_report;

commit;
