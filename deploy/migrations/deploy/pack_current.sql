-- Deploy steward:pack_current to pg
-- requires: spine
-- Who may do what is judged by the pack in a worker's memory: this refuses work that was judged by an earlier one.

begin;
set local search_path = steward;

-- Under log_lock it is exact: loading a pack takes the same lock before it commits, so that no event behind
-- city.loaded was judged by the version before.
create function pack_require(cities integer[], versions integer[]) returns void language plpgsql as $$
declare
    outdated text;
begin
    select c.code into outdated
    from unnest(cities, versions) as judged (city_id, version)
    join city c on c.city_id = judged.city_id
    where c.pack_version <> judged.version
    limit 1;
    if found then
        raise exception 'city % has a newer pack', outdated using errcode = 'check_violation', constraint = 'pack_current';
    end if;
end $$;
comment on function pack_require(integer[], integer[]) is 'Fails with the constraint pack_current where a city has another version of its pack than the one given';

commit;
