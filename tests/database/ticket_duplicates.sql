-- Near-duplicates: what they are compared by is taken from the log once, and the statement of ticket.duplicates finds by
-- place, time and words, in its own city only, and gives never less for more evidence.
\ir town.psql
select plan(36);
\set similar_add `cat "$STEWARD_SOURCE/common/store/sql/tally/similar_add.sql"`
\set ticket_duplicates `cat "$STEWARD_SOURCE/common/store/sql/report/ticket_duplicates.sql"`
\set plan_keep `cat "$STEWARD_SOURCE/common/store/sql/report/plan_keep.sql"`
prepare similar_add(integer, bigint, bigint) as :similar_add;
prepare asked(integer, bigint, text, text, text, integer, integer, double precision, double precision, timestamptz,
              bigint, double precision) as :ticket_duplicates;

-- Words.
select is(text_words('３号楼ＬＩＦＴ 停'), '3 号 楼 lift 停', 'full width is half width, large letters are small, a character is a word');
select is(text_words('三号楼'), text_words('3号楼'), 'Chinese digits are digits');
select is(text_words(''), '', 'nothing stays nothing');
select ok(similarity(text_words('3号楼电梯停运'), text_words('三号楼的电梯坏了')) >= 0.5, 'the same thing in other words is found again');
select ok(similarity('3号楼电梯停运', '三号楼的电梯坏了') < 0.1, 'which trigrams of the bare text would not do');
select ok(similarity(text_words('3号楼电梯停运'), text_words('物业费收支没有明细')) < 0.1, 'another thing is not');

-- Places.
select ok(place_distance(42.36, -71.06, 42.36, -71.0588) between 97 and 101, 'metres, also west of Greenwich');
select is(place_cell(42.3594, -71.0587), 42359::bigint * 1000000 - 71059, 'a square of a thousandth of a degree');
select is(place_cell(null, 1), null, 'no place, no square');

-- A town of two estates in a street, and another town with the same numbers.
insert into area (city_id, area_id, code, name, kind, parent_id) values (:town, 2, 'street', '街道', 'street', 1),
    (:town, 3, 'garden', '花园', 'estate', 2), (:town, 4, 'court', '景苑', 'estate', 2);
insert into category (city_id, category_id, code, name, parent_id) values (:town, 2, 'lift', '电梯', 1), (:town, 3, 'lamp', '灯', 1);
insert into city (code, name, timezone, pack_version) values ('other', '外', 'Asia/Shanghai', 1);
select city_id as other from city where code = 'other' \gset
insert into area (city_id, area_id, code, name, kind) values (:other, 1, 'other', '外', 'city');
insert into area (city_id, area_id, code, name, kind, parent_id) values (:other, 3, 'garden', '花园', 'estate', 1);
insert into category (city_id, category_id, code, name) values (:other, 2, 'lift', '电梯');
insert into channel (city_id, channel_id, code, name) values (:other, 1, 'app', '应用');
select event_partition_ensure(:other);

create temporary table told (city integer, ticket bigint, area integer, category integer, at timestamptz, title text,
                             description text, address text, latitude double precision, longitude double precision);
insert into told values
    (:town, 1, 3, 2, '2026-03-01 08:00Z', '3号楼电梯停运', '老人上不了楼', '花园3号楼', 32.6800, 119.0200),
    (:town, 2, 3, 2, '2026-03-01 10:00Z', '三号楼的电梯坏了', null, '花园３号楼', 32.6801, 119.0200),
    (:town, 3, 3, 3, '2026-03-01 10:00Z', '楼道的灯一直不亮', null, null, 32.6800, 119.0201),
    (:town, 4, 4, 2, '2026-03-01 10:00Z', '3号楼电梯停运', null, null, 32.6900, 119.0300),
    (:town, 5, 3, 2, '2025-11-01 10:00Z', '3号楼电梯停运', null, '花园3号楼', 32.6800, 119.0200),
    (:town, 6, 1, 2, '2026-03-01 10:00Z', '电梯投诉', null, null, 32.6800, 119.0200),
    (:town, 7, 3, 2, '2026-03-02 10:00Z', '电梯不动', '老人上不了楼', null, null, null),
    (:other, 1, 3, 2, '2026-03-01 08:00Z', '3号楼电梯停运', '老人上不了楼', '花园3号楼', 32.6800, 119.0200);
insert into complaint (city_id, ticket_id, key, request_hash, channel_id, category_id, area_id, pack_version, received_at,
                       title, description, address, latitude, longitude)
select city, ticket, 'k' || ticket, 0, 1, category, area, 1, at, title, description, address, latitude, longitude from told;
insert into event (city_id, pos, kind, from_state, to_state, version, area_id, category_id, channel_id, ticket_id, at)
select city, row_number() over (partition by city order by ticket), 1, 0, 1, 1, area, category, 1, ticket, at from told;
insert into cursor values ('similar', :town, 0), ('similar', :other, 0);

-- Taken in once.
execute similar_add(:town, 0, 4) \gset
select is(:count, 1, 'the first stretch is taken in');
select is((select count(*) from similar_ticket), 4::bigint, 'four tickets');
execute similar_add(:town, 0, 4) \gset
select is(:count, 0, 'the same stretch again: the cursor is past it');
execute similar_add(:town, 5, 7) \gset
select is(:count, 0, 'nor is a stretch with a hole before it');
execute similar_add(:town, 4, 7) \gset
execute similar_add(:other, 0, 1) \gset
select is((select count(*) from similar_ticket), 8::bigint, 'then all are');
select is((select cell from similar_ticket where city_id = :town and ticket_id = 6), null, 'who is in the city as a whole has no place');
select is((select array_agg(distinct address) from similar_ticket where city_id = :town and address is not null),
          array['花 园 3 号 楼'], 'two ways to write an address are one');

-- Asked. answer(QUESTION's arguments after the city) leaves the answer in a table.
create temporary table answer (question text, reply jsonb);
\set none null,null,null,null,null,null,null,null
create temporary view candidate as
select question, (one ->> 'ticket')::bigint as ticket, (one ->> 'score')::numeric as score, one -> 'evidence' as evidence, one
from answer, jsonb_array_elements(reply -> 'candidates') as one;
execute asked(:town, 1, :none, 10, 0) \gset
insert into answer values ('one', :'jsonb_build_object');
execute asked(:town, 1, :none, 10, 0.75) \gset
insert into answer values ('likely', :'jsonb_build_object');
execute asked(:town, 1, :none, 1, 0) \gset
insert into answer values ('best', :'jsonb_build_object');

select is((select array_agg(ticket order by score desc) from candidate where question = 'likely'), array[2, 7]::bigint[],
          'told again in other words, and without a place by what was said at length');
select is((select array_agg(ticket) from candidate where question = 'best'), array[2]::bigint[], 'the limit keeps the best');
select is((select count(*) from candidate where question = 'one' and ticket in (1, 5)), 0::bigint,
          'neither itself nor what is months away');
select is((select count(*) from candidate where question = 'one' and ticket = 4), 0::bigint,
          'nor the same words in another estate');
select is((select evidence from candidate where question = 'likely' and ticket = 2),
          '{"distance_m": 11.1, "hours_apart": 2.00, "text_similarity": 0.500, "same_category": true, "near_category": true,
            "same_area": true, "same_address": true}'::jsonb, 'the evidence');
select is((select evidence -> 'distance_m' from candidate where question = 'one' and ticket = 7), null,
          'what is not known is not told');
select is((select (evidence ->> 'text_similarity')::numeric from candidate where question = 'one' and ticket = 7), 1.000,
          'the more similar of title and description counts');
select is((select concat(evidence ->> 'same_category', ' ', evidence ->> 'near_category')
           from candidate where question = 'one' and ticket = 3), 'false true', 'a sister category is near, not the same');
select ok((select score from candidate where question = 'one' and ticket = 2)
          > (select score from candidate where question = 'one' and ticket = 3), 'who tells the same is before who is as near');
select is((select reply -> 'position' from answer where question = 'one'), '7'::jsonb, 'compared up to a position');

execute asked(:town, null, '电梯停了', null, null, 3, null, null, null, '2026-03-02 08:00Z', 10, 0) \gset
insert into answer values ('by area', :'jsonb_build_object');
select ok((select array_agg(ticket) from candidate where question = 'by area') @> array[1, 2, 7]::bigint[],
          'a complaint that is not submitted yet is compared by its area');
execute asked(:town, null, '电梯停了', null, null, null, null, 32.68, 119.02, '2026-03-02 08:00Z', 10, 0) \gset
insert into answer values ('by place', :'jsonb_build_object');
select is((select array_agg(ticket order by ticket) from candidate where question = 'by place'), array[1, 2, 3]::bigint[],
          'or by coordinates alone');
execute asked(:other, 1, :none, 10, 0) \gset
select is(:'jsonb_build_object'::jsonb -> 'candidates', '[]', 'nothing is found across cities');
select is_empty(format('execute asked(%s, 99, null, null, null, null, null, null, null, null, 10, 0)', :town), 'an unknown ticket has no answer');

-- More evidence, never a lower score: the same candidate, asked with one thing more each time.
create temporary table stair (n serial, score numeric);
\set before 'null,''电梯停了'',null,null'
prepare climb(text) as insert into stair (score)
select (one ->> 'score')::numeric from jsonb_array_elements($1::jsonb -> 'candidates') as one where one ->> 'ticket' = '1';
execute asked(:town, :before, 3, null, null, null, '2026-03-03 08:00Z', 20, 0) \gset
execute climb(:'jsonb_build_object');
execute asked(:town, :before, 3, 3, null, null, '2026-03-03 08:00Z', 20, 0) \gset
execute climb(:'jsonb_build_object');
execute asked(:town, :before, 3, 2, null, null, '2026-03-03 08:00Z', 20, 0) \gset
execute climb(:'jsonb_build_object');
execute asked(:town, :before, 3, 2, 32.6802, 119.02, '2026-03-03 08:00Z', 20, 0) \gset
execute climb(:'jsonb_build_object');
execute asked(:town, :before, 3, 2, 32.68, 119.02, '2026-03-01 09:00Z', 20, 0) \gset
execute climb(:'jsonb_build_object');
execute asked(:town, null, '3号楼电梯停运', null, '花园3号楼', 3, 2, 32.68, 119.02, '2026-03-01 08:00Z', 20, 0) \gset
execute climb(:'jsonb_build_object');
select is((select array_agg(n order by score, n) from stair), array[1, 2, 3, 4, 5, 6], 'a sister category, the same, nearer, sooner, the same words and address');
select is((select max(score) from stair), 1.000, 'and all there is makes 1');

-- Planned once, by key, and neighbours judged by the index alone: for the installation and beside row-level security.
create function pg_temp.plan_of(of_role text) returns setof text language plpgsql as $$
begin
    perform set_config('role', of_role, true);
    return query execute format('explain execute asked(%s, 1, null, null, null, null, null, null, null, null, 10, 0.75)',
                                (select city_id from city where code = 'town'));
    perform set_config('role', 'none', true);
end $$;
analyze area, complaint, similar_ticket; -- so few rows that the planner of itself would read them whole
:plan_keep \g (tuples_only=on) /dev/null
discard plans;
\set as_viewer '''{"city": ' :town ', "person": 1, "organisations": [1], "areas": [3]}'''
select set_config('steward.viewer', :as_viewer, true) \g /dev/null
select isnt((select array_agg(line) from pg_temp.plan_of(of_role) as line
             where line like '%Index Only Scan using similar_ticket_cell%'), null, of_role || ': neighbours are judged by the index')
from (values ('steward_report'), ('steward_viewer')) as reader (of_role);
select is((select array_agg(line) from pg_temp.plan_of(of_role) as line where line ~ 'Seq Scan on (similar_ticket|complaint|area)'),
          null, of_role || ': nothing is read whole')
from (values ('steward_report'), ('steward_viewer')) as reader (of_role);
select * from finish();
rollback;
