-- Deploy steward:freezing to pg
-- requires: figures
-- A period is frozen by a command, which is done once for its key.

begin;
set local search_path = steward;
alter table frozen
    add column key text collate "C",
    add column request_hash bigint,
    add constraint frozen_key unique (city_id, key);
comment on column frozen.key is 'Idempotency key of the command; null: frozen otherwise';
commit;
