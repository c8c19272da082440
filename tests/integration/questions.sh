#!/usr/bin/env bash
# Questions about figures: what they answer is what a plain GROUP BY over the entries says, for many random questions; and
# every number opens a list that is as long as it is large.
set -euo pipefail
if [[ -z ${STEWARD_HOME:-} ]]; then
    exec "$STEWARD_SOURCE/tests/harness/with-steward" --city boston --city mini -- "$0"
fi
# shellcheck source=tests/integration/expect.sh
source "$STEWARD_SOURCE/tests/integration/expect.sh"

steward import --city boston --mapping "$STEWARD_SOURCE/deploy/cities/boston/import/mapping.yaml" \
    "$STEWARD_SOURCE/tests/data/boston-sample.csv" >/dev/null
steward simulate --city mini --rate 100/s --for 4s --seed 11 --pace 0.02 >/dev/null
# Nothing happens any more (some tasks are overdue after two seconds), and all that did is counted.
positions() {
    psql -qAtX -c 'set search_path = steward' -c "select city_id, max(e.pos), max(c.pos) = max(e.pos)
        from event e join cursor c using (city_id) where consumer = 'tally' group by 1 order by 1"
}
end=$((SECONDS + 60)) before=''
until [[ $(positions) == "$before" && $before != *'|f'* ]]; do
    ((SECONDS < end)) || fail "tally does not catch up: $before"
    before=$(positions)
    sleep 3
done
/usr/bin/python3 "$STEWARD_SOURCE/tests/integration/questions_compare.py" "${QUESTIONS:-40}" "${QUESTIONS_SEED:-1}"
# So is what is set beside the figures: other periods, shares, ranks, orders.
/usr/bin/python3 "$STEWARD_SOURCE/tests/integration/questions_beside.py" "${QUESTIONS_BESIDE:-12}" "${QUESTIONS_SEED:-1}"

# What would read too much is refused, with what would be enough.
psql -qX -f "$STEWARD_SOURCE/tests/harness/rollup_with.sql"
psql -qAtX -c 'set search_path = steward' -c "update rollup set cells = rollup_with(cells, null, '{\"received\": 3000000}') where cuboid = 45 and city_id =
    (select city_id from city where code = 'mini')"
three=(--city mini --period this_year --by 'area,channel' --urgency 3 --measures received)
expect 1 'entries, more than 2000000. Ask for a shorter period' steward report "${three[@]}"
expect 1 'leave out one of area, channel, urgency' steward report "${three[@]}"
expect 0 received steward report --city mini --period this_year --by area,channel --measures received --json
earlier=(--city mini --period this_year --measures received --position 100)
expect 1 'days), or leave out the position' steward report "${earlier[@]}"
expect 1 'or leave out the position and one of area, channel, urgency' steward report "${three[@]}" --position 100
psql -qAtX -c 'set search_path = steward' -c "update rollup set cells = rollup_with(cells, null, '{\"received\": 30000000}') where cuboid = 45 and city_id =
    (select city_id from city where code = 'mini')"
expect 1 'would be looked through' steward report tickets "${three[@]:0:4}" --measure received

# A row of sums that is none is told, and is no number.
psql -qAtX -c 'set search_path = steward' -c "update rollup set cells = '\\x01ff' where cuboid = 13 and grain = 2 and city_id =
    (select city_id from city where code = 'mini')"
expect 1 'that are kept cannot be read' steward report --city mini --period this_year --by organisation,category
