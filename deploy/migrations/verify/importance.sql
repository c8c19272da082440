-- Verify steward:importance on pg

begin;
set local search_path = steward;

select urgency, importance from clock where false;

rollback;
