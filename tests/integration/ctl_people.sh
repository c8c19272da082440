#!/usr/bin/env bash
# steward area, organisation, person: what is loaded, on a day, and who is on duty.
set -euo pipefail
if [[ -z ${STEWARD_HOME:-} ]]; then
    exec "$STEWARD_SOURCE/tests/harness/with-steward" --city mini-manual --workers 'dispatch=2' -- "$0"
fi
export STEWARD_CITY=mini

fail() { printf '%s\n' "$1" >&2; exit 1; }

expect() { # STATUS PATTERN COMMAND…
    local wanted=$1 pattern=$2 told status=0
    shift 2
    told=$("$@" 2>&1) || status=$?
    [[ $status == "$wanted" ]] || fail "$*: expected exit $wanted, was $status: $told"
    [[ $told == *"$pattern"* ]] || fail "$*: expected \"$pattern\", was told: $told"
}

# What a field of the JSON is: expect_json EXPRESSION VALUE COMMAND…
expect_json() {
    local expression=$1 value=$2 found
    shift 2
    found=$("$@" --json | python3 -c 'import json, sys; it = json.load(sys.stdin); print(eval(sys.argv[1]))' "$expression")
    [[ $found == "$value" ]] || fail "$*: $expression: expected $value, found $found"
}

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
city=$folder/city
cp -r "$STEWARD_SOURCE/deploy/cities/mini" "$city"
sed -i 's/{code: east.lake.garden,/& qr: SQ-0007,/' "$city/areas.yaml"
cat >>"$city/people.yaml" <<'END'
  - code: chen
    name: 陈静
    appointments:
      - {role: handler, organisation: urban, until: 2026-06-30}
      - {role: grid_worker, organisation: east.company, area: east.lake, from: 2026-07-01}
    deputies:
      - {person: auditor, from: 2026-10-01, until: 2026-10-07}
END
echo 'responsibilities: [{category: "*", area: east, organisation: urban, from: 2026-07-01}]' >"$city/responsibilities.yaml"
printf '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"code": "east.lake.g1"}, "geometry":
{"type": "Polygon", "coordinates": [[[119.0, 32.0], [119.1, 32.0], [119.1, 32.1], [119.0, 32.1], [119.0, 32.0]]]}}]}' >"$city/grids.geojson"
steward city load "$city" >/dev/null
sleep 3.5 # that is how often packs are looked for

# Areas.
expect 0 '湖滨第一网格' steward area list --kind grid
expect_json 'len(it["areas"])' 4 steward area list --under west
expect_json 'it["path"]' "['mini', 'east', 'east.lake', 'east.lake.garden']" steward area show east.lake.garden
expect_json 'it["level"], it["qr"], it["kind"], it["households"]' "(4, 'SQ-0007', 'estate', 420)" steward area find --qr SQ-0007
expect_json 'it["code"], "grid.east" in it["people"], "grid.west" in it["people"]' "('east.lake.g1', True, False)" steward area find --latitude 32.05 --longitude 119.05
expect 1 'no area of city mini covers latitude 1.000000, longitude 2.000000' steward area find --latitude 1 --longitude 2
expect 1 "no area with the QR plate 'x'" steward area find --qr x
expect 1 "city mini has no area 'x'" steward area show x
expect 2 "latitude: '91' is none, expected degrees from -90 to 90" steward area find --latitude 91 --longitude 2
expect 2 'expected either --latitude and --longitude, or --qr' steward area find --latitude 1
expect 2 "kind: there is no 'grids', expected one of city, street" steward area list --kind grids
expect 2 'CODE: is missing' steward area show

# People and organisations, on a day.
expect_json 'it["roles"], it["organisations"]' "(['handler'], ['urban'])" steward person show chen --date 2026-06-30
expect_json 'it["roles"], it["areas"]' "(['grid_worker'], ['east.lake'])" steward person show chen --date 2026-07-01
expect_json 'it["roles"]' "['grid_worker', 'auditor']" steward person show auditor --date 2026-10-07
expect_json 'it["roles"], it["stands_in"][0]["for"]' "(['auditor'], 'chen')" steward person show auditor --date 2026-10-08
expect 0 'until 2026-06-30' steward person show chen
expect_json '[p["code"] for p in it["people"]]' "['grid.east', 'auditor', 'chen']" \
    steward person list --role grid_worker --area east.lake.g1 --date 2026-10-01
expect_json '[p["code"] for p in it["people"]]' "['urban.handler', 'urban.handler2', 'chen']" \
    steward person list --organisation urban --date 2026-01-01
expect_json 'it["people"], it["responsibilities"]' \
    "(['urban.handler', 'urban.handler2'], [{'category': '*', 'area': 'east'}])" steward organisation show urban --date 2026-07-01
expect_json 'it["responsibilities"]' '[]' steward organisation show urban --date 2026-06-30
expect_json 'len(it["organisations"])' 2 steward organisation list --kind company
expect 1 "city mini has no organisation 'x'" steward person list --organisation x
expect 1 "city mini has no person 'x'" steward person show x
expect 2 "role: there is no 'x', expected one of resident" steward person list --role x
expect 2 "date: '2026-02-30' is none, expected a date such as 2026-10-01, which exists" steward person list --date 2026-02-30

# On duty.
expect_json '[p["code"] for p in it["people"]]' '[]' steward person list --on-duty
expect 0 'grid.east is on duty' steward person duty --actor grid.east --on --latitude 32.05 --longitude 119.05 --key a
expect 0 'chen is on duty' steward person duty --actor chen --on
expect_json '[(p["code"], p.get("latitude")) for p in it["people"]]' "[('grid.east', 32.05), ('chen', None)]" steward person list --on-duty
expect 0 'grid.east is off duty' steward person duty --actor grid.east --on=no
expect 0 'grid.east is on duty' steward person duty --actor grid.east --on --latitude 32.05 --longitude 119.05 --key a # once only
expect_json '[p["code"] for p in it["people"]]' "['chen']" steward person list --on-duty
expect_json 'it["on_duty"]' False steward person show grid.east
expect 1 'this idempotency key was used with another command' steward person duty --actor grid.east --on=no --key a
expect 1 'this idempotency key was used with another command' steward ticket accept 1 --actor operator --key a
expect 1 "'operator' is not on duty at any time: expected the role grid_worker" steward person duty --actor operator --on
expect 1 "city mini has no person 'x'" steward person duty --actor x --on
expect 1 'latitude and longitude go together' steward person duty --actor chen --on --latitude 1
expect 2 'person.duty needs the field on' steward person duty --actor chen
for _ in {1..6}; do
    steward person duty --actor grid.west --on >/dev/null &
    steward person duty --actor chen --on=no >/dev/null &
done
wait
expect_json '[p["code"] for p in it["people"]]' "['grid.west']" steward person list --on-duty
steward log verify >/dev/null
echo 'ok: areas, organisations, people and duty'
