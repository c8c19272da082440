-- Verify steward:standing_reports on pg
begin;
select name, first_day, pos, told_at, summary, answer from steward.standing_report where false;
rollback;
