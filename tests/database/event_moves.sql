-- The log takes the moves of the lifecycle and no other: every (state, action, state) is tried.
\ir town.psql
select plan(5);
create temporary table tried (from_state smallint, action smallint, to_state smallint, taken boolean);
do $$
declare
    town integer := (select city_id from city where code = 'town');
    one record;
    next bigint := 0;
begin
    for one in select f.state as from_state, a.action, t.state as to_state
               from lifecycle_state f, lifecycle_action a, lifecycle_state t loop
        next := next + 1;
        begin
            insert into event (city_id, pos, kind, from_state, to_state, at)
            values (town, next, one.action, one.from_state, one.to_state, now());
            insert into tried values (one.from_state, one.action, one.to_state, true);
        exception when check_violation then
            insert into tried values (one.from_state, one.action, one.to_state, false);
        end;
    end loop;
end $$;
select is((select count(*) from tried),
          (select count(*) from lifecycle_state f, lifecycle_state t, lifecycle_action a), 'every one is tried');
select set_eq('select from_state, action, to_state from tried where taken',
              'select from_state, action, to_state from lifecycle_move', 'those of the lifecycle are taken, and only those');
select ok((select count(*) from lifecycle_move) > 20, 'there are moves to be taken');
select lives_ok(format('insert into event (city_id, pos, kind, at) values (%s, 900000, 100, now())', :town),
                'what is no move of a ticket needs none');
select throws_ok(format('insert into event (city_id, pos, kind, from_state, to_state, at) values (%s, 900001, 99, 1, 2, now())',
                        :town), '23514', null, 'an unknown action is no move');
select * from finish();
rollback;
