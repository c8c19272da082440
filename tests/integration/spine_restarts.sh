#!/usr/bin/env bash
# Every process is restarted under load, by its supervisor and by SIGKILL, PostgreSQL too: nothing acknowledged is lost,
# nothing is stored twice, and who follows the log meanwhile misses nothing.
set -euo pipefail
if [[ -z ${STEWARD_HOME:-} ]]; then
    exec "$STEWARD_SOURCE/tests/harness/with-steward" --city mini --workers 'intake=2' -- "$0"
fi

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
touch "$folder/journal"

ask() { psql -AtX -c "$1"; }

await() { # SECONDS WHAT COMMAND…
    local end=$((EPOCHSECONDS + $1)) what=$2
    shift 2
    until "$@"; do
        ((EPOCHSECONDS < end)) || { echo "not after a while: $what"; exit 1; }
        sleep 0.1
    done
}

ready() { steward status --json >/dev/null 2>&1; }
grown() { (($(wc -l <"$folder/journal") > $1)); }
process_of() { # -1 where it is down; kill would take that for everybody
    local process
    process=$(s6-svstat -o pid "$STEWARD_HOME/service/$1")
    echo $((process > 0 ? process : 0))
}
another_than() { [[ $(process_of "$1") != "$2" && $(process_of "$1") -gt 0 ]]; }

# Ends a process in one of two ways, and waits until all are ready and work goes on.
restart() { # NAME kill|supervisor
    local before journal
    before=$(process_of "$1")
    journal=$(wc -l <"$folder/journal")
    if [[ $2 == kill ]]; then ((before > 0)) && kill -KILL "$before"; else s6-svc -r "$STEWARD_HOME/service/$1"; fi
    await 60 "$1 runs again" another_than "$1" "$before"
    await 60 "all are ready again" ready
    await 60 "work goes on after $1" grown "$journal"
    echo "ok: $1 by $2"
}

followed() { (($(wc -l <"$folder/followed") >= $(ask 'select max(pos) from steward.event'))); }

"$STEWARD_BUILD/tests/spine-load" "$folder/journal" >"$folder/told" 2>&1 &
load=$!
steward log follow --city mini --after 0 --json >"$folder/followed" 2>"$folder/follow-errors" &
follow=$!
await 30 'the load begins' grown 100

for name in intake-0 dispatch-0 deadline-0 report-0 relay-0; do
    restart "$name" kill
done
for name in intake-1 dispatch-0 deadline-0 relay-0 report-0; do
    restart "$name" supervisor
done
restart postgres supervisor
restart postgres kill

kill -TERM "$load"
wait "$load" || { echo 'the load has failed:'; cat "$folder/told"; exit 1; }
cat "$folder/told"
acknowledged=$(wc -l <"$folder/journal")
[[ $(sort -u "$folder/journal" | wc -l) == "$acknowledged" ]] || { echo 'a ticket was acknowledged twice'; exit 1; }
[[ $(ask 'select ticket_id from steward.ticket' | sort) == "$(sort "$folder/journal")" ]] ||
    { echo 'what is stored is not what was acknowledged'; exit 1; }
[[ $(ask 'select count(*) from steward.ticket where state <> 2 or version <> 2') == 0 ]] ||
    { echo 'a ticket was not accepted, or twice'; exit 1; }

await 60 'the follower is at the head' followed
kill "$follow"
wait "$follow" || true
seq 1 "$(ask 'select max(pos) from steward.event')" |
    cmp - <(sed -E 's/.*"position":([0-9]+).*/\1/' "$folder/followed") ||
    { echo 'the follower has a hole or a double'; cat "$folder/follow-errors"; exit 1; }
steward log verify
! grep -E 'Sanitizer|runtime error' "$STEWARD_HOME"/log/*/current || { echo 'a sanitizer has found something'; exit 1; }
