#!/usr/bin/env bash
# A frozen period stays as it was, with the tickets behind its numbers, whatever is corrected later; what is counted now
# differs, and stands beside it.
set -euo pipefail
if [[ -z ${STEWARD_HOME:-} ]]; then
    exec "$STEWARD_SOURCE/tests/harness/with-steward" --city boston -- "$0"
fi
# shellcheck source=tests/integration/expect.sh
source "$STEWARD_SOURCE/tests/integration/expect.sh"
export STEWARD_CITY=boston
ask() { psql -qAtX -c 'set search_path = steward' -c "$1"; }
caught_up() { [[ $(ask "select bool_and(pos = (select max(pos) from event)) from cursor where consumer in ('tally', 'lines')") == t ]]; }
wait_for() {
    for _ in {1..300}; do
        ! caught_up || return 0
        sleep 0.1
    done
    fail 'figures and lists do not catch up'
}
value() { # PYTHON OPTION…: an expression of the answer `a`
    local expression=$1
    shift
    steward report "$@" --json | python3 -c 'import json, sys
a = json.load(sys.stdin); t = a["total"]; print(eval(sys.argv[1]))' "$expression"
}
listed() { # OPTION…: how many are behind a number
    steward report tickets --limit 10000 --json "$@" | python3 -c 'import json, sys; print(len(json.load(sys.stdin)["tickets"]))'
}

steward import --city boston --mapping "$STEWARD_SOURCE/deploy/cities/boston/import/mapping.yaml" \
    "$STEWARD_SOURCE/tests/data/boston-sample.csv" >/dev/null
wait_for

# Bad input, and who may.
freeze() { steward report freeze "$@"; }
expect 1 'may not freeze figures' freeze --actor importer --name june --period 2015-06
expect 1 'has not ended' freeze --actor supervisor --name now --period this_month
expect 1 'no person' freeze --actor nobody --name june --period 2015-06
expect 1 'no frozen period' steward report --frozen june
before=$(value '(t["dispatched"], t["due"], t["on_time"])' --period 2015-06)
rows=$(value 'a["rows"]' --period 2015-06 --by organisation,area)
expect 0 'frozen: june, 2015-06-01 to 2015-06-30' freeze --actor supervisor --name june --period 2015-06 --key once
expect 0 'frozen: june, 2015-06-01 to 2015-06-30' freeze --actor supervisor --name june --period 2015-06 --key once
expect 1 'used with another request' freeze --actor supervisor --name july --period 2015-06 --key once
expect 1 'frozen already' freeze --actor supervisor --name june --period 2015-05
expect 0 'frozen: part' freeze --actor administrator --name part --from 2015-05-20 --to 2015-06-10
expect 0 '2015-06-01  2015-06-30' steward report frozen
expect_equal 'frozen as it was' "$before" "$(value '(t["dispatched"], t["due"], t["on_time"])' --frozen june)"
expect_equal 'every row of it' "$rows" "$(value 'a["rows"]' --frozen june --by organisation,area)"
expect_equal 'days and stocks of it, from the entries' "$(value 'a["rows"]' --period 2015-06 --by day --measures closed,open)" \
    "$(value 'a["rows"]' --frozen june --by day --measures closed,open)"

# A ticket of June is struck out: what was handed out and due then is not counted any more.
number=$(steward ticket list --state dispatched --received-from 2015-06-02 --received-to 2015-06-29 --json |
    sed -n 's/.*"ticket": \([0-9]*\).*/\1/p' | head -n 1)
steward ticket void "$number" --actor supervisor --reason 误录 >/dev/null
wait_for
now=$(value 't["dispatched"]' --period 2015-06)
was=$(value 't["dispatched"]' --frozen june)
expect_equal 'one less is counted now' "$was" "$((now + 1))"
expect_equal 'frozen as it was, still' "$before" "$(value '(t["dispatched"], t["due"], t["on_time"])' --frozen june)"
expect_equal 'side by side' "($now, $was, -1)" \
    "$(value '(t["dispatched"], t["frozen"]["dispatched"]["was"], t["frozen"]["dispatched"]["difference"])' --frozen june --compare frozen)"
expect_equal 'the list of what was frozen' "$was" "$(listed --frozen june --measure dispatched)"
expect_equal 'the list of what is counted now' "$now" "$(listed --period 2015-06 --measure dispatched)"
position=$(value 'a["position"]' --frozen june)
expect_equal 'at its position, without the name' "$was" "$(value 't["dispatched"]' --period 2015-06 --position "$position")"
for row in $(value '" ".join(r["row"] for r in a["rows"])' --frozen june --by organisation --measures due,on_time,open); do
    of=(--frozen june --by organisation)
    pick="next(r for r in a['rows'] if r['row'] == '$row')"
    expect_equal "behind $row: due" "$(value "${pick}['due']" "${of[@]}" --measures due,on_time,open)" \
        "$(listed "${of[@]}" --row "$row" --measure due)"
    expect_equal "behind $row: on time" "$(value "${pick}['on_time']['part']" "${of[@]}" --measures due,on_time,open)" \
        "$(listed "${of[@]}" --row "$row" --measure on_time)"
    expect_equal "behind $row: open" "$(value "${pick}['open']" "${of[@]}" --measures due,on_time,open)" \
        "$(listed "${of[@]}" --row "$row" --measure open)"
done

# Held against the log at its position: a fault in its sums is told by its cell, by hand and at night.
expect 0 'boston frozen june, 2015-06-01 to 2015-06-30' steward report verify --frozen june
expect 0 ' 0 differences' steward report verify --frozen part
expect 2 'without --from' steward report verify --frozen june --from 2015-06-01 --to 2015-06-30
expect 1 "no frozen period 'july'" steward report verify --frozen july
ask "$(cat "$STEWARD_SOURCE/tests/harness/rollup_with.sql")"
ask "update rollup_frozen set cells = rollup_with(cells, null, '{\"due\": 900}')
     where cuboid = 13 and freeze_id = 1 and a = (select min(a) from rollup_frozen where cuboid = 13 and freeze_id = 1)"
expect 1 'due kept 900, recomputed ' steward report verify --frozen june
expect 1 'due kept 900, recomputed ' steward report verify
expect 0 ' 0 differences' steward report verify --frozen part
ask 'delete from figures_audit; delete from rollup_frozen where freeze_id = 2 and cuboid = 24 and level = 1'
expect 1 'kept 0, recomputed ' steward report verify --frozen part
for night in 1 2; do
    ask "delete from figures_audit"
    s6-svc -r "$STEWARD_HOME/service/tally-0"
    for _ in {1..300}; do
        [[ $(ask 'select count(differences) from frozen') != "$night" ]] || break
        sleep 0.1
    done
    expect_equal 'frozen periods that were looked at after that night' "$night" "$(ask 'select count(*) from frozen where differences > 0')"
done
expect_equal 'the alarms of these nights' '1 1' "$(ask "select count(*) filter (where message->>'data' like '%due kept 900%') || ' ' ||
    count(*) filter (where message->>'data' like '%kept 0, recomputed%') from event_message where message->>'kind' = 'figures.differ'")"
echo "ok: frozen at position $position: $was handed out in June, $now now"
