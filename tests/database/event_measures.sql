-- What one event counts for, on events made by hand; and on which day.
\ir town.psql
select plan(24);

-- position, kind, from, to, at, due, done, data
execute event_make(1, 1::smallint, 0::smallint, 1::smallint, '2026-03-01T15:59:59.999Z', null, null, null);
execute event_make(2, 1::smallint, 0::smallint, 1::smallint, '2026-03-01T16:00:00Z', null, null, null);
execute event_make(3, 2::smallint, 1::smallint, 2::smallint, now(), null, null, null);
execute event_make(4, 3::smallint, 2::smallint, 3::smallint, now(), '2026-03-03Z', null, null);
execute event_make(5, 3::smallint, 1::smallint, 3::smallint, now(), '2026-03-03Z', null, null);
execute event_make(6, 3::smallint, 9::smallint, 3::smallint, now(), '2026-03-03Z', null, null);
execute event_make(7, 4::smallint, 3::smallint, 4::smallint, now(), '2026-03-03Z', null, null);
execute event_make(8, 5::smallint, 4::smallint, 5::smallint, now(), '2026-03-03Z', '2026-03-02Z', null);
execute event_make(9, 6::smallint, 5::smallint, 6::smallint, now(), '2026-03-03Z', '2026-03-02Z', null);
execute event_make(10, 7::smallint, 6::smallint, 7::smallint, '2026-04-01Z', '2026-03-03Z', '2026-03-03Z', null);
execute event_make(11, 7::smallint, 6::smallint, 7::smallint, now(), '2026-03-03Z', '2026-03-03T00:00:00.001Z', null);
execute event_make(12, 7::smallint, 6::smallint, 7::smallint, now(), null, '2026-03-03Z', null);
execute event_make(13, 8::smallint, 7::smallint, 8::smallint, now(), null, null, '{"reached": true, "solved": true, "satisfied": false}');
execute event_make(14, 8::smallint, 7::smallint, 8::smallint, now(), null, null, '{"reached": false}');
execute event_make(15, 9::smallint, 1::smallint, 10::smallint, now(), null, null, null);
execute event_make(16, 10::smallint, 3::smallint, 9::smallint, now(), null, null, null);
execute event_make(17, 11::smallint, 5::smallint, 4::smallint, now(), null, null, null);
execute event_make(18, 12::smallint, 1::smallint, 11::smallint, now(), null, null, null);
execute event_make(19, 13::smallint, 1::smallint, 12::smallint, now(), null, null, null);
execute event_make(20, 100::smallint, 0::smallint, 0::smallint, now(), '2026-03-03Z', null, null);
execute event_make(21, 110::smallint, 0::smallint, 0::smallint, now(), null, null, null);

-- The figures that an event counts for, by name.
create function counted(of_pos bigint) returns text language sql as $$
    select coalesce(string_agg(key, ' ' order by key), '')
    from event_measure m
    cross join lateral jsonb_each_text(to_jsonb(m) - 'city_id' - 'pos' - 'ticket_id' - 'at' - 'due_at' - 'done_at' -
        'from_state' - 'to_state' - 'day' - 'organisation_id' - 'area_id' - 'category_id' - 'channel_id') as figure
    where m.pos = of_pos and value <> '0' $$;
select is(counted(1), 'received');
select is((select day from event_measure where pos = 1), '2026-03-01', 'a day ends at midnight of the city''s zone');
select is((select day from event_measure where pos = 2), '2026-03-02', 'and the next begins there');
select is(counted(3), 'accepted');
select is(counted(4), 'dispatched', 'accepted before, now handed out');
select is(counted(5), 'accepted dispatched', 'accepted and handed out in one step');
select is(counted(6), 'dispatched', 'handed out again: accepted once only');
select is(counted(7), 'signed');
select is(counted(8), 'handled');
select is(counted(9), 'verified');
select is(counted(10), 'closed closed_on_time', 'the result came at the last moment; when it was closed does not count');
select is(counted(11), 'closed closed_late', 'a millisecond after it is late');
select is(counted(12), 'closed closed_without_limit');
select is(counted(13), 'followed_up reached solved');
select is(counted(14), 'followed_up', 'nobody was reached');
select is(counted(15), 'rejected');
select is(counted(16), 'returned');
select is(counted(17), 'reworked');
select is(counted(18), 'voided');
select is(counted(19), 'withdrawn');
select is(counted(20), 'overdue');
select is(counted(21), '', 'what is no fact of a ticket counts for nothing');
select is((select count(*) from event_measure), 21::bigint, 'one row an event');
select is((select count(*) from event_measure where (closed_on_time + closed_late + closed_without_limit) <> closed), 0::bigint,
          'each closing is on time, late or without limit');
select * from finish();
rollback;
