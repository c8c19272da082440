-- Deploy steward:notify_standing to pg
-- requires: viewer
-- The view `ticket` is read with the rights of who reads it: notify's morning list needs what was corrected, too.

begin;
grant select on steward.standing to steward_notify;
commit;
