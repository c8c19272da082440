#!/usr/bin/env bash
# Importing real requests: every row goes in once whatever happens on the way, and what Steward says of each row's being
# in time is what the file says. Without an argument it is the sample of tests/data; else that file, plain or gzip.
set -euo pipefail
if [[ -z ${STEWARD_HOME:-} ]]; then
    exec "$STEWARD_SOURCE/tests/harness/with-steward" --city boston -- "$0" "$@"
fi

mapping=$STEWARD_SOURCE/deploy/cities/boston/import/mapping.yaml
sample=$STEWARD_SOURCE/tests/data/boston-sample.csv
compare=$STEWARD_SOURCE/tests/integration/import_compare.py
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

ask() { psql -AtX -c "set search_path = steward" -c "$1" | tail -n +2; }

import() { steward import --city boston --mapping "$mapping" "$@"; }

# For `&`: then $! is steward itself, and not a shell around it.
become_import() { exec steward import --city boston --mapping "$mapping" "$@"; }

expect() { # WHAT EXPECTED FOUND
    [[ $2 == "$3" ]] || { printf '%s: expected %s, found %s\n' "$1" "$2" "$3" >&2; exit 1; }
}

wait_until() { # SECONDS COMMAND…
    local end=$((SECONDS + $1))
    shift
    until "$@"; do
        ((SECONDS < end)) || { echo "this never came true: $*" >&2; exit 1; }
        sleep 0.05
    done
}

tickets_at_least() { (($(ask 'select count(*) from ticket') >= $1)); }

# The whole log, as far as rows are concerned: were it different, something was done twice or anew.
log_digest() { ask 'select md5(string_agg(e::text, $$,$$ order by pos)) from event e'; }

compare_with_file() { # FILE
    ask 'select ticket.key, e.kind, e.due_at, e.done_at, o.code
         from event e join ticket using (city_id, ticket_id)
         left join organisation o on o.city_id = e.city_id and o.organisation_id = e.organisation_id
         where e.kind in (3, 7)' >events
    steward report --city boston --from 2015-01 --to 2030-12 \
        --measures closed_on_time,closed_late,closed_without_limit --json >figures.json
    python3 "$compare" "$1" events figures.json
}

check_whole_file() { # FILE
    rows=$(python3 "$compare" --count "$1")
    import --rejects whole.rejects.csv "$1" | tee summary
    expect 'rows taken' "$rows rows: $rows taken, 0 already there, 0 rejected" "$(head -n 1 summary)"
    [[ $(cat summary) == *', 0 differ'* ]]
    [[ ! -e whole.rejects.csv.checkpoint ]]
    report_catches_up
    compare_with_file "$1"
}

report_catches_up() {
    wait_until 60 report_is_at_head
}

report_is_at_head() {
    [[ $(steward report --city boston --from 2015-01 --to 2015-01 --json | python3 -c 'import json, sys; print(json.load(sys.stdin)["position"])') == \
        $(ask 'select max(pos) from event') ]]
}

# Killed while nothing of what was submitted is finished: dispatch stands still.
check_kill_in_the_middle() {
    local dispatch
    dispatch=$(steward status --json | python3 -c 'import json, sys
print(next(p["process"] for p in json.load(sys.stdin)["processes"] if p["name"] == "dispatch-0"))')
    kill -STOP "$dispatch"
    become_import "$sample" >/dev/null 2>&1 &
    wait_until 20 tickets_at_least 100
    kill -KILL $!
    wait $! 2>/dev/null || true
    kill -CONT "$dispatch"
    before=$(ask 'select count(*) from ticket')
    import "$sample" | tee summary
    expect 'rows taken by the second run' "$((340 - before)) taken, $before already there, 0 rejected" \
        "$(sed -n '1s/^340 rows: //p' summary)"
    report_catches_up
    compare_with_file "$sample"
}

check_replay() {
    before=$(log_digest)
    import "$sample" >summary
    expect 'rows of a replay' '340 rows: 0 taken, 340 already there, 0 rejected' "$(head -n 1 summary)"
    expect 'the log after a replay' "$before" "$(log_digest)"
}

# Rows that cannot be taken: each with its number and reason, and the rest goes in.
check_rejects() {
    python3 "$compare" --spoil "$sample" spoilt.csv
    import spoilt.csv >summary
    expect 'a spoilt file' '347 rows: 1 taken, 340 already there, 6 rejected' "$(head -n 1 summary)"
    python3 "$compare" --rejects spoilt.rejects.csv
}

generate() { steward city generate --mapping "$mapping" --out "$@"; }

# The committed pack is what the file gives.
check_pack_of_whole_file() { # FILE
    generate pack "$1"
    diff -r --exclude import pack "$STEWARD_SOURCE/deploy/cities/boston"
}

# The rows' order does not matter, and the pack is good.
check_pack_of_sample() {
    python3 "$compare" --reverse "$sample" reversed.csv
    generate pack "$sample"
    generate pack-of-reversed reversed.csv
    diff -r pack pack-of-reversed
    steward city check pack
}

# Many times the sample: killed once its checkpoint is there, and then by ^C, it goes on where it was.
check_checkpoint() {
    python3 "$compare" --multiply 40 "$sample" many.csv
    become_import many.csv >/dev/null 2>&1 &
    wait_until 60 test -e many.rejects.csv.checkpoint
    kill -KILL $!
    wait $! 2>/dev/null || true
    become_import many.csv >summary 2>told &
    wait_until 20 grep -qs "going on after row" told
    kill -INT $!
    if wait $!; then
        echo 'an interrupted import said that it was done' >&2
        exit 1
    fi
    grep -q 'interrupted; the same command goes on' told
    import many.csv >summary 2>told
    grep -qs "going on after row" told
    expect 'tickets after two interruptions' "$((40 * 340))" \
        "$(ask "select count(*) from ticket where key like 'import:boston:m%'")"
    expect 'rows of the file' "$((40 * 340)) rows" "$(sed 's/:.*//;1q' summary)"
    [[ ! -e many.rejects.csv.checkpoint ]]
}

if (($# > 0)); then
    check_pack_of_whole_file "$1"
    check_whole_file "$1"
else
    check_pack_of_sample
    check_kill_in_the_middle
    check_replay
    check_rejects
    check_checkpoint
fi
steward log verify --city boston
