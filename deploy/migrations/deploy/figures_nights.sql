-- Deploy steward:figures_nights to pg
-- requires: figures_audit
-- What the nightly verification of figures has found (docs/figures.md).

begin;
set local search_path = steward;

\ir ../generated/lifecycle.sql

create table figures_audit (
    city_id     integer primary key references city,
    night       date not null,
    first_day   date not null,
    last_day    date not null,
    pos         bigint not null,
    differences bigint not null,
    first       text,
    at          timestamptz not null default clock_timestamp()
);
comment on table figures_audit is 'The last nightly verification of each city''s figures: what it looked at, and how many differences it found';
grant select, insert, update on figures_audit to steward_tally;
grant select on figures_audit to steward_report;
grant insert on event to steward_tally;

commit;
