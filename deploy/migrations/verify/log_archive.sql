-- Verify steward:log_archive on pg
begin;
set local search_path = steward;
select event_span from city where false;
select city_id, first_pos, last_pos, state, file, hash from log_archived where false;
select ticket_id, version, state, moved_at, alerts from log_archive_ticket where false;
select ticket_archived(0, 0), ticket_archived_at(0, 0);
select lines, events, last from event_lines('event', event_columns(), 0, 0);
select 1 / has_table_privilege('steward_report', 'log_archived', 'select')::int;
rollback;
