-- Verify steward:lists_viewers on pg
begin;
select 1 / (has_function_privilege('steward_viewer', 'steward.viewer_briefs(integer, bigint[])', 'execute')
            and not has_function_privilege('steward_intake', 'steward.viewer_briefs(integer, bigint[])', 'execute'))::integer;
rollback;
