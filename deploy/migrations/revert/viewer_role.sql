-- Revert steward:viewer_role from pg
-- The policies go with it: reverting is on the way to before viewer.
begin;
set local search_path = steward;
do $$
declare
    of_table text;
begin
    foreach of_table in array array['complaint', 'progress', 'standing', 'similar_ticket', 'task', 'clock', 'clock_entry', 'alert', 'delivery', 'event'] loop
        execute format('drop policy viewer on %I', of_table);
        execute format('create policy viewer on %I as restrictive for select to steward_report using (true)', of_table);
    end loop;
end $$;
drop function viewer_has(integer, bigint, integer[], integer[]);
revoke all on all tables in schema steward from steward_viewer;
revoke all on schema steward from steward_viewer;
commit;
