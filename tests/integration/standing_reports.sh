#!/usr/bin/env bash
# Standing reports: of two workers one makes the report, once, when it is due, also when they are restarted at that
# minute; what was missed is made in its order; what was made stays as it was while figures are corrected, and its numbers
# open at its position; it is told once.
set -euo pipefail
if [[ -z ${STEWARD_HOME:-} ]]; then
    exec "$STEWARD_SOURCE/tests/harness/with-steward" --city mini-manual --workers 'tally=2' -- "$0"
fi
# shellcheck source=tests/integration/notify.sh
source "$STEWARD_SOURCE/tests/integration/notify.sh"
# shellcheck source=tests/integration/expect.sh
source "$STEWARD_SOURCE/tests/integration/expect.sh"
export STEWARD_CITY=mini-manual

day() { TZ=Asia/Shanghai date -d "$1 days ago" +%F; }
field() { # EXPRESSION of `it`: of the JSON on stdin
    /usr/bin/python3 -c 'import json, sys; it = json.load(sys.stdin); print(eval(sys.argv[1]))' "$1"
}
sql() { ask "set search_path = steward; $1" | tail -n +2; }
made() { # REPORT: the periods that it was made of, in the order in which it was
    sql "select string_agg(first_day::text, ' ' order by made_at, first_day) from standing_report where name = '$1'"
}
planted() { # CALL…: of functions of plant.sql
    { cat "$STEWARD_SOURCE/tests/integration/plant.sql"; printf 'select pg_temp.%s;\n' "$@"; } | psql -qAtX >/dev/null
    await 30 'tally comes to the end of the log' counted
}
counted() { [[ $(sql "select max(e.pos) = (select pos from cursor where consumer = 'tally' and city_id = 1) from event e where city_id = 1") == t ]]; }
restart() {
    for worker in 0 1; do
        s6-svc -r "$STEWARD_HOME/service/tally-$worker"
    done
}

# The usual ones of a city without the file: of the last periods that are due.
usual() { [[ $(sql "select count(*) from standing_report") == 7 ]]; }
await 20 'the usual reports are made' usual
expect_equal 'the usual ones' 'daily monthly monthly-categories monthly-communities monthly-streets weekly weekly-streets' \
    "$(sql "select string_agg(name, ' ' order by name) from standing_report")"
expect_equal 'last month' "$(TZ=Asia/Shanghai date -d "$(TZ=Asia/Shanghai date +%Y-%m-01) -1 month" +%F)" "$(made monthly)"
expect_equal 'nobody is told' 0 "$(sql "select count(*) from standing_report where channel <> ''")"

# Yesterday 3 for urban and 1 for housing, the day before 2 and 2; the day before that nothing.
planted "hand_out(2, 'urban', 2)" "hand_out(2, 'housing', 2)" "hand_out(1, 'urban', 3)" "hand_out(1, 'housing', 1)"

# A report that is due with the next minute but one.
start_server --faults 0
write_settings
cp -r "$STEWARD_SOURCE/deploy/cities/mini-manual" "$folder/city"
due=$((EPOCHSECONDS / 60 * 60 + 60))
((due - EPOCHSECONDS > 15)) || due=$((due + 60))
if [[ $(TZ=Asia/Shanghai date -d "@$due" +%H:%M) == 00:0[01] ]]; then
    sleep 130 # not around midnight: yesterday would be another day
    exec "$0"
fi
cat >"$folder/city/notify.yaml" <<END
language: zh
channels:
  - {code: hook, kind: webhook, url: "http://127.0.0.1:$http_port/hook", secret: hook}
templates:
  - {event: clock.overdue, title: "超期", text: "{ticket}"}
routes:
  - {events: [clock.overdue], channel: hook}
END
cat >"$folder/city/reports.yaml" <<END
reports:
  - {name: brief, title: 每日简报, kind: daily, of: organisation, measures: [dispatched, due, closing, open], rank: dispatched, at: "$(TZ=Asia/Shanghai date -d "@$due" +%H:%M)", channel: hook}
  - {name: people, title: 督办日报, kind: daily, of: department, at: "00:00", channel: hook, roles: [supervisor]}
END
steward city load "$folder/city"
first() { [[ $(made brief) == "$(day 2)" ]]; }
await 20 'the one of the day before is made at once' first
while ((EPOCHSECONDS < due)); do
    expect_equal 'not before its time' "$(day 2)" "$(made brief)"
    sleep 0.5
done
restart
second() { [[ $(made brief) == "$(day 2) $(day 1)" ]]; }
await 30 'that of yesterday is made when it is due' second

# It says what was.
show() { steward report show brief --json "${@:2}" | field "$1"; }
position=$(show "it['position']")
kept=$(show "{r['organisation']: r['dispatched'] for r in it['answer']['rows'] if r['dispatched']}")
expect_equal 'rows' "{'urban': 3, 'housing': 1}" "$kept"
expect_equal 'ranks' '1 2' "$(show "' '.join(str(r['rank']['dispatched']) for r in it['answer']['rows'][:2])")"
expect_equal 'the day before, by any day of it' "{'housing': 2, 'urban': 2}" \
    "$(show "dict(sorted((r['organisation'], r['dispatched']) for r in it['answer']['rows'] if r['dispatched']))" --period "$(day 2)")"
expect 0 '派单4件，环比持平' steward report show brief
expect 0 '派单增加最多：城市管理局，多1件（2→3）' steward report show brief
expect 0 '派单减少最多：住房和城乡建设局，少1件（2→1）' steward report show brief
expect 0 '每日简报' steward report list --name brief

# Told once, to whom it is for.
told() { [[ $(sql "select count(*) from delivery where template = 'report' and state = 3") == "$(sql "select count(*) from delivery where template = 'report'")" ]] && [[ $(sql "select count(*) from standing_report where channel <> '' and told_at is null") == 0 ]]; }
await 30 'what is to be told is delivered' told
expect_equal 'brief over the hook' 2 "$(sql "select count(*) from delivery where template = 'report' and title = '每日简报' and recipient = ''")"
expect_equal 'people: each supervisor' 'chief supervisor' "$(sql "select string_agg(recipient, ' ' order by recipient) from delivery where template = 'report' and title = '督办日报'")"
expect_equal 'with where it is found' t "$(sql "select bool_and(body like '%派单%steward report show brief --period %') from delivery where template = 'report' and title = '每日简报'")"

# A correction: the living question follows, the kept report does not, and its numbers open at its position.
planted "strike_out('housing')" "strike_out('urban')" "strike_out('urban')" "strike_out('urban')"
living() { steward report --json --from "$(day 1)" --to "$(day 1)" --measures dispatched | field "{r['organisation']: r['dispatched'] for r in it['rows'] if r['dispatched']}"; }
expect_equal 'the living question' "{'housing': 1, 'urban': 2}" "$(living)"
expect_equal 'the kept report' "$kept" "$(show "{r['organisation']: r['dispatched'] for r in it['answer']['rows'] if r['dispatched']}")"
expect_equal 'its tickets' 3 "$(steward report tickets --json --from "$(day 1)" --to "$(day 1)" --by organisation --measure dispatched --row urban --position "$position" | field "len(it['tickets'])")"
restart
await 30 'tally is at work again' counted

# After a standstill: in their order, and none twice.
for worker in 0 1; do
    s6-svc -d "$STEWARD_HOME/service/tally-$worker"
done
sleep 1
sql "delete from standing_report where name = 'brief' and first_day = '$(day 1)'; update standing_report set first_day = first_day - 3, last_day = last_day - 3 where name = 'brief'"
for worker in 0 1; do
    s6-svc -u "$STEWARD_HOME/service/tally-$worker"
done
caught_up() { [[ $(made brief) == "$(day 5) $(day 4) $(day 3) $(day 2) $(day 1)" ]]; }
await 30 'all that was missed, in order' caught_up
sleep 3
expect_equal 'and nothing twice' "$(day 5) $(day 4) $(day 3) $(day 2) $(day 1)" "$(made brief)"

# Of a past period on command; what was made already stays.
expect 0 "made: brief, $(day 9) to $(day 9)" steward report make brief --period "$(day 9)" --actor supervisor
expect_equal 'as any other' "$(day 9)" "$(show "it['from']" --period "$(day 9)")"
expect 0 "position $(steward report show people --json | field "it['position']") " steward report make people --period "$(day 1)" --actor supervisor
expect 0 "made: brief, $(day 12) to $(day 12)" steward report make brief --period "$(day 12)" --actor supervisor --key once
expect 0 "made: brief, $(day 12) to $(day 12)" steward report make brief --period "$(day 12)" --actor supervisor --key once
expect 1 'this idempotency key was used with another request' steward report make brief --period "$(day 13)" --actor supervisor --key once
expect_equal 'of the key made once' "$(day 12)" "$(sql "select string_agg(first_day::text, ' ') from standing_report where key = 'once'")"
expect_equal 'and not of the other day' '' "$(sql "select name from standing_report where name = 'brief' and first_day = '$(day 13)'")"
expect 1 "actor: 'operator' may not make reports" steward report make brief --period "$(day 8)" --actor operator
expect 1 'period: the period has not ended yet' steward report make brief --period "$(day 0)" --actor supervisor
expect 1 'period: period must be a day' steward report make brief --period 2025-02-30 --actor supervisor
expect 1 "has no report 'nothing'" steward report make nothing --period "$(day 1)" --actor supervisor

# Of companies: those only, also in the total, ranked among each other; what departments had is no part of it.
planted "hand_out(20, 'east.company', 2)" "hand_out(20, 'west.company', 3)" "hand_out(20, 'urban', 7)" "hand_out(21, 'west.company', 1)"
cat >>"$folder/city/reports.yaml" <<END
  - {name: companies, title: 物业企业日报, kind: daily, of: company, measures: [dispatched, returned, open, on_time], rank: dispatched, at: "00:00"}
END
steward city load "$folder/city"
await 20 'the report of companies is known' steward report make companies --period "$(day 20)" --actor supervisor
companies() { steward report show companies --json --period "$(day 20)" | field "$1"; }
expect_equal 'companies only, best first' '[("west.company", 3, 1), ("east.company", 2, 2)]' \
    "$(companies "[(r['organisation'], r['dispatched'], r['rank']['dispatched']) for r in it['answer']['rows']]" | tr "'" '"')"
expect_equal 'who fewer were returned of' '1 1' "$(companies "' '.join(str(r['rank']['returned']) for r in it['answer']['rows'])")"
expect_equal 'a total of companies' '5 0 6' "$(companies "' '.join(str(it['answer']['total'][m]) for m in ('dispatched', 'returned', 'open'))")"
expect_equal 'beside the day before' 'west.company 1 2' \
    "$(companies "' '.join(str(x) for x in (it['answer']['rows'][0]['organisation'], *(it['answer']['rows'][0]['previous']['dispatched'][k] for k in ('was', 'difference'))))")"
expect 0 '派单5件，环比上升400.0%（1件）' steward report show companies --period "$(day 20)"
expect 0 '合计' steward report show companies --period "$(day 20)"
table=$(steward report show companies --period "$(day 20)")
[[ $table != *城市管理局* ]] || fail "a department among companies: $table"

# As a file, bad input, and who may see them.
steward report show brief --csv "$folder/brief.csv" >/dev/null
grep -q '城市管理局,2,' "$folder/brief.csv" || fail "not in the file: $(cat "$folder/brief.csv")"
expect 1 "has no report 'nothing'" steward report show nothing
expect 1 'of the period that begins on 2020-01-01' steward report show brief --period 2020-01
expect 1 'period: period must be a month' steward report show brief --period 2020-02-30
expect 1 'actor: urban.handler does not see all' steward report show brief --actor urban.handler
expect 1 'actor: urban.handler does not see all' steward report list --actor urban.handler
wrong() { # LINE PATTERN
    printf 'reports:\n%s\n' "$1" >"$folder/city/reports.yaml"
    expect 1 "$2" steward city check "$folder/city"
}
wrong '  - {name: a, title: A, kind: hourly, of: organisation, at: "08:00"}' 'kind'
wrong '  - {name: a, title: A, kind: daily, of: planets, at: "08:00"}' 'of'
wrong '  - {name: a, title: A, kind: daily, of: organisation, at: "25:00"}' 'is no time of a day'
wrong '  - {name: a, title: A, kind: daily, of: organisation, at: "08:00", measures: [luck]}' '"luck" is no measure'
wrong '  - {name: a, title: A, kind: daily, of: organisation, at: "08:00", rank: returned}' '"returned" is not among the measures'
wrong '  - {name: a, title: A, kind: daily, of: organisation, at: "08:00", channel: pigeon}' 'pigeon'
wrong '  - {name: a, title: A, kind: daily, of: organisation, at: "08:00", roles: [supervisor]}' 'over a channel, and none is named'
wrong '  - {name: a, title: A, kind: daily, of: organisation, at: "08:00", weekday: monday}' 'is of weekly reports only'
wrong '  - {name: a, title: A, kind: weekly, of: organisation, at: "08:00", day: 3}' 'is of monthly reports only'
wrong '  - {name: a, title: A, kind: monthly, of: organisation, at: "08:00", day: 29}' 'day'
wrong '  - {name: a, title: A, kind: daily, of: organisation, at: "08:00"}
  - {name: a, title: B, kind: daily, of: street, at: "08:00"}' 'is there twice'
echo 'ok: standing reports'
