-- Verify steward:log_archive_pages on pg
begin;
set local search_path = steward;
select 1 / count(*) from pg_proc where proname = 'event_lines' and prosrc like '%where city_id =%';
rollback;
