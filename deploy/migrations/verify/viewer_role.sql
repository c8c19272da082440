-- Verify steward:viewer_role on pg
begin;
set local search_path = steward;
select 1 / (count(*) = 10)::integer from pg_policy
where polname = 'viewer' and polroles = array[(select oid from pg_roles where rolname = 'steward_viewer')];
rollback;
