#!/usr/bin/env bash
# Hot spots: what was planted is found and nothing else, every row opens as many tickets as it says, and who reports
# again and again is told without who it is.
set -euo pipefail
if [[ -z ${STEWARD_HOME:-} ]]; then
    exec "$STEWARD_SOURCE/tests/harness/with-steward" --city mini-manual -- "$0"
fi
# shellcheck source=tests/integration/expect.sh
source "$STEWARD_SOURCE/tests/integration/expect.sh"

ask() { psql -qAtX -c "set search_path = steward" -c "$1"; }
field() { # EXPRESSION of `it`: of the JSON on stdin
    /usr/bin/python3 -c 'import json, sys; it = json.load(sys.stdin); print(eval(sys.argv[1]))' "$1"
}
hotspots() { # KIND EXPRESSION OPTION…
    steward report hotspots --json --kind "$1" "${@:3}" | field "$2"
}
plant() { # AREA CATEGORY AGO TICKETS [PHONE]: a line for psql
    echo "select pg_temp.plant('$1', '$2', $3, $4, '${5:-}');"
}
counted() { # until tally has taken everything in
    local end=$((EPOCHSECONDS + 30))
    until [[ $(ask "select max(e.pos) = (select pos from cursor where consumer = 'tally' and city_id = 1) from event e where city_id = 1") == t ]]; do
        ((EPOCHSECONDS < end)) || fail 'tally does not come to the end of the log'
        sleep 0.1
    done
}
keys="' '.join(r['key'] + '=' + str(r['tickets']) for r in it['rows'])"

# Without a history nothing can be unusual.
steward ticket submit --actor operator --channel app --category road.pit --area west.bridge.home --title 坑 >/dev/null
counted
expect_equal 'no history, nothing found' '0 []' "$(hotspots growth "str(it['weeks']) + ' ' + str(it['rows'])" --to "$(TZ=Asia/Shanghai date +%F)")"

# Ten steady weeks: three a week of garbage in the garden, one of noise; and last week twelve of noise at the terrace,
# where there was one a week.
{
    cat "$STEWARD_SOURCE/tests/integration/plant.sql"
    for week in {0..9}; do
        for day in 1 3 5; do
            plant east.lake.garden city.garbage $((7 * week + day)) 1
        done
        plant east.lake.garden city.noise $((7 * week + 2)) 1
        plant east.hill.terrace city.noise $((7 * week + 4)) 1
    done
} | psql -qAtX >/dev/null
counted
expect_equal 'steady: nothing found' '8 []' "$(hotspots growth "str(it['weeks']) + ' ' + str(it['rows'])")"
{
    cat "$STEWARD_SOURCE/tests/integration/plant.sql"
    plant east.hill.terrace city.noise 2 11
} | psql -qAtX >/dev/null
counted
expect_equal 'what was planted' 'east.hill/city.noise=12' "$(hotspots growth "$keys")"
expect_equal 'by estate' 'east.hill.terrace/city.noise=12' "$(hotspots growth "$keys" --level estate)"
expect_equal 'by street, beside one of noise elsewhere' 'east/city.noise=13' "$(hotspots growth "$keys" --level street)"
expect_equal 'the score, as its formula says' '7.55 1.0 0.0' \
    "$(hotspots growth "' '.join(str(it['rows'][0][n]) for n in ('score', 'mean', 'deviation'))")"
expect_equal 'a week ago: nothing' '' "$(hotspots growth "$keys" --to "$(TZ=Asia/Shanghai date -d '8 days ago' +%F)")"

# Estates, by the tickets of the last 30 days.
days() { TZ=Asia/Shanghai date -d "$1 days ago" +%F; }
from=$(days 28) to=$(days 1)
expect_equal 'estates' 'east.lake.garden=16 east.hill.terrace=15' "$(hotspots estates "$keys" --from "$from" --to "$to")"
expect_equal 'their shares' '0.5161 0.4839 1.0' \
    "$(hotspots estates "' '.join(str(x) for x in (it['rows'][0]['share'], it['rows'][1]['share'], it['rows'][1]['cumulative_share']))" --from "$from" --to "$to")"
expect_equal 'for each 100 households: 16 of 420, 15 of 150' "[('east.hill.terrace', 150, 10.0, 1), ('east.lake.garden', 420, 3.81, 2)]" \
    "$(hotspots estates "[(r['key'], r['households'], r['per_100'], r['rank']) for r in it['rows']]" --sort rate --from "$from" --to "$to")"
expect_equal 'the rest is as it was' '1 0.4839 1.0' \
    "$(hotspots estates "' '.join(str(x) for x in (it['total']['estates_of_half'], it['rows'][0]['share'], it['rows'][1]['cumulative_share']))" --sort rate --from "$from" --to "$to")"
expect_equal 'what whole months and single days give is what days give' \
    "$(ask "select sum(value) from rollup cross join rollup_cells(cells) where name = 'received' and city_id = 1 and cuboid = 45 and grain = 1 and day between '$(days 75)' and '$(days 0)'")" \
    "$(hotspots estates "it['total']['tickets']" --from "$(days 75)" --to "$(days 0)")"

# What comes again: all but the first of a place and category, where less than 30 days lie between.
expect_equal 'repeats' 'east.lake.garden/city.garbage=12 east.lake.garden/city.noise=4 east.hill.terrace/city.noise=15' \
    "$(hotspots repeats "' '.join(sorted((r['key'] + '=' + str(r['tickets']) for r in it['rows']), key=lambda k: (k.split('/')[0] != 'east.lake.garden', k)))" --from "$from" --to "$to")"

# Who reports again and again: one of the same number, another who is no such one.
{
    cat "$STEWARD_SOURCE/tests/integration/plant.sql"
    plant west.bridge.home fee 3 4 number-one
    plant west.bridge.home fee 5 2 number-one
    plant west.bridge.home fee 5 2 number-two
} | psql -qAtX >/dev/null
counted
expect_equal 'reporters' '6' "$(hotspots reporters "' '.join(str(r['tickets']) for r in it['rows'])")"
expect_equal 'and nothing of who it is' "['key', 'ticket', 'tickets']" "$(hotspots reporters "sorted(it['rows'][0])")"
expect_equal 'report cannot look them up' f "$(ask "select has_table_privilege('steward_report', 'contact', 'select')")"

expect_equal 'who has no households stands last, without a rank' "('west.bridge.home', None, None, None)" \
    "$(hotspots estates "[(r['key'], r['households'], r['per_100'], r['rank']) for r in it['rows']][-1]" --sort rate)"

# Steps and returns: real moves.
for _ in 1 2 3 4 5 6; do
    number=$(steward ticket submit --actor operator --channel app --category city.garbage --area west.bridge --title 退 | grep -o '[0-9]*' | head -n 1)
    steward ticket dispatch "$number" --actor dispatcher --organisation urban >/dev/null
    steward ticket return "$number" --actor urban.handler --reason 不归城管 --suggested housing >/dev/null
    steward ticket dispatch "$number" --actor dispatcher --organisation housing >/dev/null
done
counted
today=$(days 0)
expect_equal 'returns' 'urban=6' "$(hotspots returns "$keys" --to "$today")"
expect_equal 'of those dispatched to it' '6 1.0' "$(hotspots returns "str(it['rows'][0]['dispatched']) + ' ' + str(it['rows'][0]['returning'])" --to "$today")"
expect_equal 'steps' "['dispatched/urban=6', 'received/=6', 'returned/=6']" \
    "$(hotspots steps "sorted(r['key'] + '=' + str(r['tickets']) for r in it['rows'])" --to "$today")"

# Every row of every kind opens as many tickets as it says, also page by page.
/usr/bin/python3 - "$today" "$from" <<'END'
import json, subprocess, sys
today, first = sys.argv[1:]
def run(*words):
    return json.loads(subprocess.run(["steward", "report", *words, "--json"], check=True, capture_output=True).stdout)
rows = 0
for kind in ("growth", "estates", "reporters", "repeats", "steps", "returns"):
    for level in ("city", "street", "community", "estate") if kind == "growth" else (None,):
        period = ["--kind", kind, "--to", today] + ([] if kind == "growth" else ["--from", first])
        for row in run("hotspots", *period, *(["--level", level] if level else []))["rows"]:
            found, after = [], 0
            while True:
                page = run("hotspot", "tickets", *period, "--key=" + row["key"], "--limit", "5", "--after", str(after))
                assert page["total"] == row["tickets"], (kind, row, page["total"])
                found += [t["position"] for t in page["tickets"]]
                if len(page["tickets"]) < 5:
                    break
                after = found[-1]
            assert len(found) == len(set(found)) == row["tickets"], (kind, row, len(found))
            rows += 1
assert rows >= 15, rows
END

# For people, and as a file.
expect 0 '异常分' steward report hotspots --kind growth
expect 0 '12 in all' steward report hotspot tickets --kind growth --key east.hill/city.noise
steward report hotspots --kind estates --csv "$STEWARD_HOME/estates.csv" >/dev/null
grep -q '湖滨花园' "$STEWARD_HOME/estates.csv" || fail 'the estates are not in the file'

# Who may ask, and bad input.
expect 0 '累计占比' steward report hotspots --kind estates --actor auditor
expect 1 'actor: urban.handler does not see all' steward report hotspots --kind estates --actor urban.handler
expect 1 'actor: grid.east does not see all' steward report hotspot tickets --kind estates --key east.lake.garden --actor grid.east
expect 1 'kind: kind must be growth' steward report hotspots --kind luck
expect 1 'level: level must be city' steward report hotspots --kind growth --level moon
expect 1 'level: level is of growth only' steward report hotspots --kind estates --level street
expect 1 'sort: sort is of estates only' steward report hotspots --kind growth --sort rate
expect 1 "sort: sort must be tickets or rate and is 'luck'" steward report hotspots --kind estates --sort luck
expect 1 'from: from is not of growth' steward report hotspots --kind growth --from 2025-01-01
expect 1 'to: to must be a date' steward report hotspots --kind estates --to 2025-02-29
expect 1 'to: to must not be before from' steward report hotspots --kind estates --from 2025-02-02 --to 2025-02-01
expect 1 'from: from must be at most' steward report hotspots --kind estates --from 2005-02-02 --to 2025-02-01
for key in east.hill city.noise/east.hill /city.noise east.hill/ x/y; do
    expect 1 'key: key must be that of a row' steward report hotspot tickets --kind growth --key "$key"
done
expect 1 'key: key must be that of a row' steward report hotspot tickets --kind reporters --key 12x
expect 1 'key: key must be that of a row' steward report hotspot tickets --kind steps --key nowhere/urban
steward report verify
echo 'ok: hot spots'
