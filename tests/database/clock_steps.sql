-- A clock's step fires once, also where dispatch read the clock before deadline fired it and writes it afterwards.
\ir town.psql
select plan(4);
\set clock_update `cat "$STEWARD_SOURCE/common/store/sql/dispatch/clock_update.sql"`
\set clock_fire `cat "$STEWARD_SOURCE/common/store/sql/deadline/clock_fire.sql"`
prepare clock_update(integer[], bigint[], smallint[], timestamptz[], timestamptz[]) as :clock_update;
prepare clock_fire(integer[], bigint[], smallint[], smallint[]) as :clock_fire;

execute ticket_make(1, 4::smallint);
execute clock_update(array[:town], array[1], array[1], array[now()], array[null::timestamptz]);
select is((select (stopped_at, next_at)::text from clock where ticket_id = 1), (now(), null::timestamptz)::text,
          'a clock that is stopped in time is no longer armed');
execute clock_update(array[:town], array[1], array[1], array[null::timestamptz], array[now()]);
select is((select (stopped_at, next_at)::text from clock where ticket_id = 1), (null::timestamptz, now())::text,
          'a clock that runs on is armed again');

execute ticket_make(2, 4::smallint);
execute clock_fire(array[:town], array[2], array[1], array[1]);
select is((select (next_step, next_at)::text from clock where ticket_id = 2), (2, null::timestamptz)::text,
          'a step that has fired leaves nothing armed');
execute clock_update(array[:town], array[2], array[1], array[now()], array[now() - interval '1 s']);
select is((select (next_step, next_at)::text from clock where ticket_id = 2), (2, null::timestamptz)::text,
          'what was read before it fired does not arm it again');
select * from finish();
rollback;
