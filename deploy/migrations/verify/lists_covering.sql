-- Verify steward:lists_covering on pg
begin;
select 1 / (select indnatts - indnkeyatts from pg_index where indexrelid = 'steward.ticket_line_ended_category'::regclass);
rollback;
