-- Cells of the rollup are added to; what becomes 0 is null again; a bucket begins at its bound.
\ir town.psql
select plan(7);
\set rollup_add `cat "$STEWARD_SOURCE/common/store/sql/tally/rollup_add.sql"`
prepare rollup_add(text) as :rollup_add;
-- A cell that counts so much as received, and so many seconds of handling.
create function cell(received integer, seconds bigint) returns text language sql as $$
    select array[jsonb_populate_record(null::rollup, jsonb_build_object(
        'city_id', (select city_id from city where code = 'town'), 'cuboid', 12, 'grain', 1, 'level', 1, 'day', '2026-03-01',
        'a', 1, 'b', 1, 'received', received, 'handling_s', seconds))]::text $$;
select cell(2, 60) as first, cell(-2, 30) as second \gset
execute rollup_add(:'first');
select is((select received from rollup), 2, 'a new cell');
execute rollup_add(:'second');
select is((select count(*) from rollup), 1::bigint, 'the same cell again');
select is((select received from rollup), null, 'what has become 0 is null');
select is((select handling_s from rollup), 90::bigint, 'sums add up');
select is((select accepted from rollup), null, 'and nothing else is counted');
select is((select array_agg(handling_bucket(s) order by s) from unnest(array[0, 59, 60, 83, 84, 85, 119, 120]) as s),
          array[0, 0, 1, 1, 2, 2, 2, 3], 'handling times fall into buckets by their bounds');
select is((select count(*)::int from measure), (select max(measure) + 1 from measure), 'measures are numbered without holes');
select * from finish();
rollback;
