-- Verify steward:lists_plans on pg
begin;
set local search_path = steward, public;
select ticket_id, place from ticket_list(0, '{"sort": "urgency", "descending": false, "limit": 1}', '{}');
select 1 / (select count(*) from pg_proc where proname = 'ticket_search' and proconfig @> array['plan_cache_mode=force_custom_plan']);
rollback;
