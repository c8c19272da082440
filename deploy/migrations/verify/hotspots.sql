-- Verify steward:hotspots on pg
begin;
set local search_path = steward;
select same_reporter(0, 0), repeat_reporters(0, '2024-01-01', '2024-01-01', 2);
select 'counted_received'::regclass;
rollback;
