-- Revert steward:notify_standing from pg
begin;
revoke select on steward.standing from steward_notify;
commit;
