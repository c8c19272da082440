#!/usr/bin/env bash
# steward simulate: every complaint lives to its end, the same seed plays the same complaints, ^C ends it well.
set -euo pipefail
if [[ -z ${STEWARD_HOME:-} ]]; then
    exec "$STEWARD_SOURCE/tests/harness/with-steward" --city mini --city mini-manual -- "$0"
fi

fail() {
    printf '%s\n' "$1" >&2
    exit 1
}
ask() { psql -qAtX -c "set search_path = steward" -c "$1"; }
field() { python3 -c 'import json, sys; print(json.load(sys.stdin)[sys.argv[1]])' "$1"; }
said() { # CITY AFTER: the complaints numbered above AFTER, in words
    ask "select a.code, c.code, h.code, title, description, address
         from complaint join city using (city_id) join area a using (city_id, area_id) -- as reported: some are sorted anew
              join category c using (city_id, category_id) join channel h using (city_id, channel_id)
         where city.code = '$1' and ticket_id > $2 order by description, 1, 2, 3"
}

# Dispatched by rule, and by hand.
for city in mini mini-manual; do
    summary=$(steward simulate --city "$city" --rate 100/s --for 3s --seed 7 --pace 0.02 --finish --json)
    for pair in submitted=300 open=0 refused=0; do
        [[ $(field "${pair%=*}" <<<"$summary") == "${pair#*=}" ]] || fail "$city: expected $pair: $summary"
    done
    for figure in closed returned reworked withdrawn followed_up; do
        (($(field "$figure" <<<"$summary") > 0)) || fail "$city: nothing was $figure: $summary"
    done
done
(($(field rejected <<<"$summary") > 0)) || fail "nothing was rejected by hand: $summary"
# Tasks of 2 seconds of which some are done late.
(($(field overdue <<<"$(steward simulate --city mini --rate 100/s --for 2s --seed 8 --pace 0.1 --finish --json)") > 0)) ||
    fail 'nothing was overdue'

# The same seed says the same, in many different words.
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
said mini-manual 0 >"$folder/first"
newest=$(ask 'select max(ticket_id) from ticket')
steward simulate --city mini-manual --rate 100/s --for 3s --seed 7 --pace 0.02 >/dev/null
said mini-manual "$newest" >"$folder/second"
cmp "$folder/first" "$folder/second" || fail 'the same seed played other complaints'
(($(cut -d '|' -f 5 "$folder/first" | sort -u | wc -l) >= 295)) || fail 'complaints repeat each other'

# ^C: what was sent is answered, the summary is printed, the exit is 0.
steward simulate --city mini --rate 50/s --for 1h >"$folder/interrupted" &
player=$!
before=$(ask 'select count(*) from ticket')
for ((i = 0; i < 200; i++)); do
    (($(ask 'select count(*) from ticket') < before + 50)) || break
    sleep 0.1
done
kill -INT "$player"
wait "$player" || fail 'simulate was interrupted and did not exit with 0'
grep -q '^unanswered   0$' "$folder/interrupted" || fail "no summary: $(<"$folder/interrupted")"

status=0
told=$(steward simulate --city mini --rate fast 2>&1) || status=$?
[[ $status == 2 && $told == *"rate: 'fast' is not a rate such as 50/s"* ]] || fail "a wrong rate: $status, $told"
steward log verify
