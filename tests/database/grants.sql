-- Each service's role may do what its work needs, and nothing else.
\ir town.psql

-- Every table, what each role may do with it: s(elect), i(nsert), u(pdate), d(elete).
create temporary table allowed (relation text, intake text, dispatch text, deadline text, report text, relay text, contact text);
insert into allowed values
    ('city', 's', 's', 's', 's', 's', 's'), ('pack_file', 's', 's', 's', 's', 's', 's'), ('area', 's', 's', 's', 's', 's', 's'),
    ('duty', '', 'siu', '', 's', '', ''), ('area_shape', 's', 's', '', 's', '', ''), ('organisation', 's', 's', 's', 's', 's', 's'), ('category', 's', 's', 's', 's', 's', 's'),
    ('channel', 's', 's', 's', 's', 's', 's'), ('person', 's', 's', 's', 's', 's', 's'),
    ('complaint', 'si', 's', 's', 's', '', ''), ('progress', '', 'siu', '', 's', '', ''), ('ticket', '', '', '', 's', '', ''),
    ('task', '', 'siu', 's', 's', '', ''), ('clock', '', 'siu', 'su', 's', '', ''),
    ('alert', '', '', 'si', 's', '', ''), ('command', '', 'si', '', '', '', ''),
    ('event', 'si', 'si', 'si', 's', 's', 'si'), ('event_message', 's', 's', 's', 's', 's', 's'),
    ('cursor', 's', 'siu', 's', 's', 's', 's'),
    ('similar_ticket', '', '', '', 's', '', ''), ('ticket_line', '', '', '', 's', '', ''), ('ticket_text', '', '', '', 's', '', ''), ('clock_line', '', '', '', 's', '', ''), ('rollup', '', '', '', 's', '', ''), ('rollup_state', '', '', '', 's', '', ''),
    ('counted', '', '', '', 's', '', ''), ('frozen', '', '', '', 's', '', ''), ('rollup_frozen', '', '', '', 's', '', ''), ('frozen_area', '', '', '', 's', '', ''), ('figure_column', '', '', '', 's', '', ''),
    ('measure', '', '', '', 's', '', ''), ('figure_event', '', '', '', 's', '', ''), ('counted_area', '', '', '', 's', '', ''), ('figures_audit', '', '', '', 's', '', ''),
    ('recount', '', 'siu', '', '', '', ''), ('standing', '', 'siu', 's', 's', '', ''), ('clock_entry', '', 'si', '', 's', '', ''),
    ('instruction', '', 'siu', 'su', 's', '', ''), ('receipt', '', 'siu', 's', 's', '', ''),
    ('lifecycle_clock', 's', 's', 's', 's', 's', 's'), ('lifecycle_fact', 's', 's', 's', 's', 's', 's'),
    ('lifecycle_state', 's', 's', 's', 's', 's', 's'), ('lifecycle_action', 's', 's', 's', 's', 's', 's'),
    ('lifecycle_role', 's', 's', 's', 's', 's', 's'), ('lifecycle_move', 's', 's', 's', 's', 's', 's'),
    ('contact', 'i', '', '', '', '', 's'), ('contact_key', 'i', '', '', '', '', 'su'), ('contact_reveal', '', '', '', '', '', 'si');
insert into allowed values ('log_archive', '', '', '', 's', '', ''), ('log_archived', '', '', '', 's', '', ''), ('log_archive_ticket', '', 's', '', 's', '', '');
insert into allowed values ('heat_line', '', '', '', 's', '', ''), ('heat_day', '', '', '', 's', '', '');
insert into allowed values ('line_tree', '', '', '', 's', '', '');
insert into allowed values ('command_pass', '', '', '', '', '', '');
insert into allowed values ('standing_report', '', '', '', 's', '', '');
insert into allowed values ('clock_running', '', '', '', 's', '', ''), ('calendar_alarm', '', '', 'si', '', '', '');
alter table allowed add column notify text not null default '';
insert into allowed values ('delivery', '', '', '', 's', '', '', 'siu');
update allowed set notify = rights
from (values ('city', 's'), ('pack_file', 's'), ('area', 's'), ('organisation', 's'), ('category', 's'), ('channel', 's'),
             ('person', 's'), ('complaint', 's'), ('progress', 's'), ('ticket', 's'), ('standing', 's'), ('task', 's'), ('clock', 's'),
             ('event', 'si'), ('event_message', 's'), ('cursor', 'siu'), ('lifecycle_state', 's'), ('lifecycle_action', 's'),
             ('lifecycle_role', 's'), ('lifecycle_move', 's'), ('lifecycle_clock', 's'), ('lifecycle_fact', 's'), ('standing_report', 's')) as of_notify (name, rights)
where relation = name;
alter table allowed add column tally text not null default '';
update allowed set tally = rights
from (values ('city', 's'), ('pack_file', 's'), ('area', 's'), ('organisation', 's'), ('category', 's'), ('channel', 's'),
             ('person', 's'), ('event', 'si'), ('event_message', 's'), ('cursor', 'siu'), ('lifecycle_state', 's'),
             ('lifecycle_action', 's'), ('lifecycle_role', 's'), ('lifecycle_move', 's'), ('lifecycle_clock', 's'),
             ('lifecycle_fact', 's'), ('measure', 's'), ('counted', 'siud'), ('rollup', 'siud'), ('rollup_state', 'siud'),
             ('frozen', 'siud'), ('rollup_frozen', 'siud'), ('frozen_area', 'siud'), ('figure_column', 's'), ('figure_event', 's'), ('counted_area', 'siud'), ('figures_audit', 'siu'), ('log_archive', 's'),
             ('log_archived', 's'), ('log_archive_ticket', 's'), ('standing_report', 'si'), ('complaint', 's'), ('progress', 's'),
             ('ticket', 's'), ('standing', 's'), ('task', 's'), ('clock', 's'), ('clock_running', 's'), ('ticket_line', 'siud'), ('line_tree', 'siu'), ('clock_line', 'siud'), ('heat_line', 'siud'), ('heat_day', 'siu'),
             ('ticket_text', 'si'), ('similar_ticket', 'si')) as of_tally (name, rights)
where relation = name;
create temporary view role_allowed as
select relation, 'steward_' || role as role, rights
from allowed, lateral (values ('intake', intake), ('dispatch', dispatch), ('deadline', deadline), ('report', report),
                              ('relay', relay), ('contact', contact), ('notify', notify), ('tally', tally)) as each (role, rights);

select plan((select count(*)::int from role_allowed) + 16);
select is((select array_agg(c.relname::text order by c.relname) from pg_class c
           where c.relnamespace = 'steward'::regnamespace and c.relkind in ('r', 'p', 'v') and not c.relispartition
             and c.relname not in (select relation from allowed)),
          null, 'every table and view is in the list above');
select is(
    concat(case when has_table_privilege(role, relation, 'select') then 's' end,
           case when has_table_privilege(role, relation, 'insert') then 'i' end,
           case when has_table_privilege(role, relation, 'update') then 'u' end,
           case when has_table_privilege(role, relation, 'delete') then 'd' end,
           case when has_table_privilege(role, relation, 'truncate') then 't' end),
    rights, role || ' and ' || relation)
from role_allowed order by relation, role;

-- Said by the database itself, as the roles.
select col_is_null('task', 'handled_at', 'the town is there');
set local role steward_intake;
select throws_ok('insert into task (city_id, ticket_id, task_id, organisation_id, state, opened_at) values (1, 1, 1, 1, 1, now())',
                 '42501', null, 'intake opens no task');
select throws_ok('update progress set state = 7', '42501', null, 'intake moves no ticket');
select throws_ok('delete from complaint', '42501', null, 'intake removes no ticket');
set local role steward_dispatch;
select throws_ok($$insert into complaint (city_id, ticket_id, key, request_hash, channel_id, category_id,
                   area_id, pack_version, received_at, title) values (1, 1, 'k', 0, 1, 1, 1, 1, now(), 't')$$,
                 '42501', null, 'dispatch takes no complaint in');
select throws_ok('update event set kind = 1', '42501', null, 'dispatch rewrites no event');
select throws_ok($$update complaint set title = 'another'$$, '42501', null, 'dispatch rewrites no complaint');
select throws_ok('delete from command', '42501', null, 'dispatch forgets no key');
set local role steward_deadline;
select throws_ok('update progress set state = 7', '42501', null, 'deadline moves no ticket');
set local role steward_report;
select throws_ok('update progress set state = 7', '42501', null, 'report moves no ticket');
select throws_ok($$insert into event (city_id, pos, kind, at) values (1, 1, 110, now())$$, '42501', null,
                 'report writes no event');
set local role steward_relay;
select throws_ok('select * from complaint', '42501', null, 'relay reads no ticket');
set local role steward_notify;
select throws_ok('update progress set state = 7', '42501', null, 'notify moves no ticket');
select throws_ok('delete from delivery', '42501', null, 'notify forgets no delivery');
reset role;
select ok(has_column_privilege('steward_dispatch', 'complaint', 'pack_version', 'update')
          and not has_column_privilege('steward_dispatch', 'complaint', 'title', 'update'),
          'dispatch may lock a complaint, not change what it says');
select * from finish();
rollback;
