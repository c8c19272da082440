#!/usr/bin/env bash
# Another calendar under running clocks: what was spent counts, due times are derived anew once, and each is told of.
set -euo pipefail
if [[ -z ${STEWARD_HOME:-} ]]; then
    exec "$STEWARD_SOURCE/tests/harness/with-steward" --city mini-manual --workers "dispatch=2" -- "$0"
fi

ask() { psql -AtX -c "set search_path = steward" -c "$1" | tail -n +2; }

expect() { # WHAT EXPECTED FOUND
    [[ $2 == "$3" ]] || { printf '%s: expected %s, found %s\n' "$1" "$2" "$3" >&2; exit 1; }
}

await() { # WHAT SQL: until it says t
    local end=$((EPOCHSECONDS + 30))
    until [[ $(ask "$2") == t ]]; do
        ((EPOCHSECONDS < end)) || { echo "$1 does not come about" >&2; exit 1; }
        sleep 0.2
    done
}

table() { # YEAR [HOLIDAYS]
    printf 'year: %s\nsource: invented\nlicence: none\nholidays:\n' "$1"
    printf '  - {name: 元旦, from: %s-01-01, to: %s-01-01, days: 1}\n' "$1" "$1"
    printf '%s' "${2:-}"
}

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp -r "$STEWARD_SOURCE/deploy/cities/mini-manual" "$folder/city"
mkdir "$folder/city/cn"
this=$(date +%Y)
for year in "$this" $((this + 1)); do table "$year" >"$folder/city/cn/$year.yaml"; done
hours='[00:00-24:00]'
printf 'years: cn\nday_ends: midnight\nweek: {monday: %s, tuesday: %s, wednesday: %s, thursday: %s, friday: %s, saturday: %s, sunday: %s}\n' \
    "$hours" "$hours" "$hours" "$hours" "$hours" "$hours" "$hours" >"$folder/city/calendar.yaml"
sed -i 's/{code: fee, name: 收费争议, limit: 15d}/{code: fee, name: 收费争议, limit: 10wd}/' "$folder/city/categories.yaml"
steward city load "$folder/city" >/dev/null
await 'the new pack at intake' "select (select pack_version from city where code = 'mini-manual') = 2"
sleep 4 # every worker has it

count=40
for ((i = 0; i < count; i++)); do
    steward ticket submit --city mini-manual --actor operator --channel app --category fee --area west.bridge --title 收费 >/dev/null
done
numbers=$(ask "select string_agg(ticket_id::text, ' ' order by ticket_id) from complaint where pack_version = 2")
# shellcheck disable=SC2086
steward ticket dispatch --city mini-manual --actor dispatcher $numbers >/dev/null
await 'all are handed out' "select count(*) = $count from clock where kind = 1 and limit_kind = 3"
ask 'create table before as select ticket_id, due_at from clock where kind = 1 and limit_kind = 3' >/dev/null

# One of the ten working days to come becomes a holiday: everything is due a day later.
day=$(date -d "+3 days" +%F)
table "${day%%-*}" "  - {name: 市庆, from: $day, to: $day, days: 1}
" >"$folder/city/cn/${day%%-*}.yaml"
steward city load "$folder/city" >/dev/null
await 'the clocks are derived anew' "select count(*) = $count from clock c join before b using (ticket_id)
    where c.kind = 1 and c.limit_kind = 3 and c.due_at = b.due_at + interval '1 day' and c.pack_version = 3"
expect 'each is told of once' "$count $count" "$(ask "select count(*) || ' ' || count(distinct ticket_id) from event where kind = 103")"
expect 'an entry each in the ledgers' "$count" "$(ask 'select count(*) from clock_entry where change = 6 and pack_version = 3')"
expect 'their ladders moved along' 0 "$(ask 'select count(*) from clock where kind = 1 and limit_kind = 3 and steps[overdue_step] <> instant_message(due_at)')"
steward clock explain --city mini-manual "${numbers%% *}" | grep -q '市庆' || { echo 'the holiday is not explained' >&2; exit 1; }

steward log verify --city mini-manual >/dev/null
echo "calendar changed: $count clocks derived anew, once each"
