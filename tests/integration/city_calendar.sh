#!/usr/bin/env bash
# Calendars beside a pack's folder: checked, put into what is loaded as a new version, shown, and called for in time.
set -euo pipefail
if [[ -z ${STEWARD_HOME:-} ]]; then
    exec "$STEWARD_SOURCE/tests/harness/with-steward" --services none --city mini -- "$0"
fi

ask() { psql -AtX -c "set search_path = steward" -c "$1" | tail -n +2; }

expect() { # WHAT EXPECTED FOUND
    [[ $2 == "$3" ]] || { printf '%s: expected %s, found %s\n' "$1" "$2" "$3" >&2; exit 1; }
}

expect_refused() { # PATTERN COMMAND…
    local pattern=$1 told
    shift
    if told=$("$@" 2>&1); then
        echo "$*: was done" >&2
        exit 1
    fi
    [[ $told == *"$pattern"* ]] || { printf '%s: expected "%s", was told: %s\n' "$*" "$pattern" "$told" >&2; exit 1; }
}

field() { # EXPRESSION of `it`: of the JSON on stdin
    python3 -c 'import json, sys; it = json.load(sys.stdin); print(eval(sys.argv[1]))' "$1"
}

table() { # YEAR: its table, with the first five days of May off
    mkdir -p "$folder/cn"
    cat >"$folder/cn/$1.yaml" <<END
year: $1
source: invented
licence: none
holidays:
  - {name: 劳动节, from: $1-05-01, to: $1-05-05, days: 5}
END
}

files() { # VERSION: its calendars and tables
    ask "select name from pack_file where version = $1 and name ~ 'calendar|/' order by name" | paste -sd ' '
}

alarm() { # what doctor finds of the calendars
    { steward doctor --json || true; } |
        field "' '.join(str(row['holds']) + ' ' + row['found'] for row in it if row['check'] == 'calendars')"
}

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
year=$(date +%Y)
expect 'no calendar' 'True no city has one: continuous time only' "$(alarm)"
expect_refused 'has no calendar and counts continuous time only' steward calendar show mini

# A calendar brings its tables along; what is wrong with it is told, and nothing of it is loaded.
printf 'years: cn\nday_ends: close\nweek: {monday: [08:00-12:00, 14:00-18:00]}\n' >"$folder/calendar.yaml"
table "$year"
steward calendar check "$folder/calendar.yaml"
steward calendar check "$folder/cn/$year.yaml"
expect_refused 'sunday.yaml: is no calendar by its name' steward calendar load "$folder/sunday.yaml"
expect_refused 'calendar.yaml: cannot be read' steward calendar load "$folder/cn/calendar.yaml"
expect 'version' 1 "$(ask 'select max(version) from pack_file')"
[[ $(steward calendar load "$folder/calendar.yaml") == *'mini 小城: version 2 loaded'* ]]
[[ $(steward calendar load "$folder/calendar.yaml") == *'version 2 is loaded already'* ]]
expect 'files' "calendar.yaml cn/$year.yaml" "$(files 2)"
expect 'all others are as they were' "$(ask 'select count(*) from pack_file where version = 1')" "$(ask 'select count(*) from pack_file a join pack_file b using (name, content)
    where a.version = 1 and b.version = 2')"
expect 'a holiday' 'holiday 劳动节 False' "$(steward calendar show mini --json --date "$year-05-01" |
    field "it['kind'] + ' ' + it['name'] + ' ' + str(it['working'])")"
expect 'days off' "$year 5" "$(steward calendar show mini --json --year "$year" |
    field "str(it['years'][0]['year']) + ' ' + str(len(it['days']))")"

# Tables of years one by one: the next is taken, a gap is refused.
expect_refused "$((year + 1)) is not loaded for mini" steward calendar show mini --year $((year + 1))
table $((year + 2))
expect_refused "cn/$((year + 2)).yaml: year: follows $year" steward calendar load "$folder/cn/$((year + 2)).yaml"
rm "$folder/cn/$((year + 2)).yaml"
table $((year + 1))
steward calendar load "$folder/cn/$((year + 1)).yaml"
expect 'files' "calendar.yaml cn/$year.yaml cn/$((year + 1)).yaml" "$(files 3)"
expect 'all is well' "True 1 with a calendar, mini ends first, with $((year + 1))" "$(alarm)"
expect 'years' "[$year, $((year + 1))]" "$(steward calendar show mini --json |
    field "[of['year'] for of in it['years']]")"

# Another collection takes the place of the first, whose tables go; one that has ended is an alarm.
mv "$folder/cn" "$folder/old"
rm "$folder"/old/*
sed -i 's/cn/old/' "$folder/calendar.yaml"
table $((year - 1))
mv "$folder/cn/$((year - 1)).yaml" "$folder/old/"
steward calendar load "$folder/calendar.yaml"
expect 'files' "calendar.yaml old/$((year - 1)).yaml" "$(files 4)"
expect 'the alarm' "False 1 with a calendar, mini ends first, with $((year - 1))" "$(alarm)"
{ steward status || true; } | grep -q "The calendar of mini ends with $((year - 1))"

# Organisations with a calendar of their own.
sed 's/08:00-12:00, 14:00-18:00/20:00-04:00/' "$folder/calendar.yaml" >"$folder/calendar-nights.yaml"
cp -r "$STEWARD_SOURCE/deploy/cities/mini" "$folder/pack"
cp -r "$folder"/{calendar.yaml,calendar-nights.yaml,old} "$folder/pack"
sed -i 's/\(code: east.company.*\)}/\1, calendar: nights}/' "$folder/pack/organisations.yaml"
steward city load "$folder/pack"
monday=$(date -d "$((year - 1))-06-01 +$(((8 - $(date -d "$((year - 1))-06-01" +%u)) % 7)) days" +%F)
ends() { # ORGANISATION: the hour of UTC at which that day's working time ends
    steward calendar show mini --json --date "$monday" --organisation "$1" | field "it['ends'] % 86400000 // 3600000"
}
expect 'the city ends at 18:00' 10 "$(ends housing)"
expect 'the nights end at 4:00' 20 "$(ends east.company)"
expect_refused "there is no 'nobody'" steward calendar show mini --organisation nobody

# A version that another one loads meanwhile is not written over: it is still on its way when the files are read.
psql -qAtX -c "set search_path = steward" -c "begin" -c "update city set pack_version = pack_version + 1" \
    -c "select pg_sleep(2)" -c "commit" &
until [[ $(ask "select count(*) from pg_stat_activity where query like 'select pg_sleep%' and state = 'active'") == 1 ]]; do
    sleep 0.05
done
table "$year"
cp "$folder/cn/$year.yaml" "$folder/old/"
expect_refused 'version 6 was loaded meanwhile, this goes by version 5' steward calendar load "$folder/old/$year.yaml"
wait
echo 'calendars are checked, loaded, shown and called for'
