-- Fails with the constraint pack_current where a city has another version of its pack than the one given: for who
-- commits in the same round trip. Under log_lock it is exact. $1 cities, $2 versions
select from pack_require($1::integer[], $2::integer[])
