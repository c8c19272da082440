-- Which area covers a place, plates that change hands, and who is nearest of those on duty.
\ir town.psql
select plan(9);

insert into area (city_id, area_id, code, name, kind, parent_id) values
    (:town, 2, 'street', '街', 'street', 1), (:town, 3, 'grid', '格', 'grid', 2), (:town, 4, 'estate', '区', 'estate', 2);
insert into city (code, name, timezone, pack_version) values ('other', '他', 'Asia/Shanghai', 1);
select city_id as other from city where code = 'other' \gset
insert into area (city_id, area_id, code, name, kind) values (:other, 9, 'other', '他', 'city');
prepare shape_make(integer, integer, smallint, float8, float8, float8, float8) as
insert into area_shape (city_id, area_id, depth, extent, shape)
select $1, $2, $3, st_area(box::geography), box
from (select st_multi(st_makeenvelope($4, $5, $6, $7, 4326)) as box) as made;
execute shape_make(:town, 2, 1::smallint, 119.0, 32.0, 119.1, 32.1);
execute shape_make(:town, 3, 2::smallint, 119.0, 32.0, 119.05, 32.05);
execute shape_make(:town, 4, 2::smallint, 119.0, 32.0, 119.02, 32.02);
execute shape_make(:other, 9, 0::smallint, 118.0, 31.0, 121.0, 34.0);

-- The query as intake has it.
\set find `cat "$STEWARD_SOURCE/common/store/sql/intake/place_find.sql"`
prepare find(integer[], float8[], float8[]) as :find;
create function found(city integer, latitude float8, longitude float8) returns integer language plpgsql as $$
declare area integer;
begin
    execute format('execute find(array[%s], array[%L::float8], array[%L::float8])', city, latitude, longitude) into area, area;
    return area;
end $$;
select is(found(:town, 32.04, 119.04), 3, 'the grid before the street that it is in');
select is(found(:town, 32.01, 119.01), 4, 'of two that are as deep the smaller');
select is(found(:town, 32.09, 119.09), 2, 'what only the street covers is the street''s');
select is(found(:town, 32.05, 119.05), 3, 'a border belongs to what it bounds');
select is(found(:town, 33, 120), null, 'another city''s shape says nothing');
select is(found(:other, 33, 120), 9, 'nor do ours for it');

-- Plates may change hands in one statement, and only one area may have each in the end.
update area set qr = case area_id when 3 then 'a' when 4 then 'b' end where city_id = :town;
select lives_ok(format($$update area set qr = case qr when 'a' then 'b' else 'a' end where city_id = %s and area_id in (3, 4);
                         set constraints all immediate$$, :town), 'two areas swap their plates');
set constraints all deferred;
select throws_ok(format($$update area set qr = 'a' where city_id = %s and area_id in (3, 4); set constraints all immediate$$, :town),
                 '23505', null, 'no two areas have the same plate');

insert into person (city_id, person_id, code, name, roles) values (:town, 2, 'two', '二', 4), (:town, 3, 'three', '三', 4);
insert into duty (city_id, person_id, on_duty, at, latitude, longitude) values
    (:town, 1, true, now() - interval '1 h', 32.01, 119.0), (:town, 2, true, now(), 32.0, 119.0),
    (:town, 3, false, now() - interval '9 h', 32.0, 119.0);
\set nearest `cat "$STEWARD_SOURCE/common/store/sql/dispatch/duty_nearest.sql"`
prepare nearest(integer[], integer[], integer[], integer[], float8[], float8[]) as :nearest;
select results_eq(
    format('execute nearest(array[0, 0, 0, 1, 1, 2, 2, 3], array_fill(%s, array[8]), array[1, 2, 3, 1, 2, 1, 2, 3],
            array[1, 1, 1, 2, 1, 1, 1, 1], array[32.0, 32.0, null, 32.0], array[119.0, 119.0, null, 119.0])', :town),
    $$values (0, 2), (1, 1), (2, 1)$$,
    'nearest of the same depth; deeper goes before nearer; longest on duty where no place is known; nobody off duty');
select * from finish();
rollback;
