-- Revert steward:standing_reports from pg
begin;
drop table steward.standing_report;
commit;
