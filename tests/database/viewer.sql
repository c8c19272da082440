-- Who sees what: the policies by themselves, as the role that report reads with on somebody's behalf.
\ir town.psql
select plan(74);

-- -- What must be so of every table and view, also of those that come later ----------------------------------------
select is((select array_agg(distinct c.relname::text order by c.relname::text)
           from pg_class c join pg_attribute a on a.attrelid = c.oid
           where c.relnamespace = 'steward'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
             and a.attname = 'ticket_id' and has_table_privilege('steward_viewer', c.oid, 'select')
             and not exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'viewer')),
          null, 'each table of single tickets that is read on somebody''s behalf is limited: call viewer_limit (…) in its migration');
select is((select array_agg(c.relname::text order by c.relname)
           from pg_class c
           where c.relnamespace = 'steward'::regnamespace and c.relkind = 'v'
             and has_table_privilege('steward_report', c.oid, 'select')
             and not coalesce(c.reloptions, '{}') @> '{security_invoker=true}'),
          null, 'each view that report reads is read with its own rights: alter view … set (security_invoker = true)');

-- -- A town with two estates, two departments, a ticket each, and one that both have had ---------------------------
insert into area (city_id, area_id, code, name, kind, parent_id) values
    (:town, 2, 'east', '东', 'estate', 1), (:town, 3, 'east.1', '东1', 'building', 2), (:town, 4, 'west', '西', 'estate', 1);
insert into organisation (city_id, organisation_id, code, name, kind) values (:town, 2, 'housing', '住建', 'department');
insert into complaint (city_id, ticket_id, key, request_hash, channel_id, category_id, area_id, pack_version, received_at, title, reporter_id)
select :town, number, 'k' || number, 0, 1, 1, area, 1, now(), '题', reporter
from (values (1, 3, 1), (2, 4, 1), (3, 4, 1), (4, 4, 5)) as t (number, area, reporter);
insert into standing (city_id, ticket_id, category_id, area_id, urgency, urges, calls, asked_by, asked_ms, agreed_by, merged_into)
values (:town, 2, 1, 3, 1, 0, 0, 0, 0, 0, 0);
insert into progress (city_id, ticket_id, version, state, task_id, returns, organisation_id)
values (:town, 1, 2, 3, 1, 0, 1), (:town, 2, 2, 3, 1, 0, 2), (:town, 3, 4, 3, 2, 1, 2);
insert into task (city_id, ticket_id, task_id, organisation_id, state, opened_at) values
    (:town, 1, 1, 1, 1, now()), (:town, 2, 1, 2, 1, now()), (:town, 3, 1, 1, 5, now()), (:town, 3, 2, 2, 1, now());
insert into clock (city_id, ticket_id, clock_id, task_id, kind, version, limit_kind, limit_ms, started_at, due_at)
select city_id, ticket_id, task_id, task_id, 1, 1, 0, 1000, now(), now() from task;
insert into alert (city_id, ticket_id, clock_id, step, due_at, raised_at)
select city_id, ticket_id, clock_id, 1, now(), now() from clock;
insert into clock_entry (city_id, ticket_id, clock_id, entry, change, at, version, pack_version, organisation_id)
select city_id, ticket_id, clock_id, 1, 1, now(), 1, 1, 1 from clock;
insert into event (city_id, pos, kind, from_state, to_state, version, ticket_id, organisation_id, area_id, category_id, channel_id, at, data)
values (:town, 1, 1, 0, 1, 1, 1, 0, 3, 1, 1, now(), null), (:town, 2, 3, 1, 3, 2, 1, 1, 3, 1, 1, now(), '{"reason": "a"}'),
       (:town, 3, 1, 0, 1, 1, 2, 0, 4, 1, 1, now(), null), (:town, 4, 3, 1, 3, 2, 2, 2, 4, 1, 1, now(), null),
       (:town, 5, 10, 3, 9, 3, 3, 1, 4, 1, 1, now(), '{"reason": "note"}'), (:town, 6, 3, 9, 3, 4, 3, 2, 4, 1, 1, now(), '{"reason": "b"}'),
       (:town, 7, 7, 6, 7, 5, 3, 1, 4, 1, 1, now(), '{"answer": "done", "note": "n"}'),
       (:town, 10, 1, 0, 1, 1, 4, 0, 4, 1, 1, now(), null), (:town, 8, 111, 0, 0, 0, 1, 0, 3, 1, 1, now(), '{"reason": "call"}'),
       (:town, 9, 110, 0, 0, 0, 0, 0, 0, 0, 0, now(), null);

create temporary table seen (viewer text, role text, setting text, complaints text, progresses text, standings text, tasks text,
                             clocks text, events text);
insert into seen values
    ('the installation', 'steward_report', '', '1234', '123', '2', '1.1 2.1 3.1 3.2', '1.1 2.1 3.1 3.2', '1 2 3 4 5 6 7 8 9 10'),
    ('an operator', 'steward_viewer', '{"city": :town, "person": 9, "all": true}',
     '1234', '123', '2', '1.1 2.1 3.1 3.2', '1.1 2.1 3.1 3.2', '1 2 3 4 5 6 7 8 9 10'),
    ('a handler of the first', 'steward_viewer', '{"city": :town, "person": 9, "organisations": [1], "areas": []}',
     '13', '13', '', '1.1 3.1', '1.1 3.1', '1 2 5 6 7'),
    ('a handler of the second', 'steward_viewer', '{"city": :town, "person": 9, "organisations": [2], "areas": []}',
     '23', '23', '2', '2.1 3.2', '2.1 3.2', '3 4 5 6 7'),
    ('a grid worker of the east', 'steward_viewer', '{"city": :town, "person": 9, "organisations": [], "areas": [2]}',
     '12', '12', '2', '1.1 2.1', '1.1 2.1', '1 2 3 4'),
    ('a resident', 'steward_viewer', '{"city": :town, "person": 5, "organisations": [], "areas": []}', '4', '', '', '', '', '10'),
    ('who is nobody', 'steward_viewer', '{"city": :town, "person": 9, "organisations": [], "areas": []}', '', '', '', '', '', ''),
    ('a reader without a setting', 'steward_viewer', '', '', '', '', '', '', ''),
    ('an operator of another town', 'steward_viewer', '{"city": 0, "person": 9, "all": true}', '', '', '', '', '', '');
update seen set setting = replace(setting, ':town', :town::text);
grant select on seen to steward_report, steward_viewer;

create function pg_temp.look(wanted seen) returns setof text language plpgsql as $$
begin
    perform set_config('steward.viewer', wanted.setting, true), set_config('role', wanted.role, true);
    return next is((select coalesce(string_agg(ticket_id::text, '' order by ticket_id), '') from complaint), wanted.complaints, wanted.viewer || ': complaints');
    return next is((select coalesce(string_agg(ticket_id::text, '' order by ticket_id), '') from progress), wanted.progresses, wanted.viewer || ': progress');
    return next is((select coalesce(string_agg(ticket_id::text, '' order by ticket_id), '') from standing), wanted.standings, wanted.viewer || ': standing');
    return next is((select coalesce(string_agg(ticket_id || '.' || task_id, ' ' order by ticket_id, task_id), '') from task), wanted.tasks, wanted.viewer || ': tasks');
    return next is((select coalesce(string_agg(ticket_id || '.' || clock_id, ' ' order by ticket_id, clock_id), '') from clock), wanted.clocks, wanted.viewer || ': clocks');
    return next is((select coalesce(string_agg(ticket_id || '.' || clock_id, ' ' order by ticket_id, clock_id), '') from alert), wanted.clocks, wanted.viewer || ': alerts');
    return next is((select coalesce(string_agg(ticket_id || '.' || clock_id, ' ' order by ticket_id, clock_id), '') from clock_entry), wanted.clocks, wanted.viewer || ': entries');
    return next is((select coalesce(string_agg(pos::text, ' ' order by pos), '') from event_message), wanted.events, wanted.viewer || ': events');
    reset role;
    perform set_config('steward.viewer', '', true);
end $$;
select pg_temp.look(seen) from seen;
select * from finish();
rollback;
