-- Revert steward:viewer from pg
begin;
set local search_path = steward;
revoke select on complaint, progress from steward_report;
alter view ticket reset (security_invoker);
alter view event_message reset (security_invoker);
alter view event_measure reset (security_invoker);
do $$
declare
    of_table text;
begin
    foreach of_table in array array['complaint', 'progress', 'standing', 'similar_ticket', 'task', 'clock', 'clock_entry', 'alert', 'delivery',
        'event'] loop
        execute format('drop policy viewer on %I', of_table);
        execute format('drop policy service on %I', of_table);
        execute format('alter table %I disable row level security', of_table);
    end loop;
end $$;
drop procedure viewer_limit(regclass, text);
drop index task_organisation, complaint_reporter, standing_area;
drop function viewer_message(integer, jsonb), viewer_task_has(integer, bigint, smallint, integer[]),
    viewer_area_has(integer, bigint, integer[]), viewer_ticket(), viewer_person(), viewer_areas(), viewer_organisations(), viewer_all(),
    viewer_city(), viewer_unset(), viewer();
commit;
