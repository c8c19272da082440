-- What boards show: the bounds of the horizons in the city's own days, steps of the ladder, totals that are what the lists
-- hold, and what was told and opened.
\ir town.psql
select plan(31);
\set board_due `cat "$STEWARD_SOURCE/common/store/sql/report/board_due.sql"`
\set board_overdue `cat "$STEWARD_SOURCE/common/store/sql/report/board_overdue.sql"`
\set notice_open `cat "$STEWARD_SOURCE/common/store/sql/notify/notice_open.sql"`
\set year_missing `cat "$STEWARD_SOURCE/common/store/sql/deadline/year_missing.sql"`
prepare board_due(integer, integer, integer, integer, boolean, bigint, timestamptz, bigint, integer, text, text, bigint, bigint) as :board_due;
prepare board_overdue(integer, integer, integer, integer, boolean, bigint, timestamptz, bigint, integer, text, bigint, bigint) as :board_overdue;
prepare notice_open(integer, bigint, integer, text) as :notice_open;
prepare year_missing(integer[], smallint[]) as :year_missing;

-- The ends, by arithmetic of their own: midnight and the end of Sunday in Shanghai, which is 8 h ahead all year.
select is(hour - at, interval '1 hour', 'an hour is an hour') from board_instants(:town);
select is(extract(epoch from today)::bigint % 86400, 57600::bigint, 'a day ends at 16:00Z') from board_instants(:town);
select ok(today > at and today <= at + interval '1 day', 'which comes next') from board_instants(:town);
select is(extract(isodow from week at time zone 'UTC' + interval '8 h')::int, 1, 'a week ends where Monday begins') from board_instants(:town);
select ok(week >= today and week <= at + interval '7 days', 'which comes next') from board_instants(:town);

select is(clock_step_name(false, -2, false), 'running', 'no step has fired');
select is(clock_step_name(false, -1, true), 'warning', 'a warning has');
select is(clock_step_name(true, -1, true), 'unraised', 'due, and not raised yet');
select is(clock_step_name(true, 0, true), 'overdue', 'the overdue step has fired');
select is(clock_step_name(true, 2, true), 'escalation 2', 'and the second after it');

-- Two departments: what is due at the very ends, a millisecond later, long ago; what is done, paused, of another kind.
insert into organisation (city_id, organisation_id, code, name, kind) values (:town, 2, 'housing', '住建', 'department');
create temporary table case_of (ticket bigint, organisation integer, handler integer, due timestamptz, next_step integer, kind integer,
                                stopped timestamptz, paused boolean) on commit drop;
insert into case_of
select c.* from board_instants(:town) as b, lateral (values
    (1, 1, 1,    b.at - interval '1 ms',    2, 1, null::timestamptz, false),
    (2, 1, null, b.at - interval '3 h',     3, 1, null, false),
    (3, 2, null, b.at - interval '2 h',     1, 1, null, false),
    (4, 1, 1,    b.at,                      1, 1, null, false),
    (5, 2, 1,    b.at + interval '1 h',     1, 1, null, false),
    (6, 2, null, b.today,                   1, 1, null, false),
    (7, 2, null, b.week,                    1, 1, null, false),
    (8, 2, null, b.week + interval '1 ms' + interval '1 h', 1, 1, null, false),
    (9, 1, 1,    b.at - interval '1 h',     2, 1, b.at, false),
    (10, 1, 1,   b.at - interval '1 h',     2, 1, null, true),
    (11, 1, 1,   b.at - interval '1 h',     2, 4, null, false)) as c (ticket, organisation, handler, due, next_step, kind, stopped, paused);
insert into complaint (city_id, ticket_id, key, request_hash, channel_id, category_id, area_id, pack_version, received_at, title)
select :town, ticket, 'k' || ticket, 0, 1, 1, 1, 1, now(), '题' || ticket from case_of;
insert into task (city_id, ticket_id, task_id, organisation_id, handler_id, state, opened_at)
select :town, ticket, 1, organisation, handler, 1, now() from case_of;
insert into clock (city_id, ticket_id, clock_id, task_id, kind, version, limit_kind, limit_ms, started_at, due_at, stopped_at, next_step,
                   next_at, organisation_id, paused, overdue_step)
select :town, ticket, 1, 1, kind, 1, 1, 1000, now(), due, stopped, next_step, due, organisation, paused, 1 from case_of;
insert into clock_line select * from clock_line_now(:town, array(select ticket from case_of));

create temporary table answer (name text, message jsonb);
create function pg_temp.ask(name text, statement text) returns void language plpgsql as $$
declare
    message text;
begin
    execute statement into message;
    insert into answer values (name, message::jsonb);
end $$;
create function pg_temp.list(of_name text) returns text language sql as $$
    select coalesce(string_agg(t->>'ticket', ' ' order by n), '') from answer, jsonb_array_elements(message->'tickets') with ordinality as l (t, n)
    where name = of_name
$$;
select pg_temp.ask(name, format('execute board_due(%s, 1, %s, %s, false, %s, %s, %L, ''{}'', 0, 0)', :town, organisation, handler, most, after, horizon))
from (values ('hour', 'null', 'null', 50, 'null, null, null', 'hour'), ('today', 'null', 'null', 50, 'null, null, null', 'today'),
             ('week', 'null', 'null', 50, 'null, null, null', 'week'), ('first', 'null', 'null', 2, 'null, null, null', 'week'),
             ('urban', '1', 'null', 50, 'null, null, null', 'week'), ('someone', 'null', '1', 50, 'null, null, null', 'hour'))
     as q (name, organisation, handler, most, after, horizon);
select pg_temp.ask('second', format('execute board_due(%s, 1, null, null, false, 50, to_timestamp(%s / 1000.0), %s, %s, %L, ''{}'', 0, 0)', :town,
                                    split_part(message->>'next', '.', 1), split_part(message->>'next', '.', 2),
                                    split_part(message->>'next', '.', 3), 'week')) from answer where name = 'first';
select pg_temp.ask('overdue', format('execute board_overdue(%s, 1, null, null, false, 50, null, null, null, ''{}'', 0, 0)', :town));

-- Late on a Sunday the next hour reaches beyond today and the week: then what is due in an hour is not in the others.
select is(pg_temp.list('hour'), (select string_agg(ticket::text, ' ' order by due, ticket) from case_of, board_instants(:town) as b
                                 where due between b.at and b.hour and stopped is null and not paused and kind = 1), 'the next hour');
select ok(pg_temp.list('hour') ~ '^4.* 5', 'which has both its ends');
select is(pg_temp.list('today'), (select string_agg(ticket::text, ' ' order by due, ticket) from case_of, board_instants(:town) as b
                                  where due between b.at and b.today and stopped is null and not paused and kind = 1), 'today');
select ok(pg_temp.list('today') ~ '(^| )6( 7)?( 5)?$', 'to midnight: on a Sunday the week ends then, too');
select ok(pg_temp.list('week') ~ '(^| )7$', 'this week, to the end of Sunday');
select is((select (message->'totals'->>horizon)::int from answer where name = horizon), array_length(string_to_array(pg_temp.list(horizon), ' '), 1),
          'the total is what the list has: ' || horizon)
from (values ('hour'), ('today'), ('week')) as h (horizon);
select is((select message->'totals'->'overdue' from answer where name = 'week'), '3', 'overdue');
select is(pg_temp.list('overdue'), '2 3 1', 'longest first');
select is((select message->'steps' from answer where name = 'overdue'), '{"overdue": 1, "unraised": 1, "escalation 1": 1}', 'at which steps');
select is((select message->'totals'->'steps' from answer where name = 'hour'), (select message->'steps' from answer where name = 'overdue'),
          'the same on both boards');
select is((select string_agg((d->>'organisation') || ' ' || (d->>'overdue') || ' ' || (d->>'worst'), ', ' order by n)
           from answer, jsonb_array_elements(message->'departments') with ordinality as e (d, n) where name = 'week'),
          'urban 2 escalation 1, housing 1 unraised', 'by department, the worst first');
select is((select string_agg(coalesce(h->>'handler', '-') || ' ' || (h->>'overdue'), ', ' order by n)
           from answer, jsonb_array_elements(message->'handlers') with ordinality as e (h, n) where name = 'week'),
          '- 2, someone 1', 'by handler');
select is(pg_temp.list('urban'), '4', 'of one department');
select is(pg_temp.list('someone'), '4 5', 'of one handler');
select is(pg_temp.list('first') || ' ' || pg_temp.list('second'), pg_temp.list('week'), 'page by page it is the same');

-- Who was told of it, and has opened it when: what went out, first time, by whom it was for.
insert into event (city_id, pos, kind, task_id, ticket_id, at, data) values (:town, 1, 100, 1, 2, now(), '{"clock": "handling"}'),
    (:town, 2, 100, 1, 2, now(), '{"clock": "sign"}');
insert into delivery (city_id, effect_key, pos, event_kind, ticket_id, channel, recipient, template, body, state, batch, not_before, next_at, done_at)
select :town, 'k' || pos, pos, 100, 2, 'robot', 'someone', 'clock.overdue', '', 3, 1, now(), now(), now() from event;
select delivery_id as told from delivery where effect_key = 'k1' \gset
execute notice_open(:town, :told, 1, 'someone else');
select is((select opened_at from delivery where delivery_id = :told), null, 'who it is not for does not open it');
execute notice_open(:town, :told, 1, 'someone');
execute notice_open(:town, :told, 1, 'someone');
delete from answer;
select pg_temp.ask('overdue', format('execute board_overdue(%s, 1, null, null, false, 50, null, null, null, ''{}'', 0, 0)', :town));
select is(((select jsonb_path_query_array(message, '$.tickets[*].told[*]') from answer)->0) - 'delivery' - 'sent' - 'opened',
          '{"event": "clock.overdue", "state": "delivered", "channel": "robot", "recipient": "someone", "opened_by": "someone"}', 'told and opened');
select is((select jsonb_array_length(jsonb_path_query_array(message, '$.tickets[*].told[*]')) from answer), 1, 'of this clock and no other');

execute year_missing(array[:town], array[2030]) \gset first_
execute year_missing(array[:town, :town], array[2030, 2031]) \gset second_
select is((:first_year, :second_year), (2030, 2031), 'a missing year is told of once');
select * from finish();
rollback;
