-- A clock's step fires once, also where dispatch read the clock before deadline fired it and writes it afterwards; after
-- it the next step of the ladder is armed. Never in the millisecond in which it is due; the most important first.
\ir town.psql
select plan(10);
\set clock_update `cat "$STEWARD_SOURCE/common/store/sql/dispatch/clock_update.sql"`
\set clock_fire `cat "$STEWARD_SOURCE/common/store/sql/deadline/clock_fire.sql"`
prepare clock_update(integer[], bigint[], smallint[], smallint[], integer[], integer[], integer[], smallint[], bigint[],
                     timestamptz[], text[], timestamptz[], timestamptz[], timestamptz[], smallint[], smallint[], text[],
                     smallint[], timestamptz[], smallint[]) as :clock_update;
prepare clock_fire(integer) as :clock_fire;

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
select written(1, null, 1, date_trunc('milliseconds', now())) \gexec
select is(armed(1), (null::timestamptz, 1, date_trunc('milliseconds', now()))::text, 'a clock that runs on is armed again');
execute clock_fire(10) \g /dev/null
select is(armed(1), (null::timestamptz, 1, date_trunc('milliseconds', now()))::text,
          'nothing fires in the millisecond in which it is due');
select written(1, null, 1, now() - interval '1 s') \gexec
execute clock_fire(10) \g /dev/null
select is(armed(1), (null::timestamptz, 2, date_trunc('milliseconds', now() + interval '1 h'))::text,
          'a step that has fired arms the next one of its ladder');

execute ticket_make(2, 4::smallint);
execute clock_fire(10) \g /dev/null
select is(armed(2), (null::timestamptz, 2, null::timestamptz)::text, 'the last step leaves nothing armed');
select written(2, now(), 1, now() - interval '1 s') \gexec
select is(armed(2), (now(), 2, null::timestamptz)::text, 'what was read before it fired does not arm it again');

execute ticket_make(3, 4::smallint);
select written(3, now(), 1, now() - interval '1 s') \gexec
execute clock_fire(10) \g /dev/null
select is(armed(3), (now(), 2, null::timestamptz)::text, 'a stopped clock fires what came before, and nothing after');
execute ticket_make(4, 4::smallint);
update clock set paused = true, settled_at = now() - interval '1 h', stopped_at = now(), next_at = now() - interval '1 h',
                 steps = array[instant_message(now() - interval '2 h'), instant_message(now() - interval '1 s')]
where ticket_id = 4;
execute clock_fire(10) \g /dev/null
select is(armed(4), (now(), 2, null::timestamptz)::text, 'one that was paused when it was stopped fires nothing from the pause on');

-- 5 is overdue, 6 warned of, 7 an emergency that is warned of, 8 overdue for longer than 5.
execute ticket_make(5, 4::smallint);
execute ticket_make(6, 4::smallint);
execute ticket_make(7, 4::smallint);
execute ticket_make(8, 4::smallint);
update clock set overdue_step = case when ticket_id in (6, 7) then 2 else 1 end,
                 urgency = case when ticket_id = 7 then 1 else 3 end,
                 steps = array[instant_message(now()) - ticket_id * 1000], next_at = now() - ticket_id * interval '1 s'
where ticket_id > 4;
create temp table fired as execute clock_fire(3);
select is((select array_agg(ticket_id order by ctid) from fired), array[7, 8, 5]::bigint[],
          'emergencies fire first, then what is overdue, the longest first; no more than was asked for');
select is((select array_agg(late) from fired as f (a, b, c, d, e, f, g, h, i, j, k, l, m, late)), array[7000, 8000, 5000]::bigint[],
          'each says by how much it is late');
select * from finish();
rollback;
