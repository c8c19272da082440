-- Verify steward:orders on pg
begin;
set local search_path = steward;
select city_id, order_id, area_id, roles, receive_by, answer_by, next_limit, next_at, closed_at from instruction where false;
select city_id, order_id, person_id, pushed_at, received_at, answered_at, acted_by, answer, count from receipt where false;
select reply from command where false;
select 1 / (count(*) = 6)::integer from lifecycle_fact where fact between 112 and 117;
rollback;
