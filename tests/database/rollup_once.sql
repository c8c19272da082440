-- A stretch of the log is counted once: with its cursor, and not at all where the cursor is elsewhere.
\ir town.psql
select plan(10);
\set rollup_add `cat "$STEWARD_SOURCE/common/store/sql/report/rollup_add.sql"`
prepare rollup_add(integer, bigint, bigint) as :rollup_add;
-- How many cursors moved, as a value of psql.
create function sums() returns text language sql as $$
    select concat_ws(' ', sum(received), sum(dispatched), sum(closed), sum(overdue), count(*)) from rollup $$;
create function states() returns text language sql as $$
    select string_agg(state || ':' || tickets, ' ' order by state) from rollup_state $$;

insert into cursor values ('report', :town, 0);
execute event_make(1, 110::smallint, 0::smallint, 0::smallint, '2026-03-01Z', null, null, null);
execute event_make(2, 1::smallint, 0::smallint, 1::smallint, '2026-03-01Z', null, null, null);
execute event_make(3, 1::smallint, 0::smallint, 1::smallint, '2026-03-01Z', null, null, null);
execute event_make(4, 3::smallint, 1::smallint, 3::smallint, '2026-03-01Z', null, null, null);
execute event_make(5, 100::smallint, 0::smallint, 0::smallint, '2026-03-02Z', null, null, null);
update event set ticket_id = 0 where pos = 1;

execute rollup_add(:town, 0, 3) \gset
select is(:count, 1, 'the first stretch is counted');
select is(sums(), '2 0 0 0 1', 'two are received');
select is(states(), '1:2', 'and in their state');
execute rollup_add(:town, 0, 3) \gset
select is(:count, 0, 'the same stretch again: the cursor is past it');
select is(sums(), '2 0 0 0 1', 'and nothing is counted twice');
execute rollup_add(:town, 4, 5) \gset
select is(:count, 0, 'a stretch beyond the cursor would leave a hole');
select is((select pos from cursor where consumer = 'report' and city_id = :town), 3::bigint, 'the cursor stays');
execute rollup_add(:town, 3, 5) \gset
select is(sums(), '2 1 0 1 2', 'the next stretch adds to the same day and makes another');
select is(states(), '1:1 3:1', 'one has moved on');
select set_eq($$select day::text, received, dispatched, overdue from rollup$$,
              $$values ('2026-03-01', 2, 1, 0), ('2026-03-02', 0, 0, 1)$$, 'each on its day');
select * from finish();
rollback;
