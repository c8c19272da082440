-- Verify steward:duplicates_speed on pg
begin;
set local search_path = steward;
select 1 / (count(*) = 1)::integer from pg_attribute
where attrelid = 'similar_ticket_cell'::regclass and attname = 'area_id';
select 'area_parent'::regclass;
select 1 / (pg_get_expr(polqual, polrelid) like '%viewer_areas%viewer_has%')::integer from pg_policy
where polname = 'viewer' and polrelid = 'similar_ticket'::regclass;
rollback;
