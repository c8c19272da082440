#!/usr/bin/env bash
# Figures equal the log: after a simulated past, when a fault is planted (it is named by its cell), counted anew from the
# log, and when a pack moves a community to another street.
set -euo pipefail
if [[ -z ${STEWARD_HOME:-} ]]; then
    exec "$STEWARD_SOURCE/tests/harness/with-steward" --city tianchang -- "$0"
fi
# shellcheck source=tests/integration/expect.sh
source "$(dirname "$0")/expect.sh"

ask() { psql -AtX -c "set search_path = steward" -c "$1" | tail -n +2; }

await() { # WHAT SQL: until it says t
    local end=$((EPOCHSECONDS + 60))
    until [[ $(ask "$2") == t ]]; do
        ((EPOCHSECONDS < end)) || fail "$1 does not come about"
        sleep 0.2
    done
}

await_counted() {
    # dispatch first: what it makes of the last events is counted too
    await 'all is counted' "select bool_and(c.pos = (select max(pos) from event)) from cursor c
                            where consumer in ('dispatch', 'tally')"
}

# Plants a fault, which must be told in these words, and takes it back. fault WORDS SQL SQL-BACK
fault() {
    ask "$2" >/dev/null
    expect 1 "$1" steward report verify
    ask "$3" >/dev/null
    expect 0 '0 differences' steward report verify
}

street_received() { # STREET: what the sums of all months say
    ask "select coalesce(sum(received), 0) from rollup r join area a on a.city_id = r.city_id and a.area_id = r.a
         where cuboid = 24 and grain = 2 and level = 2 and a.code = '$1'"
}

STEWARD_BUILD=$STEWARD_BUILD "$STEWARD_SOURCE/tests/bench/fill/history" --tickets 400 --months 1 >/dev/null 2>&1
s6-svc -d "$STEWARD_HOME/service/deadline-0" # or limits run out meanwhile, and count
while [[ $(s6-svstat -o up "$STEWARD_HOME/service/deadline-0") == true ]]; do sleep 0.1; done
await_counted
expect 0 '0 differences' steward report verify
ask "create table before as table rollup" >/dev/null

fault 'closed kept' \
    "update rollup set closed = closed + 1
     where (cuboid, grain, level, day, a, b) = (select cuboid, grain, level, day, a, b from rollup
                                                where closed > 0 and cuboid = 13 and grain = 1 limit 1)" \
    "update rollup r set closed = b.closed from before b
     where (r.cuboid, r.grain, r.level, r.day, r.a, r.b) = (b.cuboid, b.grain, b.level, b.day, b.a, b.b)
       and r.closed <> b.closed"
# As log verify says it.
ask "update rollup_state set tickets = tickets + 1 where state = 7; update rollup set came = came + 1 where came > 0 and cuboid = 45" >/dev/null
expect 1 'came kept' steward log verify
ask "update rollup_state set tickets = tickets - 1 where state = 7; update rollup set came = came - 1 where came > 0 and cuboid = 45" >/dev/null
fault 'the days make' \
    "update rollup set t05 = coalesce(t05, 0) + 1
     where (cuboid, grain, level, day, a, b) = (select cuboid, grain, level, day, a, b from rollup
                                                where cuboid = 45 and grain = 2 limit 1)" \
    "update rollup r set t05 = b.t05 from before b
     where (r.cuboid, r.grain, r.level, r.day, r.a, r.b) = (b.cuboid, b.grain, b.level, b.day, b.a, b.b)
       and r.t05 is distinct from b.t05"
fault 'kept nothing; the log makes' \
    "create table taken as select * from counted order by ticket_id, entry limit 1;
     delete from counted c using taken t where (c.city_id, c.ticket_id, c.entry) = (t.city_id, t.ticket_id, t.entry)" \
    "insert into counted select * from taken; drop table taken"
fault 'the log makes nothing' \
    "insert into counted (city_id, ticket_id, entry, since_pos, measures, day, organisation_id, area_id, category_id,
                          channel_id, urgency)
     select city_id, ticket_id, 999, since_pos, measures, day, organisation_id, area_id, category_id, channel_id, urgency
     from counted limit 1" \
    "delete from counted where entry = 999"
fault 'entry 0: kept' \
    "update counted set since_pos = since_pos + 1000000 where entry = 0 and ticket_id = (select min(ticket_id) from counted)" \
    "update counted set since_pos = since_pos - 1000000 where since_pos > 1000000"

expect 0 'entries, in' steward report rebuild
expect_equal 'cells that a rebuild has changed' 0 \
    "$(ask "select count(*) from ((table rollup except table before) union all (table before except table rollup)) as d
            where received <> 0 or went <> 0 or stayed <> 0 or due <> 0")"
expect 0 '0 differences' steward report verify

# The community baita goes to the other street, with all that was ever counted in it.
moved=$(ask "select coalesce(sum(received), 0) from rollup r join area a on a.city_id = r.city_id and a.area_id = r.a
             where cuboid = 24 and grain = 2 and level = 3 and a.code = 'baita'")
((moved > 0)) || fail 'nothing was reported in baita'
from=$(street_received qianqiu) to=$(street_received guangji)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/cities"
cp -r "$STEWARD_SOURCE/deploy/cities/tianchang" "$folder/cities/city"
cp -r "$STEWARD_SOURCE/deploy/calendars" "$folder"
rm "$folder/cities/city/grids.geojson" # its shapes would lie outside of the other street
sed -i 's/code: baita, name: 白塔社区, kind: community, parent: qianqiu/code: baita, name: 白塔社区, kind: community, parent: guangji/' \
    "$folder/cities/city/areas.yaml"
steward city load "$folder/cities/city" >/dev/null
await_counted
expect_equal 'what is left of the one street' $((from - moved)) "$(street_received qianqiu)"
expect_equal 'what the other street has' $((to + moved)) "$(street_received guangji)"
expect 0 '0 differences' steward report verify

# A day only, a period without anything, and one that is none.
expect 0 '0 differences' steward report verify --from "$(date -d yesterday +%F)" --to "$(date -d yesterday +%F)"
expect 0 '0 tickets' steward report verify --from 2001-01-01 --to 2001-01-31
expect 2 '--to: is before --from' steward report verify --from 2025-02-02 --to 2025-02-01
expect 2 '2025-02-29' steward report verify --from 2025-02-29 --to 2025-03-01

# The nightly verification, which is made up for at the next start: a difference is an event that names the cell.
night() { # DIFFERENT: t or f
    ask 'delete from figures_audit' >/dev/null
    s6-svc -r "$STEWARD_HOME/service/tally-0"
    await "a night with differences: $1" "select (differences > 0) = '$1' from figures_audit"
}
night f
expect_equal 'alarms while all is well' 0 "$(ask 'select count(*) from event where kind = 119')"
ask "update rollup set came = coalesce(came, 0) + 1
     where (cuboid, grain, level, day, a, b) = (select cuboid, grain, level, day, a, b from rollup
                                                where cuboid = 45 and grain = 1 and day = current_date - 1 limit 1)" >/dev/null
night t
await_counted
expect_equal 'the alarm' 1 "$(ask "select count(*) from event_message
    where message->>'kind' = 'figures.differ' and message->>'data' like '%came kept%'")"
