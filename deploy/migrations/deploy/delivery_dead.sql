-- Deploy steward:delivery_dead to pg
-- requires: notify
-- Dead letters are few, and asked for among all that was ever told.

begin;
set local search_path = steward;

create index delivery_dead on delivery (city_id, done_at) where state = 4;
comment on index delivery_dead is 'Dead letters, by when they were given up: for steward doctor';

commit;
