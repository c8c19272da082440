-- Revert steward:importance from pg

begin;
set local search_path = steward;

drop index clock_armed;
alter table clock drop column importance, drop column urgency;
create index clock_armed on clock (city_id, next_at) where next_at is not null;

commit;
