-- Deploy steward:orders to pg
-- requires: viewer_role
-- Orders 指令: one to everybody of a role in an area, with a receipt of each.

begin;
set local search_path = steward;

\ir ../generated/lifecycle.sql

create sequence order_number;

create table instruction (
    city_id      integer not null,
    order_id     bigint not null,
    actor_id     integer not null,
    area_id      integer not null,
    roles        integer not null,
    pack_version integer not null,
    title        text not null,
    body         text not null,
    issued_at    timestamptz not null,
    receive_by   timestamptz not null,
    answer_by    timestamptz not null,
    next_limit   smallint,
    next_at      timestamptz,
    pushes       smallint not null default 0,
    version      integer not null default 1,
    closed_at    timestamptz,
    closed_by    integer,
    close_reason text,
    primary key (city_id, order_id),
    constraint instruction_armed_whole check ((next_limit is null) = (next_at is null)),
    constraint instruction_closed_whole check ((closed_at is null) = (closed_by is null)
                                               and (closed_at is null or next_at is null))
) with (fillfactor = 80);
create index instruction_armed on instruction (city_id, next_at) where next_at is not null;
comment on table instruction is 'An order, as it was issued. Its row is also the lock of its receipts';
comment on column instruction.roles is 'To whom: sum of 1 << role, as in lifecycle_role';
comment on column instruction.next_limit is 'Which limit runs out next: 1 receive, 2 answer; null when none is left or the order is closed';
comment on column instruction.next_at is 'When it does';

create table receipt (
    city_id     integer not null,
    order_id    bigint not null,
    person_id   integer not null,
    pushed_at   timestamptz not null,
    pushes      smallint not null default 1,
    received_at timestamptz,
    answered_at timestamptz,
    acted_by    integer,
    answer      text,
    count       integer,
    primary key (city_id, order_id, person_id),
    foreign key (city_id, order_id) references instruction,
    constraint receipt_answer check (answered_at is null or (received_at is not null and answer is not null))
) with (fillfactor = 60);
comment on table receipt is 'What each who was given an order has made of it';
comment on column receipt.person_id is 'Whose duty it is';
comment on column receipt.acted_by is 'Who received or answered it last: this person or a deputy';
comment on column receipt.count is 'What was counted in carrying it out, such as households that were told';

alter table command add column reply text;
comment on column command.reply is 'The reply of what is no move of a ticket';

-- Who sees an order: who was given it, and who looks after its area. Read with the owner's rights: what limits the
-- reading of tables must not ask itself.
create function order_given(of_city integer, of_order bigint, person integer) returns boolean
language sql stable security definer set search_path = steward as $$
    select exists (select from receipt where city_id = of_city and order_id = of_order and person_id = person)
$$;
create function order_area_has(of_city integer, of_order bigint, areas integer[]) returns boolean
language sql stable security definer set search_path = steward as $$
    select exists (select from instruction where city_id = of_city and order_id = of_order and area_id = any (areas))
$$;
call viewer_limit('instruction', 'area_id = any ((select viewer_areas())::integer[])
    or order_given(city_id, order_id, (select viewer_person()))');
call viewer_limit('receipt', 'person_id = (select viewer_person())
    or order_area_has(city_id, order_id, (select viewer_areas()))');

grant usage on sequence order_number to steward_dispatch;
grant select, insert, update on instruction, receipt to steward_dispatch;
grant select, update on instruction to steward_deadline;
grant select on receipt to steward_deadline;
grant select on instruction, receipt to steward_report, steward_viewer;

commit;
