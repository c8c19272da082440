-- Verify steward:lists_codes on pg
begin;
select 1 / (count(*) = 5)::integer from pg_indexes where schemaname = 'steward' and tablename = 'ticket_line_ended';
rollback;
