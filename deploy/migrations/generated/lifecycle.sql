-- Made by steward-gen from proto/lifecycle.def: change that, then run tests/golden/regenerate.

create table if not exists lifecycle_state (
    state smallint primary key,
    name text not null unique,
    name_zh text not null,
    ended boolean not null);
create table if not exists lifecycle_action (
    action smallint primary key,
    name text not null unique,
    event text not null unique,
    name_zh text not null,
    reason_mandatory boolean not null);
create table if not exists lifecycle_role (
    role smallint primary key,
    name text not null unique,
    name_zh text not null);
create table if not exists lifecycle_move (
    from_state smallint not null references lifecycle_state,
    action smallint not null references lifecycle_action,
    to_state smallint not null references lifecycle_state,
    primary key (from_state, action, to_state));

insert into lifecycle_state (state, name, name_zh, ended) values
    (0, 'none', '未登记', true),
    (1, 'received', '已登记', false),
    (2, 'accepted', '已受理', false),
    (3, 'dispatched', '已派单', false),
    (4, 'in_progress', '处置中', false),
    (5, 'handled', '已反馈', false),
    (6, 'verified', '已核查', false),
    (7, 'closed', '已办结', true),
    (8, 'followed_up', '已回访', true),
    (9, 'returned', '已退单', false),
    (10, 'rejected', '不予受理', true),
    (11, 'voided', '已作废', true),
    (12, 'withdrawn', '已撤诉', true)
on conflict (state) do update
    set name = excluded.name, name_zh = excluded.name_zh, ended = excluded.ended;

insert into lifecycle_action (action, name, event, name_zh, reason_mandatory) values
    (1, 'submit', 'ticket.received', '登记', false),
    (2, 'accept', 'ticket.accepted', '受理', false),
    (3, 'dispatch', 'ticket.dispatched', '派单', false),
    (4, 'sign', 'ticket.signed', '签收', false),
    (5, 'handle', 'ticket.handled', '反馈', false),
    (6, 'verify', 'ticket.verified', '核查', false),
    (7, 'close', 'ticket.closed', '办结', false),
    (8, 'follow_up', 'ticket.followed_up', '回访', false),
    (9, 'reject', 'ticket.rejected', '不予受理', true),
    (10, 'return', 'ticket.returned', '退单', true),
    (11, 'rework', 'ticket.reworked', '返工', true),
    (12, 'void', 'ticket.voided', '作废', true),
    (13, 'withdraw', 'ticket.withdrawn', '撤诉', true)
on conflict (action) do update
    set name = excluded.name, event = excluded.event, name_zh = excluded.name_zh,
        reason_mandatory = excluded.reason_mandatory;

insert into lifecycle_role (role, name, name_zh) values
    (0, 'system', '系统'),
    (1, 'resident', '居民'),
    (2, 'grid_worker', '网格员'),
    (3, 'building_head', '楼长'),
    (4, 'operator', '坐席'),
    (5, 'dispatcher', '派遣员'),
    (6, 'handler', '承办人'),
    (7, 'supervisor', '督办员'),
    (8, 'auditor', '审计员'),
    (9, 'administrator', '管理员'),
    (10, 'importer', '导入员')
on conflict (role) do update set name = excluded.name, name_zh = excluded.name_zh;

delete from lifecycle_move;
insert into lifecycle_move (from_state, action, to_state) values
    (0, 1, 1),
    (1, 2, 2),
    (1, 3, 3),
    (1, 9, 10),
    (1, 12, 11),
    (1, 13, 12),
    (2, 3, 3),
    (2, 9, 10),
    (2, 12, 11),
    (2, 13, 12),
    (3, 4, 4),
    (3, 10, 9),
    (3, 12, 11),
    (3, 13, 12),
    (4, 5, 5),
    (4, 10, 9),
    (4, 12, 11),
    (4, 13, 12),
    (9, 3, 3),
    (9, 9, 10),
    (5, 6, 6),
    (5, 11, 4),
    (6, 7, 7),
    (6, 11, 4),
    (7, 8, 8);

-- Is there such a move? For the check of the event log: a foreign key there would lock one shared row of
-- lifecycle_move in every insert. Each move is one number, from_state * 10000 + action * 100 + to_state.
create or replace function lifecycle_move_allowed(from_state smallint, action smallint, to_state smallint)
returns boolean language sql immutable parallel safe
as $$ select from_state * 10000 + action * 100 + to_state = any ('{
    101,10202,10303,10910,11211,11312,20303,20910,21211,21312,30404,31009,
    31211,31312,40505,41009,41211,41312,90303,90910,50606,51104,60707,61104,
    70808}'::integer[]) $$;
