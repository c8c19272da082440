-- Rows of sums as bytes are told cell by cell; a bucket begins at its bound.
\ir town.psql
\ir ../harness/rollup_with.sql
select plan(8);
create function told(cells bytea) returns text language sql as
    $$ select coalesce(string_agg(format('%s %s=%s', b, name, value), ', ' order by b, number), 'nothing')
       from rollup_cells(cells) join figure_column using (name) $$;
select is(told('\x01'), 'nothing', 'a row without cells');
select is(told('\x010104010602040f06010340b0ea01'), '0 received=3, 0 dispatched=2, 15 received=-2, 15 handling_s=15000',
          'cells, columns, numbers of more than a byte and below 0');
select is(told(rollup_with('\x010104010602040f06010340b0ea01', array[15, 700000], '{"stay_s": 5000000000, "t39": 1, "received": 0}')),
          '0 received=3, 0 dispatched=2, 15 handling_s=15000, 15 stay_s=5000000000, 15 t39=1, 700000 stay_s=5000000000, 700000 t39=1',
          'as tests write them');
select is(rollup_with('\x010104010602040f06010340b0ea01', null, '{}'), '\x010104010602040f06010340b0ea01', 'and as they were');
select is((select array_agg(handling_bucket(s) order by s) from unnest(array[0, 59, 60, 83, 84, 85, 119, 120]) as s),
          array[0, 0, 1, 1, 2, 2, 2, 3], 'handling times fall into buckets by their bounds');
select is((select count(*)::int from measure), (select max(measure) + 1 from measure), 'measures are numbered without holes');
select is((select count(*) from measure join figure_column using (name) where number = measure), (select count(*) from measure),
          'and have the same numbers among all that is summed up');
select is((select count(*)::int from figure_column where number >= 64 and (name ~ '_s$' or name ~ '^t[0-3][0-9]$')), 43,
          'with three sums of seconds and forty buckets');
select * from finish();
rollback;
