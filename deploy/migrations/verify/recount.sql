-- Verify steward:recount on pg
begin;
select city_id, version, ticket_id from steward.recount where false;
rollback;
