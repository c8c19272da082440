-- A delivery is there once for its effect, is in one message at most, and keeps that one whatever becomes of it.
\ir town.psql
select plan(8);

set local role steward_notify;
prepare deliver(text) as
insert into delivery (city_id, effect_key, channel, template, body, not_before, next_at)
values (:town, $1, 'duty', 'clock.overdue', 'text', now(), now());
execute deliver('stw_1');
execute deliver('stw_2');
select throws_ok('execute deliver(''stw_1'')', '23505', null, 'the same effect is there once');
select is((select count(*)::int from delivery where city_id = :town and state = 1 and batch is null), 2,
          'what is new waits and is in no message');
select throws_ok('update delivery set state = 2', '23514', null, 'nothing is sent that is in no message');
select throws_ok('update delivery set batch = 1', '23514', null, 'nothing waits that is in one');
select throws_ok('update delivery set state = 5, batch = 1', '23514', null, 'there is no fifth state');
select lives_ok('update delivery set state = 4, batch = (select min(delivery_id) from delivery), attempts = 9',
                'both died in one message');

-- As notify.retry does it.
with again as (
    update delivery d set state = 2, attempts = 0, next_at = clock_timestamp(), done_at = null
    where d.city_id = :town and d.state = 4
      and d.batch = (select o.batch from delivery o where o.city_id = :town and o.effect_key = 'stw_2')
    returning 1
)
select is((select count(*)::int from again), 2, 'the whole message is sent again');
select is((select count(distinct batch)::int from delivery where city_id = :town and state = 2 and attempts = 0), 1,
          'under the key that it had');
select * from finish();
rollback;
