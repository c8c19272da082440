-- Which transactions may have begun before now, and which is the oldest that still writes.
select pg_snapshot_xmax(pg_current_snapshot())::text::bigint, pg_snapshot_xmin(pg_current_snapshot())::text::bigint
