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
    ask "select coalesce(sum(value), 0) from rollup r join area a on a.city_id = r.city_id and a.area_id = r.a
         cross join rollup_cells(r.cells) as c
         where cuboid = 24 and grain = 2 and level = 2 and a.code = '$1' and c.name = 'received'"
}

STEWARD_BUILD=$STEWARD_BUILD "$STEWARD_SOURCE/tests/bench/fill/history" --tickets 400 --months 1 >/dev/null 2>&1
s6-svc -d "$STEWARD_HOME/service/deadline-0" # or limits run out meanwhile, and count
while [[ $(s6-svstat -o up "$STEWARD_HOME/service/deadline-0") == true ]]; do sleep 0.1; done
await_counted
expect 0 '0 differences' steward report verify
ask "create table before as table rollup" >/dev/null
psql -qX -f "$STEWARD_SOURCE/tests/harness/rollup_with.sql"

# Another number in every cell of one row that the condition finds: row_with SUMS CONDITION
row_with() {
    echo "update rollup set cells = rollup_with(cells, null, '$1')
          where (city_id, cuboid, grain, level, day, a) =
              (select city_id, cuboid, grain, level, day, a from rollup where $2 order by 1, 2, 3, 4, 5, 6 limit 1)"
}
back="update rollup r set cells = b.cells from before b
      where (r.city_id, r.cuboid, r.grain, r.level, r.day, r.a) = (b.city_id, b.cuboid, b.grain, b.level, b.day, b.a)
        and r.cells <> b.cells"

fault 'closed kept 900' "$(row_with '{"closed": 900}' 'cuboid = 13 and grain = 1')" "$back"
# As log verify says it.
ask "update rollup_state set tickets = tickets + 1 where state = 7; $(row_with '{"came": 901}' 'cuboid = 45')" >/dev/null
expect 1 'came kept' steward log verify
ask "update rollup_state set tickets = tickets - 1 where state = 7; $back" >/dev/null
fault 't05 kept 900, the days make' "$(row_with '{"t05": 900}' 'cuboid = 45 and grain = 2')" "$back"
fault 'ten days from' "$(row_with '{"came": 900}' 'cuboid = 24 and grain = 3')" "$back"
fault 'recomputed 0' "insert into rollup select city_id, 34, grain, level, day, 987654, cells from before where cuboid = 35 and grain = 1 limit 1" \
    'delete from rollup where a = 987654'
fault 'kept 0, the days make' 'delete from rollup where cuboid = 12 and grain = 3 and level = 4' \
    'insert into rollup table before on conflict do nothing'
fault 'the bytes are none of a row' "update rollup set cells = cells || '\\x80' where cuboid = 14 and grain = 2" "$back"
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
            where length(cells) > 1")"
expect 0 '0 differences' steward report verify

# The community baita goes to the other street, with all that was ever counted in it.
moved=$(ask "select coalesce(sum(value), 0) from rollup r join area a on a.city_id = r.city_id and a.area_id = r.a
             cross join rollup_cells(r.cells) as c
             where cuboid = 24 and grain = 2 and level = 3 and a.code = 'baita' and c.name = 'received'")
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
ask "$(row_with '{"came": 902}' 'cuboid = 45 and grain = 1 and day = current_date - 1')" >/dev/null
night t
await_counted
expect_equal 'the alarm' 1 "$(ask "select count(*) from event_message
    where message->>'kind' = 'figures.differ' and message->>'data' like '%came kept%'")"
