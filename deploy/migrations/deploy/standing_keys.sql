-- Deploy steward:standing_keys to pg
-- requires: standing_reports
-- A standing report that a command has made was made for its key.

begin;
set local search_path = steward;
alter table standing_report
    add column key text collate "C",
    add column request_hash bigint,
    add constraint standing_report_key unique (city_id, key);
comment on column standing_report.key is 'Idempotency key of the command that has made it; null: it was due';
commit;
