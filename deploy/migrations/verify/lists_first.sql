-- Verify steward:lists_first on pg
begin;
set local search_path = steward, public;
select 1 / (count(*) = 0)::integer from ticket_list(0, '{"sort": "urgency", "descending": true, "limit": 50}', '{}');
rollback;
