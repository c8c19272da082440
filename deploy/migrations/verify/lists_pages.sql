-- Verify steward:lists_pages on pg
begin;
set local search_path = steward, public;
select ticket_id, place from ticket_list(0, '{"sort": "urgency", "descending": false, "limit": 1}', '{}');
rollback;
