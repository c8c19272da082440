#!/usr/bin/env bash
# Loading a city pack: a version for each change, none for the same again, nothing of a pack that is refused.
set -euo pipefail
if [[ -z ${STEWARD_HOME:-} ]]; then
    exec "$STEWARD_SOURCE/tests/harness/with-steward" --services none -- "$0"
fi

ask() { psql -AtX -c "set search_path = steward" -c "$1" | tail -n +2; }

expect() { # WHAT EXPECTED FOUND
    [[ $2 == "$3" ]] || { printf '%s: expected %s, found %s\n' "$1" "$2" "$3" >&2; exit 1; }
}

expect_refused() { # WHAT PATTERN
    local told
    if told=$(steward city load "$folder/mini" 2>&1); then
        echo "$1: was loaded" >&2
        exit 1
    fi
    [[ $told == *"$2"* ]] || { printf '%s: expected "%s", was told: %s\n' "$1" "$2" "$told" >&2; exit 1; }
    expect "$1: versions" "$versions" "$(ask 'select count(distinct version) from pack_file')"
}

folder=$(mktemp -d) versions=2
trap 'rm -rf "$folder"' EXIT
cp -r "$STEWARD_SOURCE/deploy/cities/mini" "$folder/mini"

steward city load "$folder/mini"
[[ $(steward city load "$folder/mini") == *'nothing changed'* ]]
counts=$(steward city check --json "$folder/mini" |
    python3 -c 'import json, sys; it = json.load(sys.stdin); print(1, it["areas"], it["categories"], it["people"], sep="|")')
expect 'first version' "$counts" "$(ask "select pack_version, (select count(*) from area), (select count(*) from category),
    (select count(*) from person) from city where code = 'mini'")"
before=$(ask 'select code, area_id from area order by code')

# One area renamed, one more, one person gone: numbers stay, the person loses their roles.
sed -i 's/湖滨花园/湖滨新园/; $a\  - {code: north, name: 北街道, kind: street, parent: mini}' "$folder/mini/areas.yaml"
sed -i '/code: grid.west/d' "$folder/mini/people.yaml"
steward city load "$folder/mini"
expect 'numbers' "$before" "$(ask "select code, area_id from area where code <> 'north' order by code")"
expect 'renamed' 湖滨新园 "$(ask "select name from area where code = 'east.lake.garden'")"
expect 'gone' 0 "$(ask "select roles from person where code = 'grid.west'")"
expect 'log' '1|{"version": 1} 2|{"version": 2}' "$(ask 'select pos, data from event order by pos' | paste -sd ' ')"

good=$(<"$folder/mini/city.yaml")
sed -i 's|timezone:.*|timezone: Europe/Paris|' "$folder/mini/city.yaml"
expect_refused 'another time zone' 'city.yaml: timezone: "Europe/Paris" is another one than before'
printf '%s\n' "$good" >"$folder/mini/city.yaml"
echo '  - {category: test.quick, area: west, organisation: housing}' >>"$folder/mini/routing.yaml"
expect_refused 'a rule that never matches' 'can never match: all that it covers goes to rule'
sed -i '$d' "$folder/mini/routing.yaml"
cp "$folder/mini/city.yaml" "$folder/mini/standard.yaml"
expect_refused 'a file of no pack' 'standard.yaml: is no file of a pack'
rm "$folder/mini/standard.yaml"
[[ $(steward city show mini) == *'mini 小城, version 2'* ]]

# A calendar takes the tables of its years along; a byte of any file makes a version, and so does a file that goes.
printf 'years: cn\nday_ends: close\nweek: {monday: [08:00-12:00]}\nswapped: [08:00-12:00]\n' >"$folder/mini/calendar.yaml"
expect_refused 'a calendar without tables' 'calendar.yaml: years: there is no folder cn of year tables'
cp -r "$STEWARD_SOURCE/deploy/calendars/china" "$folder/mini/cn"
steward city load "$folder/mini"
[[ $(steward city load "$folder/mini") == *'version 3 is loaded already'* ]]
expect 'files' 'calendar.yaml cn/2024.yaml cn/2025.yaml cn/2026.yaml' "$(ask "select name from pack_file where version = 3
    and name ~ 'calendar|/' order by name" | paste -sd ' ')"
sed -i 's/^  default: .*/  default: 2wd/' "$folder/mini/city.yaml"
echo '# checked' >>"$folder/mini/cn/2025.yaml"
[[ $(steward city load "$folder/mini") == *'version 4 loaded'* ]]
[[ $(steward city show mini) == *'handling '*' 2wd '* ]]
# What it says of its clocks, as a program reads it.
shown=$(steward city show mini --json | python3 -c 'import json, sys
pack = json.load(sys.stdin)
clocks = {clock["clock"]: clock for clock in pack["clocks"]}
print(clocks["handling"]["limit"], clocks["sign"]["limit"], [step["at"] for step in clocks["sign"]["ladder"]],
      clocks["sign"]["ladder"][0]["to"], "dispatch" in clocks, pack["settings"]["urge_every_ms"], pack["settings"]["reopen_within_ms"])')
expect 'clocks and settings' "2wd 2h ['50%', 'due', 'due+30m'] ['handler'] False 1800000 604800000" "$shown"
versions=4
rm "$folder/mini/cn/2025.yaml"
expect_refused 'a gap' 'cn/2026.yaml: year: follows 2024'
rm "$folder/mini/calendar.yaml"
expect_refused 'working days without a calendar' 'limits.default: "2wd" counts by a calendar'
printf '%s\n' "$good" >"$folder/mini/city.yaml"
[[ $(steward city load "$folder/mini") == *'version 5 loaded'* ]]
expect 'files' 8 "$(ask 'select count(*) from pack_file where version = 5')"
echo 'city packs are loaded whole or not at all'
