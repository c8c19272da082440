#!/usr/bin/env bash
# What the public is shown of a month: equal to the rollup where it is shown, nothing of what is small, nothing personal,
# and always in the same shape.
set -euo pipefail
if [[ -z ${STEWARD_HOME:-} ]]; then
    exec "$STEWARD_SOURCE/tests/harness/with-steward" --city mini-manual -- "$0"
fi
# shellcheck source=tests/integration/expect.sh
source "$STEWARD_SOURCE/tests/integration/expect.sh"

ask() { psql -qAtX -c "set search_path = steward" -c "$1"; }
public() { # EXPRESSION of `it`
    steward report public --json | /usr/bin/python3 -c 'import json, sys; it = json.load(sys.stdin); print(eval(sys.argv[1]))' "$1"
}
month=$(TZ=Asia/Shanghai date -d "$(TZ=Asia/Shanghai date +%Y-%m-15) -1 month" +%Y-%m)
expect_equal 'a month without anything' '0 []' "$(public "str(it['total']['received']) + ' ' + str(it['cells'])")"

# Last month: 12 noises and 3 fees in the east, 9 noises and 6 fees in the west, 1 hole in the city at large.
ago() { echo $((($(date +%s) - $(TZ=Asia/Shanghai date -d "$month-$1 12:00" +%s)) / 86400)); }
{
    cat "$STEWARD_SOURCE/tests/integration/plant.sql"
    while read -r area category day tickets; do
        echo "select pg_temp.plant('$area', '$category', $(ago "$day"), $tickets, 'phone');"
    done <<'END'
east.lake.garden city.noise 05 7
east.hill.terrace city.garbage 17 5
east.lake.garden fee 09 3
west.bridge.home city.noise 20 9
west.bridge fee 22 6
mini road.pit 11 1
END
} | psql -qAtX >/dev/null
counted() { [[ $(ask "select max(e.pos) = (select min(pos) from cursor where consumer in ('tally', 'lines') and city_id = 1) from event e where city_id = 1") == t ]]; }
end=$((EPOCHSECONDS + 30))
until counted; do
    ((EPOCHSECONDS < end)) || fail 'tally does not come to the end of the log'
    sleep 0.1
done

expect_equal 'the month' "$month 小城（人工派单）" "$(public "it['month'] + ' ' + it['name']")"
expect_equal 'cells' '{(None, "road"): ("<5", None, "<5"), ("east", "city"): (12, 0, 12), ("east", "fee"): ("<5", None, "<5"), ("west", "city"): (9, 0, 9), ("west", "fee"): (6, 0, 6)}' \
    "$(public "str({(c.get('area'), c['category']): (c['received'], c['resolved'], c['open']) for c in it['cells']}).replace(chr(39), chr(34))")"
expect_equal 'the total is told: 3 and 1, 2 and 2, 1 and 3 would all be 4' '31' "$(public "it['total']['received']")"
expect_equal 'streets' "{None: '≥1', 'east': '≥13', 'west': 15}" "$(public "{a.get('code'): a['received'] for a in it['areas']}")"
expect_equal 'categories' "{'road': '≥1', 'city': 21, 'fee': '≥7'}" "$(public "{c['code']: c['received'] for c in it['categories']}")"
expect_equal 'too few to say how long, how well' '[None, None, None]' "$(public "[it['total'][n] for n in ('mean_s', 'median_s', 'satisfaction')]")"
expect_equal 'squares of the map with 5 or more: all places of a plant are in one' [31] \
    "$(public "[s['tickets'] for s in it['heat']]")"
shape="[sorted(it), sorted(it['total']), sorted(it['areas'][0]), sorted(it['categories'][0]), sorted(it['cells'][0])]"
expect_equal 'the shape' "[['areas', 'categories', 'cells', 'city', 'heat', 'month', 'name', 'position', 'total'], ['mean_s', 'median_s', 'open', 'received', 'resolved', 'satisfaction'], ['code', 'mean_s', 'median_s', 'name', 'open', 'received', 'resolved', 'satisfaction'], ['code', 'mean_s', 'median_s', 'name', 'open', 'received', 'resolved', 'satisfaction'], ['area', 'category', 'open', 'received', 'resolved']]" "$(public "$shape")"
for personal in planted phone operator urban.handler 32.7 119 5121; do
    [[ $(public "{name: it[name] for name in it if name != 'heat'}") != *"$personal"* ]] || fail "the public is told '$personal'"
done

# Closed ones: with times and answers, all of the west's fees.
psql -qX -f "$STEWARD_SOURCE/tests/harness/rollup_with.sql"
ask "update rollup r
     set cells = rollup_with(cells, of, '{\"closed\": 6, \"solving_s\": 43200, \"reached\": 6, \"satisfied\": 5, \"t08\": 6, \"went\": 6}')
     from (select city_id, cuboid, grain, level, day, a, array_agg(b) as of
           from rollup cross join rollup_cells(cells)
           where city_id = 1 and grain = 2 and day = '$month-01' and level in (0, 1, 2) and name = 'received'
             and ((cuboid = 23 and value = 6) or (cuboid = 45 and value > 20))
           group by 1, 2, 3, 4, 5, 6) as those
     where (r.city_id, r.cuboid, r.grain, r.level, r.day, r.a)
         = (those.city_id, those.cuboid, those.grain, those.level, those.day, those.a)"
expect_equal 'mean, median, answers' '7200 960 83' "$(public "' '.join(str(it['total'][n]) for n in ('mean_s', 'median_s', 'satisfaction'))")"

# For people, and bad input.
expect 0 '≥13' steward report public
expect 0 '登记' steward report public --csv -
expect 1 'month: month must be one that has ended' steward report public --month "$(TZ=Asia/Shanghai date +%Y-%m)"
expect 1 'month: month must be a month' steward report public --month 2025-13
expect_equal 'a month long ago' '0' "$(steward report public --month 2001-01 --json | /usr/bin/python3 -c 'import json, sys; print(json.load(sys.stdin)["total"]["received"])')"
echo 'ok: public'
