-- A clock's step fires once, also where dispatch read the clock before deadline fired it and writes it afterwards; after
-- it the next step of the ladder is armed.
\ir town.psql
select plan(7);
\set clock_update `cat "$STEWARD_SOURCE/common/store/sql/dispatch/clock_update.sql"`
\set clock_fire `cat "$STEWARD_SOURCE/common/store/sql/deadline/clock_fire.sql"`
prepare clock_update(integer[], bigint[], smallint[], smallint[], integer[], integer[], integer[], smallint[], bigint[],
                     timestamptz[], text[], timestamptz[], timestamptz[], timestamptz[], smallint[], smallint[], text[],
                     smallint[], timestamptz[], smallint[]) as :clock_update;
prepare clock_fire(integer[], bigint[], smallint[], smallint[]) as :clock_fire;

-- Writes the clock of a ticket as dispatch does: stopped when, next step, armed when.
create function written(ticket bigint, stopped timestamptz, next_step integer, next timestamptz) returns text language sql as $$
    select format('execute clock_update(array[%s], array[%s], array[1], array[1], array[1], array[1], array[2], array[1],
                   array[1000], array[now()], array[''{0,null,null,null}''], array[now()], array[now()],
                   array[%L::timestamptz], array[0], array[0], array[''{%s,%s}''], array[%s], array[%L::timestamptz],
                   array[3])',
                  (select city_id from city where code = 'town'), ticket, stopped,
                  instant_message(now() - interval '1 s'), instant_message(now() + interval '1 h'), next_step, next)
$$;
create function armed(ticket bigint) returns text language sql as
    'select (stopped_at, next_step, next_at)::text from clock where ticket_id = ticket';

execute ticket_make(1, 4::smallint);
select written(1, now(), 1, null) \gexec
select is(armed(1), (now(), 1, null::timestamptz)::text, 'a clock that is stopped in time is no longer armed');
select written(1, null, 1, now()) \gexec
select is(armed(1), (null::timestamptz, 1, now())::text, 'a clock that runs on is armed again');
execute clock_fire(array[:town], array[1], array[1], array[1]);
select is(armed(1), (null::timestamptz, 2, date_trunc('milliseconds', now() + interval '1 h'))::text,
          'a step that has fired arms the next one of its ladder');

execute ticket_make(2, 4::smallint);
execute clock_fire(array[:town], array[2], array[1], array[1]);
select is(armed(2), (null::timestamptz, 2, null::timestamptz)::text, 'the last step leaves nothing armed');
select written(2, now(), 1, now() - interval '1 s') \gexec
select is(armed(2), (now(), 2, null::timestamptz)::text, 'what was read before it fired does not arm it again');

execute ticket_make(3, 4::smallint);
select written(3, now(), 1, now() - interval '1 s') \gexec
execute clock_fire(array[:town], array[3], array[1], array[1]);
select is(armed(3), (now(), 2, null::timestamptz)::text, 'a stopped clock fires what came before, and nothing after');
execute ticket_make(4, 4::smallint);
update clock set paused = true, settled_at = now() - interval '1 h', stopped_at = now(), next_at = now() - interval '1 h',
                 steps = array[instant_message(now() - interval '2 h'), instant_message(now() - interval '1 s')]
where ticket_id = 4;
execute clock_fire(array[:town], array[4], array[1], array[1]);
select is(armed(4), (now(), 2, null::timestamptz)::text, 'one that was paused when it was stopped fires nothing from the pause on');
select * from finish();
rollback;
