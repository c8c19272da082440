#!/usr/bin/env bash
# steward area import: shapes from a Shapefile in metres and from GeoJSON come into a pack, in degrees, or not at all.
set -euo pipefail

fail() { printf '%s\n' "$1" >&2; exit 1; }

expect_refused() { # PATTERN ARGUMENT…
    local told pattern=$1
    shift
    ! told=$(steward area import --pack mini "$@" 2>&1) || fail "$*: was taken: $told"
    [[ $told == *"$pattern"* ]] || fail "$*: expected '$pattern', was told: $told"
    diff -r before mini >&2 || fail "$*: something was changed"
}

shapefile() { python3 "$STEWARD_SOURCE/tests/integration/make_shapefile.py" "$@"; }

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cp -r "$STEWARD_SOURCE/deploy/cities/mini" mini
cp -r mini before

expect_refused 'gone.shp: cannot be opened: No such file or directory' gone.shp
echo nonsense >odd.shp
expect_refused 'odd.shp: is no file of shapes' odd.shp
shapefile grids GRID_CODE east.lake.g1,117.10,32.00,117.11,32.01 west.bridge.g1,117.105,32.00,117.12,32.01
expect_refused 'grids.shp: has no field code with the codes of areas, but GRID_CODE' grids.shp
expect_refused 'grids.shp: features[2].geometry: "west.bridge.g1" overlaps "east.lake.g1"' grids.shp --field GRID_CODE
shapefile grids GRID_CODE east.lake.g1,117.10,32.00,117.11,32.01 north.g1,117.2,32.0,117.3,32.1
expect_refused 'grids.shp: features[2].properties.code: "north.g1" is unknown' grids.shp --field GRID_CODE

shapefile grids GRID_CODE east.lake.g1,117.10,32.00,117.11,32.01 west.bridge.g1,117.20,32.00,117.21,32.01
told=$(steward area import grids.shp --field GRID_CODE --pack mini)
[[ $told == 'mini: 2 shapes taken from grids.shp, 0 kept' ]] || fail "$told"
python3 - <<'END' || fail "the shape is not where it was: $(cat mini/grids.geojson)"
import json
with open("mini/grids.geojson") as file:
    shape = json.load(file)["features"][0]
ring = shape["geometry"]["coordinates"][0]
assert shape["properties"] == {"code": "east.lake.g1"} and len(ring) == 5, shape
for found, wanted in zip((min(x for x, _ in ring), min(y for _, y in ring), max(x for x, _ in ring), max(y for _, y in ring)),
                         (117.10, 32.00, 117.11, 32.01)):
    assert abs(found - wanted) < 2e-7, (found, wanted)
END
steward city check mini >/dev/null

# A second file adds its areas and replaces those that it has, too.
printf '{"type": "FeatureCollection", "features": [
{"type": "Feature", "properties": {"code": "east.lake.g1", "name": "湖滨"}, "geometry": {"type": "Polygon", "coordinates": [[[117.1, 32, 5], [117.12, 32, 5], [117.12, 32.02, 5], [117.1, 32, 5]]]}},
{"type": "Feature", "properties": {"code": "east.hill"}, "geometry": {"type": "MultiPolygon", "coordinates": [[[[117.3, 32], [117.32, 32], [117.32, 32.02], [117.3, 32]]]]}}]}' >more.geojson
[[ $(steward area import more.geojson --pack mini) == 'mini: 2 shapes taken from more.geojson, 1 kept' ]] || fail 'not kept'
[[ $(python3 -c 'import json; print([f["properties"]["code"] for f in json.load(open("mini/grids.geojson"))["features"]])') == \
    "['east.lake.g1', 'east.hill', 'west.bridge.g1']" ]] || fail "$(cat mini/grids.geojson)"
[[ $(steward area import more.geojson --replace --pack mini --json | python3 -c 'import json, sys; it = json.load(sys.stdin); print(it["taken"], it["kept"])') == '2 0' ]] ||
    fail 'not replaced'
steward city check mini >/dev/null
echo 'ok: shapes come in from files of maps'
