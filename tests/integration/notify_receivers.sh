#!/usr/bin/env bash
# Receivers of every sort: a hundred slow ones beside a fast one, refusals for good, an address that is not allowed,
# messages that wait and are merged, quiet hours, the morning list, dead letters that are sent again.
set -euo pipefail

# Wherever it runs, it is a little after noon in the city: no quiet hours and no due time of this test meet midnight.
if [[ -z ${STEWARD_HOME:-} ]]; then
    export NOTIFY_CITY NOTIFY_ZONE
    NOTIFY_CITY=$(mktemp -d)
    offset=$((10#$(date -u +%H) - 12))
    NOTIFY_ZONE=Etc/GMT$( ((offset < 0)) && echo "$offset" || echo "+$offset")
    cp -r "$STEWARD_SOURCE/deploy/cities/mini" "$NOTIFY_CITY/city"
    sed -i "s|^timezone:.*|timezone: $NOTIFY_ZONE|" "$NOTIFY_CITY/city/city.yaml"
    chmod -R a+rX "$NOTIFY_CITY"
    exec "$STEWARD_SOURCE/tests/harness/with-steward" --city "$NOTIFY_CITY/city" -- "$0"
fi
# shellcheck source=tests/integration/notify.sh
source "$STEWARD_SOURCE/tests/integration/notify.sh"

expect() { # WHAT EXPECTED FOUND
    [[ $2 == "$3" ]] || fail_notify "$1: expected '$2', found '$3'"
    echo "ok: $1"
}

states() { ask "select string_agg(distinct state::text, ',') from steward.delivery where channel like '$1'"; }
in_state() { [[ $(states "$1") == "$2" ]]; }
arrived() { grep -c "\"where\": \"$1\"" "$folder/journal" || true; }

start_server --faults 0
hook="http://127.0.0.1:$http_port"
write_settings
mv "$NOTIFY_CITY/city" "$folder/city"
rmdir "$NOTIFY_CITY"

# What falls due today, before there is anybody to be told.
for title in 电梯停运 电梯异响; do
    steward ticket submit --city mini --actor operator --channel app --category city.noise --area west.bridge \
        --title "$title" >/dev/null
done
# No event tells of it: what lists and boards go by is moved along.
clocks() { [[ $(ask 'select count(*) from steward.clock_line where kind = 1') == 2 ]]; }
await 20 'both have a clock' clocks
ask "update steward.clock set due_at = date_trunc('second', now()) + interval '1 hour' where kind = 1;
     update steward.clock_line c set due_at = k.due_at from steward.clock k where k.kind = 1 and c.kind = 1 and c.ticket_id = k.ticket_id;
     update steward.ticket_line l set due_at = k.due_at from steward.clock k where k.kind = 1 and l.ticket_id = k.ticket_id;
     update steward.heat_line h set due_at = l.due_at from steward.ticket_line l where h.ticket_id = l.ticket_id" >/dev/null

slow='attempts: 3, first: 1s, most: 1s'
{
    cat <<END
quiet: "11:00-14:00"
gather: 3s
channels:
  - {code: fast, kind: webhook, url: "$hook/hook", secret: hook}
  - {code: wecom, kind: wecom, url: "$hook/wecom/send", secret: wecom, rate: 600/m}
  - {code: night, kind: dingtalk, url: "$hook/dingtalk/send", secret: dingtalk}
  - {code: gone, kind: webhook, url: "$hook/always/410", secret: hook}
  - {code: seven, kind: webhook, url: "$hook/always/200", secret: hook, answer: code, $slow}
  - {code: patient, kind: webhook, url: "$hook/patience/429/7", secret: hook, first: 1s}
  - {code: dated, kind: webhook, url: "$hook/patience/503/7/date", secret: hook, first: 1s}
  - {code: inside, kind: webhook, url: "http://127.0.0.1:9/x", secret: hook, attempts: 1}
  - {code: late, kind: webhook, url: "$hook/hook", secret: not-yet-there, attempts: 1}
  - {code: nobody, kind: email, url: "smtp://127.0.0.1:$smtp_port", from: s@example.org, to: [nobody@example.org]}
  - {code: list, kind: feishu, url: "$hook/feishu", secret: feishu}
END
    for i in {1..100}; do
        echo "  - {code: held$i, kind: webhook, url: \"$hook/held/$i\", secret: hook, timeout: 2m}"
    done
    cat <<END
templates:
  - {event: ticket.received, title: 登记, text: "{event}|{ticket}|{title}", importance: 10}
  - {event: ticket.dispatched, title: 派单, text: "{event}|{ticket}|{organisation}", importance: 20}
routes:
  - {events: [ticket.received], channel: fast, urgent: yes}
  - {events: [ticket.received], channel: gone, urgent: yes}
  - {events: [ticket.received], channel: seven, urgent: yes}
  - {events: [ticket.received], channel: patient, urgent: yes}
  - {events: [ticket.received], channel: dated, urgent: yes}
  - {events: [ticket.received], channel: inside, urgent: yes}
  - {events: [ticket.received], channel: late, urgent: yes}
  - {events: [ticket.received], channel: nobody, urgent: yes}
  - {events: [ticket.received, ticket.dispatched], channel: night}
END
    for i in {1..100}; do
        echo "  - {events: [ticket.received], channel: held$i, urgent: yes}"
    done
    cat <<END
digest:
  at: "12:00"
  to: list
  title: "今日到期"
  heading: "{city} {date} 今日到期 {count} 件"
  department: "{organisation}（{count}）"
  line: "  #{ticket} {title} {due}"
END
} >"$folder/city/notify.yaml"

# An address of a private network is refused by file and line, until the installation allows it.
line=$(grep -n 'code: inside' "$folder/city/notify.yaml" | cut -d: -f1)
! steward city check "$folder/city" 2>"$folder/refusal" || fail_notify 'a private address was not refused'
expect 'a private address is refused' "notify.yaml:$line: channels[8].url: 127.0.0.1:9 is within a private network" \
    "$(sed 's/,.*//' "$folder/refusal")"
cp "$STEWARD_HOME/settings.yaml" "$folder/settings"
sed -i 's/allow: \[/allow: ["127.0.0.1:9", /' "$STEWARD_HOME/settings.yaml"
steward city load "$folder/city"
cp "$folder/settings" "$STEWARD_HOME/settings.yaml" # notify, which has read it before, allows it no more than before
listed() { (($(arrived feishu/feishu-token) > 0)); }
await 20 'the morning list' listed
expect 'the morning list says what falls due today, by department' \
    "小城 $(TZ=$NOTIFY_ZONE date +%F) 今日到期 2 件|城市管理局（2）|  #1 电梯停运" \
    "$(ask "select array_to_string((string_to_array(body, E'\n'))[1:2], '|') || '|' ||
            regexp_replace((string_to_array(body, E'\n'))[3], ' [0-9-]+ [0-9:]+$', '') from steward.delivery where template = 'digest'")"

submit one
submit two
await 20 'the fast one has both' in_state fast 3
called() { (($(grep -o '"where": "held/[0-9]*"' "$folder/journal" | sort -u | wc -l) == 100)); }
await 20 'every slow one is being talked to' called
expect 'none of the slow ones has answered' 2 "$(states 'held%' | tr -d 1,)" # some may wait for more room
submit three
told_three() { [[ $(ask "select count(*) from steward.delivery where channel = 'fast' and state = 3") == 3 ]]; }
await 20 'the fast one does not wait for them' told_three
expect 'the fast one has them while the slow ones hold' t \
    "$(ask "select count(*) = 3 and (select count(*) from steward.delivery where channel like 'held%' and state = 3) = 0
            from steward.delivery where channel = 'fast'")"
touch "$folder/release"
await 30 'the slow ones have them too' in_state 'held%' 3

await 30 'who asks for patience has them' in_state patient 3
await 30 'who asks for patience until a date has them' in_state dated 3
/usr/bin/python3 - "$folder/journal" <<'END'
import json, sys
lines = [json.loads(line) for line in open(sys.argv[1])]
for where, least in (("patience/429/7", 7), ("patience/503/7/date", 6)):  # a date has whole seconds
    heard = [(line["at"], line["key"]) for line in lines if line["where"] == where]
    again = [at - heard[0][0] for at, key in heard[1:] if key == heard[0][1]]
    assert len(again) == 1 and again[0] >= least, heard
print("ok: Retry-After is kept, in seconds and as a date")
END

await 20 'what is gone for good is dead' in_state gone 4
await 20 'no such mailbox' in_state nobody 4
await 20 'answered with another code until it is dead' in_state seven 4
expect 'one that says 410 was asked once for each message' t \
    "$(ask "select max(attempts) = 1 from steward.delivery where channel = 'gone'")"
expect 'one that answers with a code was tried three times' t \
    "$(ask "select min(attempts) = 3 and max(attempts) = 3 from steward.delivery where channel = 'seven'")"
expect 'what is not allowed was never connected to' \
    '127.0.0.1 is not allowed: it is no public address, nor in notify.allow' \
    "$(ask "select distinct last_error from steward.delivery where channel = 'inside'")"
expect 'failures are on the timeline' 3 "$(ask "select count(*) from steward.event where kind = 121 and data->>'channel' = 'gone'")"
expect 'by night nobody is told what is not urgent' '1 t' \
    "$(ask "select min(state), bool_and(not_before = date_trunc('hour', not_before)) from steward.delivery where channel = 'night'" | tr '|' ' ')"

# Dead letters are seen, and sent again under the keys that they had.
finding() { # CHECK: what doctor finds
    { steward doctor --json || true; } | /usr/bin/python3 -c 'import json, sys
print(*(str(row["holds"]) + " " + row["found"] for row in json.load(sys.stdin) if row["check"] == sys.argv[1]))' "$1"
}
expect 'doctor tells of a secret that is missing' 'False mini, channel late: the secrets file has no entry not-yet-there' \
    "$(finding secrets)"
dead=$(ask 'select count(*) from steward.delivery where state = 4')
expect 'doctor tells of dead letters' "False $dead dead in the last 7 days, most of them of mini" \
    "$(finding letters | sed 's/ over channel.*//')"
expect 'a secret that is missing' 'the secrets file has no entry not-yet-there' \
    "$(steward notify list --city mini --channel late --state dead --json | grep -m 1 -o 'the secrets file[^"]*')"
keys=$(ask "select string_agg(distinct f.effect_key, ',') from steward.delivery d join steward.delivery f
            on f.city_id = d.city_id and f.delivery_id = d.batch where d.channel = 'late'")
sed -i 's/^contacts:/  - {name: not-yet-there, secret: whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=}\ncontacts:/' \
    "$STEWARD_HOME/run/secrets.yaml"
sleep 1.2 # notify looks at the file once a second
expect 'dead letters are sent again' '3 dead letters are sent again' "$(steward notify retry --city mini --channel late)"
await 20 'they arrive' in_state late 3
expect 'under the keys that they had' "$keys" \
    "$(ask "select string_agg(distinct f.effect_key, ',') from steward.delivery d join steward.delivery f
            on f.city_id = d.city_id and f.delivery_id = d.batch where d.channel = 'late'")"
for key in ${keys//,/ }; do
    grep -q "\"key\": \"$key\"" "$folder/journal" || fail_notify "the key $key has not arrived"
done

# What waits is merged into one message, the more important first.
sed -i 's/^quiet:.*//; s/channel: night}/channel: wecom}/' "$folder/city/notify.yaml"
sed -i '/{code: inside/d; /channel: inside/d; /held/d' "$folder/city/notify.yaml"
steward city load "$folder/city"
await 20 'the new pack' grep -q 'pack read city=mini version=3' "$STEWARD_HOME/log/notify-0/current"
ended() { [[ $(s6-svstat -o up "$STEWARD_HOME/service/notify-0") == false ]]; }
s6-svc -d "$STEWARD_HOME/service/notify-0"
await 15 'notify has ended' ended
for i in {1..10}; do submit "merge $i"; done
s6-svc -u "$STEWARD_HOME/service/notify-0"
merged() { [[ $(ask "select count(*) from steward.delivery where channel = 'wecom' and state = 3") == 20 ]]; }
await 30 'all are told' merged
/usr/bin/python3 - "$folder/journal" <<'END'
import json, sys
messages = [json.loads(line) for line in open(sys.argv[1])]
messages = [m for m in messages if m["where"].startswith("wecom")]
lines = [line for m in messages for line in m["text"].split("\n") if "ticket." in line]
assert len(lines) == 20, lines
assert len(messages) == 1, len(messages)  # all were seen at once
for m in messages:
    kinds = [line.split("|")[0][-3:] for line in m["text"].split("\n") if "ticket." in line]
    assert kinds == sorted(kinds, key=lambda kind: kind != "hed"), m["text"]  # dispatched before received
    assert len(m["text"].encode()) <= 2048 and m["signed"]
print(f"ok: 20 deliveries in {len(messages)} messages, the more important first")
END

number=$(steward notify test --city mini --channel fast --text 你好 --key once --json | grep -o '[0-9]*')
expect 'a test is sent once for a key' "$number" \
    "$(steward notify test --city mini --channel fast --text 你好 --key once --json | grep -o '[0-9]*')"
tested() { steward notify show "$number" --city mini | grep -q '^  state *delivered'; }
await 20 'a test arrives' tested
grep -q '你好' "$folder/journal" || fail_notify 'the test message has not arrived'
! steward notify test --city mini --channel none 2>"$folder/refusal" || fail_notify 'a channel that is none'
expect 'a channel that is none' "steward: notify.test refused: channel: notify.yaml of city mini has no channel 'none'" \
    "$(cat "$folder/refusal")"
[[ ! -s $folder/errors ]] || fail_notify 'a receiver did not understand a message'
steward log verify >/dev/null
! grep -E 'Sanitizer|runtime error' "$STEWARD_HOME"/log/*/current || fail_notify 'a sanitizer has found something'
