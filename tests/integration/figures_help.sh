#!/usr/bin/env bash
# Figures of co-handlers: called to help, there in time and late, helped in time and late, released - by their own task
# tables, by reports and by the lists behind them; they equal the log, and a rebuild from it.
set -euo pipefail
if [[ -z ${STEWARD_HOME:-} ]]; then
    export HELP_CITY
    HELP_CITY=$(mktemp -d)
    cp -r "$STEWARD_SOURCE/deploy/cities/mini-manual" "$HELP_CITY/city"
    sed -i 's/^  sign: 2h/&\n  sign_in: 5s/' "$HELP_CITY/city/city.yaml"
    chmod -R a+rX "$HELP_CITY"
    trap 'rm -rf "$HELP_CITY"' EXIT
    "$STEWARD_SOURCE/tests/harness/with-steward" --city "$HELP_CITY/city" -- "$0"
    exit
fi
# shellcheck source=tests/integration/expect.sh
source "$STEWARD_SOURCE/tests/integration/expect.sh"
export STEWARD_CITY=mini-manual

ask() { psql -qAtX -c "set search_path = steward" -c "$1"; }
opened() { # CATEGORY CO-HANDLERS: a ticket that urban leads; prints its number
    local number
    number=$(steward ticket submit --actor operator --channel app --category "$1" --area west.bridge --title 多家一起 |
        grep -o '[0-9]*' | head -n 1)
    steward ticket dispatch "$number" --actor dispatcher --organisation urban --group "$2" >/dev/null
    echo "$number"
}
move() { steward ticket "$@" >/dev/null; }
counted() { [[ $(ask "select bool_and(pos = (select max(pos) from event)) from cursor where consumer in ('dispatch', 'tally')") == t ]]; }
await_counted() {
    local end=$((EPOCHSECONDS + 60))
    until counted; do
        ((EPOCHSECONDS < end)) || fail 'tally does not come to the end of the log'
        sleep 0.2
    done
}
figures() { # ORGANISATION: what a report says of its help
    steward report --json --period today --by organisation --organisation "$1" \
        --measures help_called,reported_in,reported_in_late,helped,helped_on_time,helped_late,help_released,called_in |
        /usr/bin/python3 -c 'import json, sys
for row in json.load(sys.stdin)["rows"]: print(*(row[m] for m in sys.argv[1].split(",")))' \
            help_called,reported_in,reported_in_late,helped,helped_on_time,helped_late,help_released,called_in
}
rate() { # ORGANISATION RATE: as part/whole
    steward report --json --period today --by organisation --organisation "$1" --measures "$2" |
        /usr/bin/python3 -c 'import json, sys
for row in json.load(sys.stdin)["rows"]: print("{part}/{whole}".format(**row[sys.argv[1]]))' "$2"
}

if [[ $(TZ=Asia/Shanghai date +%H:%M) == 23:5[89] ]]; then
    sleep 150 # all of it is of one day
fi
# In time: there at once, done within days. West is called in later, and not needed. East never comes, for urban says that
# it is not theirs.
first=$(opened city.garbage housing)
move report_in "$first" --actor housing.handler
move call_in "$first" --actor dispatcher --group west.company,east.company --reason 要车
move contribute "$first" --actor housing.handler --result 已派人
move release "$first" --actor dispatcher --organisation west.company --reason 不用了
move return "$first" --actor urban.handler --reason 不归我们 --suggested housing
# Late: a limit of two seconds for the result, of five for being there.
late=$(opened test.quick housing,east.company)
# Struck out: nobody was ever called.
struck=$(opened city.noise west.company,housing)
move void "$struck" --actor supervisor --reason 测试件
# Handed to a co-handler, who leads from now on: what it was called for is over.
handed=$(opened road.lid housing,west.company)
move transfer "$handed" --actor dispatcher --organisation housing --reason 主责在住建
sleep 6
move report_in "$late" --actor east.handler
move contribute "$late" --actor east.handler --result 来晚了
await_counted

#                            called there late helped in-time late released
expect_equal 'housing'      '3 1 0 1 1 0 1 0' "$(figures housing)"
expect_equal 'east.company' '2 1 1 1 0 1 1 0' "$(figures east.company)"
expect_equal 'west.company' '2 0 0 0 0 0 1 0' "$(figures west.company)"
expect_equal 'urban, who leads, has called once' '0 0 0 0 0 0 0 1' "$(figures urban)"
expect_equal 'how many came' 1/3 "$(rate housing reporting_in)"
expect_equal 'how many helped' 1/2 "$(rate east.company helping)"
expect_equal 'in time, of those with a limit' 0/1 "$(rate east.company helping_on_time)"
expect_equal 'in time' 1/1 "$(rate housing helping_on_time)"

# As their tasks say: each co-handler's, but of tickets that were struck out.
tasks() { # STATES
    ask "select string_agg(o.code || ' ' || (select count(*) from task k join ticket t using (city_id, ticket_id)
             where k.city_id = o.city_id and k.organisation_id = o.organisation_id and k.role = 2
               and t.state not in (11, 13) and k.state in ($1)), ', ' order by o.code) from organisation o"
}
entries() { # MEASURE
    ask "select string_agg(o.code || ' ' || (select count(*) from counted c where c.city_id = o.city_id
             and c.organisation_id = o.organisation_id and c.until_pos is null
             and c.measures & (select 1::bigint << measure from measure where name = '$1') <> 0), ', ' order by o.code)
         from organisation o"
}
expect_equal 'all that were called' "$(tasks '1, 2, 4, 6, 9')" "$(entries help_called)"
expect_equal 'who has done it' "$(tasks 4)" "$(entries helped)"
expect_equal 'whose help is over' "$(tasks '6, 9')" "$(entries help_released)"

# Each number opens its list; the log comes to the same, also counted anew.
expect 0 "$late" steward report tickets --period today --by organisation --measure helped_late --row east.company
expect 0 '0 differences' steward report verify
cells() {
    ask "select count(*) || ' ' || md5(string_agg(t, ' ' order by t))
         from (select concat_ws(' ', cuboid, grain, level, day, a, c.b, c.name, c.value) as t
               from rollup r cross join lateral rollup_cells(r.cells) c) as told"
}
before=$(cells)
expect 0 'entries, in' steward report rebuild
expect_equal 'sums as they were' "$before" "$(cells)"
echo 'ok: figures of co-handlers'
