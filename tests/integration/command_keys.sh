#!/usr/bin/env bash
# Keys of commands are forgotten while tickets are made and moved: a copy that comes later is refused or answered as
# before, and nothing is done twice.
set -euo pipefail
if [[ -z ${STEWARD_HOME:-} ]]; then
    exec "$STEWARD_SOURCE/tests/harness/with-steward" --workers 'dispatch=2' -- "$0"
fi
# shellcheck source=tests/integration/expect.sh
source "$(dirname "$0")/expect.sh"

ask() { psql -qAtX -c "set search_path = steward" -c "$1"; }
forget() { # MILLISECONDS : passes go one after another until one is done
    local how=more
    while [[ $how == more || $how == busy ]]; do
        how=$(ask "select command_forget(64, '0', array_agg(city_id), array_agg(1), array_agg($1::bigint)) from city")
    done
    [[ $how == "done" ]] || fail "a pass ended with '$how'"
}
events() { ask "select string_agg(ticket_id || ' ' || version || ' ' || kind, ',' order by ticket_id, version) from event where ticket_id = any ('{$1}') and kind < 100"; }

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/pack"
cp "$STEWARD_SOURCE"/deploy/cities/mini-manual/*.yaml "$folder/pack"
printf 'reopen: {within: 1s}\nappeal: {within: 1s}\n' >>"$folder/pack/city.yaml"
steward city load "$folder/pack"
# The first pass, of nothing, is the service's; today it makes no other.
for ((i = 0; i < 300; i++)); do
    [[ $(ask 'select done_at from command_pass') == '' ]] || break
    sleep 0.1
done
expect 0 'Keys of commands: 0 kept' steward status
for ((i = 0; i < 300; i++)); do
    ! steward ticket submit --actor resident --channel app --category property.cleaning --area east.hill --title 首件 \
        >/dev/null 2>&1 || break
    sleep 0.1
done

submit() { # KEY
    steward ticket submit --actor resident --channel app --category property.cleaning --area east.hill --title 试件 --key "$1" --json
}
number() { python3 -c 'import json, sys; print(json.load(sys.stdin)["ticket"])'; }

# -- Late copies, while others are at work -------------------------------------------------------------------------
"$STEWARD_BUILD/tests/steward-bench" lives --city mini-manual --complaints "$STEWARD_SOURCE/tests/bench/complaints.tsv" \
    --seconds 12 --window 4 >"$folder/lives" &
load=$!
tickets=()
for ((i = 0; i < 8; i++)); do
    tickets+=("$(submit "late.submit.$i" | number)")
    steward ticket accept "${tickets[i]}" --actor operator --key "late.accept.$i" >/dev/null
    expect 1 'is not possible' steward ticket sign "${tickets[i]}" --actor east.handler --key "late.refused.$i"
    ((i % 2)) || steward ticket void "${tickets[i]}" --actor dispatcher --reason 试件 --key "late.void.$i" >/dev/null
done
all=$(IFS=,; echo "${tickets[*]}")
before=$(events "$all")
copies() { # EVEN-STATUS EVEN-PATTERN : copies of all commands; those of tickets that have not ended are answered as before
    local i
    for ((i = 0; i < 8; i++)); do
        expect_equal 'a submission is never doubled' "${tickets[i]}" "$(submit "late.submit.$i" | number)"
        if ((i % 2)); then
            expect 0 'accepted' steward ticket accept "${tickets[i]}" --actor operator --key "late.accept.$i"
        else
            expect "$1" "$2" steward ticket accept "${tickets[i]}" --actor operator --key "late.accept.$i"
            expect "$1" "$3" steward ticket void "${tickets[i]}" --actor dispatcher --reason 试件 --key "late.void.$i"
        fi
        expect 1 'is not possible' steward ticket sign "${tickets[i]}" --actor east.handler --key "late.refused.$i"
    done
    expect_equal 'nothing was done twice' "$before" "$(events "$all")"
}
forget 3600000
copies 0 'accepted' 'voided'
expect 1 'another command' steward ticket accept "${tickets[0]}" --actor operator --reason other --key late.accept.0
sleep 1
forget 1000
expect_equal 'keys of tickets that have ended are gone' 0 \
    "$(ask "select count(*) from command where key like 'late.%' and ticket_id in (${tickets[0]}, ${tickets[2]}, ${tickets[4]}, ${tickets[6]})")"
expect_equal 'those of others are not' 8 \
    "$(ask "select count(*) from command where key like 'late.%' and ticket_id in (${tickets[1]}, ${tickets[3]}, ${tickets[5]}, ${tickets[7]})")"
copies 1 'is not possible' 'is not possible'
while kill -0 "$load" 2>/dev/null; do
    forget 1000
    sleep 0.2
done
wait "$load" || fail "the load has failed: $(<"$folder/lives")"
[[ $(<"$folder/lives") == *'"refused":0'* ]] || fail "$(<"$folder/lives")"

# -- What is left --------------------------------------------------------------------------------------------------
# What can be done on a ticket that has ended keeps its key.
closed=$(ask 'select min(ticket_id) from progress where state = 7')
follow_up() { steward ticket follow_up "$closed" --actor operator --reached --solved --satisfied --key late.follow_up; }
told=$(follow_up)
sleep 1.2
forget 1000
expect_equal 'keys of lives are gone, but for what can be done again' follow_up \
    "$(ask "select string_agg(distinct a.name, ' ') from command join progress using (city_id, ticket_id)
            join lifecycle_state s on s.state = progress.state and s.ended join lifecycle_action a using (action) where refusal is null")"
expect_equal 'the same reply' "$told" "$(follow_up)"
steward log verify >"$folder/verified" || fail "$(<"$folder/verified")"
expect_equal 'each version of a ticket is one move' '' \
    "$(ask "select ticket_id, version from event where kind < 100 and ticket_id <> 0 group by 1, 2 having count(*) > 1 limit 5")"
expect 0 'kept, the oldest of' steward status

# By days, by the service: what is old enough goes with the pass of the next day.
for name in old young; do
    ticket=$(submit "days.submit.$name" | number)
    steward ticket accept "$ticket" --actor operator --key "days.accept.$name" >/dev/null
    steward ticket void "$ticket" --actor dispatcher --reason 试件 --key "days.void.$name" >/dev/null
done
ask "update command set at = at - interval '31 days' where key like 'days.%.old'"
ask "update command_pass set done_at = done_at - interval '1 day', done_forgotten = -1"
for ((i = 0; i < 900; i++)); do
    [[ $(ask 'select done_forgotten from command_pass') == -1 ]] || break
    sleep 0.1
done
expect_equal 'what the service has forgotten' 2 "$(ask 'select done_forgotten from command_pass')"
expect_equal 'and left' 'days.accept.young days.void.young' \
    "$(ask "select string_agg(key, ' ' order by key) from command where key like 'days.%'")"
expect_equal 'and nobody but the service may' 'f' "$(ask "select has_table_privilege('steward_tally', 'steward.command', 'delete')")"
echo 'what is forgotten cannot be done again'
