-- What may be there once is there once.
\ir town.psql
select plan(8);
execute ticket_make(1, 3::smallint);
execute event_make(1, 1::smallint, 0::smallint, 1::smallint, now(), null, null, null);

select throws_ok(format($$insert into complaint (city_id, ticket_id, key, request_hash, channel_id,
        category_id, area_id, pack_version, received_at, title) values (%s, 2, 'key-1', 0, 1, 1, 1, 1, now(), 't')$$,
        :town), '23505', null, 'one idempotency key, one ticket of a city');
insert into city (code, name, timezone) values ('other', '他镇', 'Asia/Shanghai');
select lives_ok($$insert into complaint (city_id, ticket_id, key, request_hash, channel_id,
        category_id, area_id, pack_version, received_at, title)
        select city_id, 1, 'key-1', 0, 1, 1, 1, 1, now(), 't' from city where code = 'other'$$,
        'another city may use the same key and number');
select throws_ok(format('insert into event (city_id, pos, kind, at) values (%s, 1, 110, now())', :town),
                 '23505', null, 'one event a position');
select lives_ok(format($$insert into command values (%s, 'k', 1, 1, 2, 2)$$, :town), 'a command''s key is kept');
select throws_ok(format($$insert into command values (%s, 'k', 2, 1, 3, 2)$$, :town), '23505', null, 'and kept once');
select lives_ok(format('insert into alert values (%s, 1, 1, 1, now(), now())', :town), 'an alert is raised');
select throws_ok(format('insert into alert values (%s, 1, 1, 1, now(), now())', :town), '23505', null, 'and raised once');
select throws_ok($$insert into city (code, name, timezone) values ('town', '又一镇', 'Asia/Shanghai')$$,
                 '23505', null, 'one city a code');
select * from finish();
rollback;
