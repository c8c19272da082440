-- Deploy steward:importance to pg
-- requires: moves
-- Clocks fire in order of importance: after an outage what is overdue goes before warnings, and emergencies before all.

begin;
set local search_path = steward;

alter table clock add column urgency smallint not null default 3;
alter table clock add column importance smallint generated always as (
    case when urgency = 1 then 0 else 3 end
    + case when next_step = overdue_step then 0 when next_step > overdue_step then 1 else 2 end) stored;
comment on column clock.urgency is 'Of its ticket: 1 emergency … 4 can wait';
comment on column clock.importance is 'Of its next alert, the least first: 0 to 2 of emergencies, 3 to 5 of others; each overdue, escalation, warning';

drop index clock_armed;
create index clock_armed on clock (city_id, importance, next_at) where next_at is not null;

commit;
