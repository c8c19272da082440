-- Verify steward:viewer on pg
begin;
set local search_path = steward;
select 1 / (viewer_unset())::integer;
select 1 / (count(*) = 10)::integer from pg_policy where polname = 'viewer' and polrelid::regclass::text = any
    (array['complaint', 'progress', 'standing', 'similar_ticket', 'task', 'clock', 'clock_entry', 'alert',
           'delivery', 'event']);
rollback;
