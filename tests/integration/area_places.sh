#!/usr/bin/env bash
# A complaint by coordinates or by the QR plate of a building finds its area; outside of every shape it is refused.
set -euo pipefail
if [[ -z ${STEWARD_HOME:-} ]]; then
    exec "$STEWARD_SOURCE/tests/harness/with-steward" --city mini-manual --workers 'intake=2' -- "$0"
fi
export STEWARD_CITY=mini

fail() { printf '%s\n' "$1" >&2; exit 1; }
ask() { psql -AtX -c "set search_path = steward, public" -c "$1" | tail -n +2; }

submit() { # OPTION…
    steward ticket submit --actor resident --channel app --category city.garbage --title 垃圾 "$@" 2>&1
}

expect_area() { # WHAT AREA OPTION…
    local told number what=$1 area=$2
    shift 2
    told=$(submit "$@") || fail "$what: refused: $told"
    number=$(sed -n 's/^ticket \([0-9]*\) is received.*/\1/p' <<<"$told")
    [[ $(steward ticket show --json "$number" | python3 -c 'import json, sys; print(json.load(sys.stdin)["ticket"]["area"])') == "$area" ]] ||
        fail "$what: expected the area $area: $(steward ticket show "$number")"
}

expect_refused() { # WHAT PATTERN OPTION…
    local told what=$1 pattern=$2 before
    shift 2
    before=$(ask 'select count(*) from complaint')
    ! told=$(submit "$@") || fail "$what: was taken: $told"
    [[ $told == *"$pattern"* ]] || fail "$what: expected '$pattern', was told: $told"
    [[ $(ask 'select count(*) from complaint') == "$before" ]] || fail "$what: something was stored"
}

box() { # CODE WEST SOUTH EAST NORTH
    printf '{"type": "Feature", "properties": {"code": "%s"}, "geometry": {"type": "Polygon", "coordinates": [[[%s, %s], [%s, %s], [%s, %s], [%s, %s], [%s, %s]]]}}' \
        "$1" "$2" "$3" "$4" "$3" "$4" "$5" "$2" "$5" "$2" "$3"
}

shapes() { # FEATURE…
    local IFS=,
    printf '{"type": "FeatureCollection", "features": [\n%s\n]}\n' "$*"
}

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
city=$folder/city
cp -r "$STEWARD_SOURCE/deploy/cities/mini" "$city"
sed -i 's/{code: east.lake.garden,/& qr: SQ-0007,/' "$city/areas.yaml"

# Faults of shapes and plates, told by check and load alike; nothing is loaded.
sed 's/{code: east.lake.court,/& qr: SQ-0007,/' "$city/areas.yaml" >"$folder/areas.yaml"
mkdir "$folder/bad"
cp "$city"/* "$folder/bad"
cp "$folder/areas.yaml" "$folder/bad"
shapes "$(box east.lake.g1 119.00 32.00 119.02 32.01)" "$(box west.bridge.g1 119.01 32.00 119.03 32.01)" >"$folder/bad/grids.geojson"
! told=$(steward city check "$folder/bad" 2>&1) || fail 'a faulty pack is good'
[[ $told == *'areas[5].qr: "SQ-0007" is on the plate of area "east.lake.garden" already'* ]] || fail "plate: $told"
cp "$city/areas.yaml" "$folder/bad"
! told=$(steward city load "$folder/bad" 2>&1) || fail 'a pack whose shapes overlap was loaded'
[[ $told == *'"west.bridge.g1" overlaps "east.lake.g1" of line 2 by '* ]] || fail "overlap: $told"
[[ $(ask "select count(*) from city where code = 'mini'") == 0 ]] || fail 'something of it was loaded'

shapes "$(box east.lake 119.00 32.00 119.02 32.02)" "$(box east.lake.g1 119.00 32.00 119.01 32.01)" \
    "$(box west.bridge.g1 119.03 32.00 119.04 32.01)" >"$city/grids.geojson"
steward city load "$city" >/dev/null
[[ $(ask "select string_agg(a.code || ' ' || s.depth, ', ' order by a.code) from area_shape s join area a using (city_id, area_id)") == \
    'east.lake 2, east.lake.g1 3, west.bridge.g1 3' ]] || fail 'other shapes were stored'
sleep 3.5 # that is how often packs are looked for

expect_area 'a place in a grid' east.lake.g1 --latitude 32.005 --longitude 119.005
expect_area 'a place in a community, in none of its grids' east.lake --latitude 32.015 --longitude 119.005
expect_area 'on the border' east.lake.g1 --latitude 32.01 --longitude 119.01
expect_area 'a plate' east.lake.garden --qr SQ-0007
expect_area 'a plate goes before the place' east.lake.garden --qr SQ-0007 --latitude 32.005 --longitude 119.035
expect_area 'the area goes before both' west.bridge --area west.bridge --qr SQ-0007 --latitude 32.005 --longitude 119.005
expect_refused 'outside of all' 'no area of city mini covers latitude 31.000000, longitude 119.000000' --latitude 31 --longitude 119
expect_refused 'nothing said' 'area is missing, expected it, or qr, or latitude and longitude'
expect_refused 'an unknown plate' "city mini has no area with the QR plate 'SQ-0008'" --qr SQ-0008
expect_refused 'half a place' 'latitude and longitude go together' --latitude 32.005
STEWARD_CITY=mini-manual expect_refused 'the shapes are of another city' 'no area of city mini-manual covers' --latitude 32.005 --longitude 119.005

# Many at once: what is covered is taken, what is not is refused, whatever batch they are in.
for i in {1..12}; do
    submit --key "in-$i" --latitude 32.005 --longitude 119.035 >"$folder/in-$i" &
    submit --key "out-$i" --latitude 10 --longitude 10 >"$folder/out-$i" &
    submit --key "by-$i" --area west >"$folder/by-$i" &
done
wait
[[ $(grep -l 'is received' "$folder"/in-* | wc -l) == 12 ]] || fail "covered: $(cat "$folder"/in-*)"
[[ $(grep -l 'no area of city mini covers' "$folder"/out-* | wc -l) == 12 ]] || fail "not covered: $(cat "$folder"/out-*)"
[[ $(grep -l 'is received' "$folder"/by-* | wc -l) == 12 ]] || fail "by area: $(cat "$folder"/by-*)"
[[ $(ask "select count(*) from complaint join area using (city_id, area_id) where key like 'in-%' and area.code = 'west.bridge.g1'") == 12 ]] ||
    fail 'another area was stored'

# The same key gets the same answer, also when the shape has gone; a plate that moves means another area from then on.
shapes "$(box east.lake.g1 119.00 32.00 119.01 32.01)" >"$city/grids.geojson"
sed -i 's/ qr: SQ-0007,//; s/{code: west.bridge.home,/& qr: SQ-0007,/' "$city/areas.yaml"
steward city load "$city" >/dev/null
sleep 3.5
[[ $(submit --key in-1 --latitude 32.005 --longitude 119.035) == "$(<"$folder/in-1")" ]] || fail 'another answer for the same key'
expect_refused 'the shape has gone' 'no area of city mini covers' --latitude 32.005 --longitude 119.035
expect_area 'the plate has moved' west.bridge.home --qr SQ-0007
steward log verify >/dev/null
echo 'ok: places and plates find their areas'
