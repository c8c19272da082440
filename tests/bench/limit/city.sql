-- A city for the limit: in the same tables, with the same indexes and checks, but without a pack, so that no service
-- looks at it.
insert into city (code, name, timezone) values ('limit', 'limit', 'UTC') on conflict do nothing;
select event_partition_ensure(city_id) from city where code = 'limit';
-- Positions without the promise that there is no hole: the cheapest that there is.
create sequence if not exists bench_position cache 64;
-- One row and nothing else: what a commit costs.
create table if not exists bench_commit (number bigint primary key, text text not null);
