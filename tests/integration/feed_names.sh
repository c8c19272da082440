#!/usr/bin/env bash
# relay makes an event's JSON itself; it must be, field by field, what the view event_message says.
set -euo pipefail
if [[ -z ${STEWARD_HOME:-} ]]; then
    exec "$STEWARD_SOURCE/tests/harness/with-steward" --city mini -- "$0"
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

ticket() { steward ticket "$@" >/dev/null; }
submit() { ticket submit --actor resident --channel app --category "$1" --area west.bridge --title "$2"; }
holder() { # TICKET: who it was given to, once it was
    local held
    for ((i = 0; i < 100; i++)); do
        held=$(psql -qAtX -c "select o.code from steward.ticket t join steward.organisation o using (city_id, organisation_id)
                              where t.ticket_id = $1")
        [[ -z $held ]] || break
        sleep 0.1
    done
    echo "$held"
}

steward log follow --after 1 --count 10 --json >"$folder/told" &
follower=$!
sleep 1 # it listens now, so that what follows comes from the wire
submit test.quick '灯 "坏\n" 了' # overdue after two seconds
handler=$(holder 1).handler
ticket sign 1 --actor "${handler/.company/}"
ticket handle 1 --actor "${handler/.company/}" --result $'换了灯泡\n两只'
ticket verify 1 --actor grid.west
ticket rework 1 --actor operator --reason 还是不亮
submit property.cleaning 楼道没扫
[[ -n $(holder 2) ]]
ticket withdraw 2 --actor resident --reason 已经扫了
for ((i = 0; i < 200; i++)); do
    kill -0 "$follower" 2>/dev/null || break
    sleep 0.1
done
! kill "$follower" 2>/dev/null || { echo "only $(wc -l <"$folder/told") of 10 events came" >&2; exit 1; }
psql -qAtX -c 'select message from steward.event_message where pos > 1 order by pos limit 10' >"$folder/view"
python3 - "$folder/told" "$folder/view" <<'END'
import json, sys
told, view = ([json.loads(line) for line in open(name)] for name in sys.argv[1:])
kinds = {event["kind"] for event in view}
assert told == view, [pair for pair in zip(told, view) if pair[0] != pair[1]][:2]
assert {"ticket.received", "ticket.dispatched", "ticket.handled", "clock.overdue", "ticket.withdrawn"} <= kinds, kinds
END
