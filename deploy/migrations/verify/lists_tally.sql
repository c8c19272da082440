-- Verify steward:lists_tally on pg
begin;
select 1 / (has_table_privilege('steward_tally', 'steward.ticket_line', 'update')
            and not has_table_privilege('steward_report', 'steward.cursor', 'update'))::integer;
rollback;
