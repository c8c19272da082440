-- Positions cross from one partition into the next: it is there before the last one is full, and nothing else changes.
\ir town.psql
select plan(10);
insert into city (code, name, timezone, event_span) values ('small', '小镇', 'Asia/Shanghai', 8);
select city_id as small from city where code = 'small' \gset

create function partitions() returns bigint language sql as $$
    select count(*) from pg_inherits where inhparent =
        (select format('steward.event_%s', city_id)::regclass from city where code = 'small') $$;
create function append(count integer) returns void language sql as $$
    insert into event (city_id, pos, kind, at)
    select c.city_id, h.pos + n, 110, now()
    from (select city_id from city where code = 'small') as c,
         (select coalesce(max(pos), 0) as pos from event join city using (city_id) where code = 'small') as h,
         generate_series(1, count) as n $$;

select throws_ok('select append(1)', '23514', null, 'a city without a partition has no log');
select event_partition_ensure(:small);
select is(partitions(), 1::bigint, 'an empty log begins with one partition');
select lives_ok('select append(3)', 'positions 1 to 3');
select event_partition_ensure(:small);
select is(partitions(), 1::bigint, 'below the half of it no further one is made');
select lives_ok('select append(1)', 'position 4');
select event_partition_ensure(:small);
select is(partitions(), 2::bigint, 'from the half on the next one is there');
select lives_ok('select append(10)', 'positions 5 to 14 go into both');
select event_partition_ensure(:small);
select event_partition_ensure(:small);
select is(partitions(), 3::bigint, 'asking twice makes nothing twice');
select results_eq(format('select pos from event where city_id = %s order by pos', :small),
                  'select generate_series(1, 14)::bigint', 'the log reads as one');
select throws_ok(format('insert into event (city_id, pos, kind, at) values (%s, 9, 110, now())', :small), '23505', null,
                 'a position is unique behind the boundary as well');
select * from finish();
rollback;
