#!/usr/bin/env bash
# steward log follow loses nothing while relay is killed under it, and steward log verify finds what was altered.
set -euo pipefail
if [[ -z ${STEWARD_HOME:-} ]]; then
    exec "$STEWARD_SOURCE/tests/harness/with-steward" --city mini --workers 'relay=2' -- "$0"
fi

fail() {
    printf '%s\n' "$1" >&2
    exit 1
}
ask() { psql -qAtX -c "set search_path = steward" -c "$1"; }

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# 40 complaints are 80 events and more; whichever relay is active is killed twice while they come.
steward log follow --after 0 --count 81 --json >"$folder/followed" &
follower=$!
for ((i = 1; i <= 40; i++)); do
    steward ticket submit --actor resident --channel app --category property.cleaning --area east.hill --title "第 $i 件" >/dev/null
    ((i != 10 && i != 25)) || s6-svc -k "$STEWARD_HOME/service/relay-0"
    ((i != 10 && i != 30)) || s6-svc -k "$STEWARD_HOME/service/relay-1"
done
for ((i = 0; i < 300; i++)); do
    kill -0 "$follower" 2>/dev/null || break
    sleep 0.1
done
! kill "$follower" 2>/dev/null || fail "log follow did not get 81 events: $(wc -l <"$folder/followed")"
grep -o '"position":[0-9]*' "$folder/followed" | cut -d : -f 2 | cmp - <(seq 81) || fail 'positions are not 1, 2, 3 …'

# Ended by a signal, once it follows, it ends well.
steward log follow --after 0 >"$folder/ended" &
follower=$!
for ((i = 0; i < 200; i++)); do
    [[ ! -s $folder/ended ]] || break
    sleep 0.1
done
kill -INT "$follower"
wait "$follower" || fail 'log follow was interrupted and did not exit with 0'

# What was altered behind our back is found, and named.
found() { # CHECK, SQL that alters
    local told status=0
    ask "$2" >/dev/null
    told=$(steward log verify --json) || status=$?
    [[ $status == 1 ]] || fail "$2: log verify exits with $status"
    python3 -c 'import json, sys
wrong = [check["check"] for check in json.load(sys.stdin)["checks"] if check["wrong"]]
sys.exit(0 if sys.argv[1] in wrong else f"expected {sys.argv[1]} among {wrong}")' "$1" <<<"$told"
}
steward log verify || fail 'log verify finds fault where there is none'
s6-svc -d "$STEWARD_HOME/service/tally-0"
for ((i = 0; i < 100; i++)); do
    [[ $(s6-svstat -o up "$STEWARD_HOME/service/tally-0") == true ]] || break
    sleep 0.1
done
psql -qX -f "$STEWARD_SOURCE/tests/harness/rollup_with.sql"
found figures "update rollup set cells = rollup_with(cells, null, '{\"received\": 1000}') where cuboid = 45"
found states 'update rollup_state set tickets = tickets - 1 where state = 3'
found tickets "update progress set version = 7 where ticket_id = (select min(ticket_id) from progress)"
found alerts "insert into alert select city_id, ticket_id, 1, 1, now() + interval '1 hour', now() from ticket limit 1"
found versions 'delete from event where pos = (select min(pos) from event where kind = 1)'
found positions 'select 1'
echo 'nothing was lost on the way, and nothing altered was passed over'
