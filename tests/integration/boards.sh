#!/usr/bin/env bash
# Boards: what falls due when, by department and by handler, what is overdue and at which step, who was told and has
# opened it; and the alarm for a year that a calendar does not have, once, of two watchers.
set -euo pipefail

# Wherever it runs, it is a little after noon in the city: what is due in half an hour is due today, in a day tomorrow.
if [[ -z ${STEWARD_HOME:-} ]]; then
    export BOARDS_CITY BOARDS_ZONE
    BOARDS_CITY=$(mktemp -d)
    offset=$((10#$(date -u +%H) - 12))
    BOARDS_ZONE=Etc/GMT$( ((offset < 0)) && echo "$offset" || echo "+$offset")
    cp -r "$STEWARD_SOURCE/deploy/cities/mini-manual" "$BOARDS_CITY/city"
    sed -i -e "s|^timezone:.*|timezone: $BOARDS_ZONE|" -e 's|^code:.*|code: mini|' \
        -e 's|^  plain:|  fast: [{at: due, to: [handler]}, {at: due+2s, to: [supervisor]}]\n  plain:|' "$BOARDS_CITY/city/city.yaml"
    sed -i 's|limit: 2s}|limit: 2s, ladder: fast}|' "$BOARDS_CITY/city/categories.yaml"
    cat >>"$BOARDS_CITY/city/categories.yaml" <<END
  - {code: test.half, name: 半小时, parent: test, limit: 30m}
  - {code: test.day, name: 一天, parent: test, limit: 1d}
  - {code: test.three, name: 三天, parent: test, limit: 3d}
END
    chmod -R a+rX "$BOARDS_CITY"
    exec "$STEWARD_SOURCE/tests/harness/with-steward" --city "$BOARDS_CITY/city" --city mini-manual \
        --workers 'deadline=2 report=2' -- "$0"
fi
# shellcheck source=tests/integration/notify.sh
source "$STEWARD_SOURCE/tests/integration/notify.sh"
# shellcheck source=tests/integration/expect.sh
source "$STEWARD_SOURCE/tests/integration/expect.sh"
export STEWARD_CITY=mini

field() { # EXPRESSION of `it`: of the JSON on stdin
    /usr/bin/python3 -c 'import json, sys; it = json.load(sys.stdin); print(eval(sys.argv[1]))' "$1"
}
due() { # EXPRESSION OPTION…
    steward board due --json "${@:2}" | field "$1"
}
overdue() {
    steward board overdue --json "${@:2}" | field "$1"
}
totals="' '.join(str(it['totals'][n]) for n in ('hour', 'today', 'week', 'overdue'))"
tickets="' '.join(str(t['ticket']) for t in it['tickets'])"
hand_out() { # CATEGORY ORGANISATION: a ticket in their hands; prints its number
    local number
    number=$(steward ticket submit --actor operator --channel app --category "$1" --area west.bridge --title "$1 的" |
        grep -o '[0-9]*' | head -n 1)
    steward ticket dispatch "$number" --actor dispatcher --organisation "$2" >/dev/null
    echo "$number"
}

start_server --faults 0
write_settings
mv "$BOARDS_CITY/city" "$folder/city"
rmdir "$BOARDS_CITY"
cat >"$folder/city/notify.yaml" <<END
language: zh
gather: 1s
channels:
  - {code: hook, kind: webhook, url: "http://127.0.0.1:$http_port/hook", secret: hook}
  - {code: mail, kind: email, url: "smtp://127.0.0.1:$smtp_port", from: steward@example.org}
templates:
  - {event: clock.overdue, title: "超期 {ticket}", text: "{event}|{ticket}|{title}", importance: 10}
routes:
  - {events: [clock.overdue], channel: hook, urgent: yes}
  - {events: [clock.overdue], channel: mail, organisation: urban, roles: [handler], urgent: yes}
END
steward city load "$folder/city"

# Two departments, a handler.
quick=$(hand_out test.quick urban)
half=$(hand_out test.half urban)
day=$(hand_out test.day housing)
three=$(hand_out test.three housing)
steward ticket sign "$half" --actor urban.handler >/dev/null
late() { [[ $(overdue "$tickets") == "$quick" ]]; }
await 10 'one is overdue' late

# In a week that ends on Sunday: tomorrow and in three days, as far as they are in it.
weekday=$(TZ=$BOARDS_ZONE date +%u)
housing=$(((weekday <= 6) + (weekday <= 4)))
week=$half
((weekday > 6)) || week+=" $day"
((weekday > 4)) || week+=" $three"
expect_equal 'totals' "1 1 $((1 + housing)) 1" "$(due "$totals")"
expect_equal 'the next hour' "$half" "$(due "$tickets" --horizon hour)"
expect_equal 'today' "$half" "$(due "$tickets")"
expect_equal 'this week' "$week" "$(due "$tickets" --horizon week)"
expect_equal 'the week ends with Sunday' "0 00:00" "$(TZ=$BOARDS_ZONE date -d "@$(due "it['until']['week'] // 1000 - 86400")" '+%w %H:%M')"
expect_equal 'departments' "urban 1 1 1 1" "$(due "' '.join(str(it['departments'][0][n]) for n in ('organisation', 'hour', 'today', 'week', 'overdue'))")"
expect_equal 'handlers' "1" "$(due "[h['hour'] for h in it['handlers'] if h.get('handler') == 'urban.handler'][0]")"
expect_equal 'of a handler' "1 1 1 0" "$(due "$totals" --handler urban.handler)"
expect_equal 'of a department' "0 0 $housing 0" "$(due "$totals" --organisation housing)"
expect_equal 'another clock' "0 0 0 0" "$(due "$totals" --clock verification)"
expect_equal 'its next step is when it is due' True "$(due "it['tickets'][0]['next'] == it['tickets'][0]['due']")"
first=$(due "it['next']" --horizon week --limit 1)
expect_equal 'the next page' "$(cut -sd ' ' -f 2- <<<"$week")" "$(due "$tickets" --horizon week --after "$first")"

# A viewer sees theirs only.
expect_equal 'urban' "1 1 1 1" "$(due "$totals" --actor urban.handler)"
expect_equal 'housing' "0 0 $housing 0" "$(due "$totals" --actor housing.handler)"
expect_equal 'housing: nothing overdue' '0 ' "$(overdue "str(it['total']) + ' ' + $tickets" --actor housing.handler)"
expect_equal 'a grid worker of the east' "0 0 0 0" "$(due "$totals" --actor grid.east)"
expect_equal 'a grid worker of the west' "1 1 $((1 + housing)) 1" "$(due "$totals" --actor grid.west)"
expect_equal 'a resident' "0 0 0 0" "$(due "$totals" --actor resident)"
expect_equal 'an operator' "1 1 $((1 + housing)) 1" "$(due "$totals" --actor operator)"

# It climbs its ladder; who was told, and has opened it.
climbed() { [[ $(overdue "it['tickets'][0]['step']") == 'escalation 1' ]]; }
await 10 'it is escalated' climbed
expect_equal 'the same on both boards' "{'escalation 1': 1}" "$(due "it['totals']['steps']")"
told() { # CHANNEL EXPRESSION of t
    overdue "[$2 for t in it['tickets'][0]['told'] if t['channel'] == '$1' and t.get('recipient', '') in ('', 'urban.handler')][0]"
}
both_sent() { [[ $(overdue "len([t for t in it['tickets'][0]['told'] if 'sent' in t])") == 3 ]]; }
await 15 'the hook and both handlers were told' both_sent
letter=$(told mail "t['delivery']") hooked=$(told hook "t['delivery']")
expect 1 "delivery $letter is for urban.handler" steward notify open "$letter" --actor operator
expect 1 'has no delivery 999' steward notify open 999 --actor operator
expect 1 "has no person 'somebody'" steward notify open "$letter" --actor somebody
expect 0 'by urban.handler' steward notify open "$letter" --actor urban.handler
opened=$(told mail "t['opened']")
expect 0 'by urban.handler' steward notify open "$letter" --actor urban.handler
expect_equal 'the first time counts' "$opened" "$(told mail "t['opened']")"
expect 0 'by operator' steward notify open "$hooked" --actor operator
expect 0 'by operator' steward notify open "$hooked" --actor dispatcher
expect_equal 'who has opened it' 'urban.handler operator' "$(told mail "t['opened_by']") $(told hook "t['opened_by']")"
expect_equal 'on the timeline, once each' 2 "$(steward ticket show "$quick" --json | field "[e['kind'] for e in it['timeline']].count('notice.opened')")"
expect_equal 'who was told is for who sees all' '[]' "$(overdue "it['tickets'][0]['told']" --actor urban.handler)"

# For people; the live wall is still there.
expect 0 'in the next hour      1' steward board due
expect 0 "urban" steward board due --horizon week
expect 0 'overdue 1 (escalation 1 1)' steward board overdue
expect 0 'mail urban.handler' steward board overdue
expect 0 "$quick" steward board --once

# Who is done is on no board.
steward ticket handle "$half" --actor urban.handler --result 好了 >/dev/null
expect_equal 'done' "0 0 $housing 1" "$(due "$totals")"

# Bad input.
expect 1 'horizon: horizon must be hour, today or week' steward board due --horizon month
expect 1 "has no organisation 'nobody'" steward board due --organisation nobody
expect 1 "has no person 'nobody'" steward board overdue --handler nobody
expect 1 "no kind of clock 'egg'" steward board overdue --clock egg
expect 1 "has no person 'nobody'" steward board overdue --actor nobody
for after in 1000.2 1.2.3.4 1.2.x 1.0.1 -1.1.1 99999999999999999.1.1; do
    expect 1 'after: after must be what' steward board due --after="$after"
done
expect 2 'limit' steward board due --limit 0
expect 2 'limit' steward board overdue --limit 501
expect 1 "city: there is no 'nowhere'" steward board due --city nowhere

# A calendar that ends with last year: this year is missing, and from July on the next one too; each is told of once.
alarms() { ask "select coalesce(string_agg(data->>'year', ' ' order by pos), '') from steward.event where kind = 118"; }
expect_equal 'no city without a calendar is told of' '' "$(alarms)"
year=$(TZ=Asia/Shanghai date +%Y)
missing=$year
(($(TZ=Asia/Shanghai date +%-m) < 7)) || missing+=" $((year + 1))"
mkdir "$folder/cn"
printf 'years: cn\nday_ends: close\nweek: {monday: [08:00-12:00]}\n' >"$folder/calendar.yaml"
printf 'year: %s\nsource: invented\nlicence: none\nholidays: [{name: 元旦, from: %s-01-01, to: %s-01-01, days: 1}]\n' \
    $((year - 1)) $((year - 1)) $((year - 1)) >"$folder/cn/$((year - 1)).yaml"
steward calendar load --city mini-manual "$folder/calendar.yaml"
alarmed() { [[ $(alarms) == "$missing" ]]; }
await 15 'missing years are told of' alarmed
for watcher in 0 1; do
    s6-svc -r "$STEWARD_HOME/service/deadline-$watcher"
done
last=$(hand_out test.quick housing) # what is fired after the watchers have started again
fired() { [[ $(overdue "$tickets") == *" $last" ]]; }
await 15 'a watcher is at work again' fired
raised() { [[ $(overdue "it['tickets'][1]['step']") != unraised ]]; }
await 15 'which has raised it' raised
expect_equal 'once' "$missing" "$(alarms)"
steward log verify
echo 'ok: boards'
