#!/usr/bin/env bash
# The fault run: receivers that fail, hang, answer 200 with an error code, close half-way or are slow, and notify killed
# in the middle of it. Nothing is lost, and nothing comes twice but under the key that it had.
set -euo pipefail
if [[ -z ${STEWARD_HOME:-} ]]; then
    exec "$STEWARD_SOURCE/tests/harness/with-steward" --city mini -- "$0"
fi
# shellcheck source=tests/integration/notify.sh
source "$STEWARD_SOURCE/tests/integration/notify.sh"

tickets=${NOTIFY_TICKETS:-40}
start_server --faults "${NOTIFY_FAULTS:-40}" --seed "${NOTIFY_SEED:-7}"
write_settings
cp -r "$STEWARD_SOURCE/deploy/cities/mini" "$folder/city"
pace='attempts: 50, first: 1s, most: 1s, timeout: 2s'
cat >"$folder/city/notify.yaml" <<END
language: zh
gather: 1s
channels:
  - {code: wecom, kind: wecom, url: "http://127.0.0.1:$http_port/wecom/send", secret: wecom, rate: 600/m, $pace}
  - {code: dingtalk, kind: dingtalk, url: "http://127.0.0.1:$http_port/dingtalk/send", secret: dingtalk, rate: 20/s, $pace}
  - {code: feishu, kind: feishu, url: "http://127.0.0.1:$http_port/feishu", secret: feishu, rate: 600/m, mention: all, $pace}
  - {code: hook, kind: webhook, url: "http://127.0.0.1:$http_port/hook", secret: hook, answer: code, language: en, $pace}
  - {code: mail, kind: email, url: "smtp://127.0.0.1:$smtp_port", from: steward@example.org, to: [duty@example.org], $pace}
templates:
  - {event: ticket.received, title: "{city}：登记 {ticket}", text: "{event}|{ticket}|{title}", importance: 10}
  - {event: ticket.dispatched, title: "{city}：派单 {ticket}", text: "{event}|{ticket}|{organisation} {due}", importance: 20}
  - {event: ticket.received, language: en, title: "received", text: "{event}|{ticket}|{title}"}
  - {event: ticket.dispatched, language: en, title: "dispatched", text: "{event}|{ticket}|{state} {left}"}
routes:
  - {events: [ticket.received, ticket.dispatched], channel: wecom}
  - {events: [ticket.received, ticket.dispatched], channel: dingtalk, urgent: yes}
  - {events: [ticket.received, ticket.dispatched], channel: feishu, urgent: yes}
  - {events: [ticket.received, ticket.dispatched], channel: hook, urgent: yes}
  - {events: [ticket.received], channel: mail}
  - {events: [ticket.dispatched], channel: mail, organisation: urban, roles: [handler]}
END
steward city load "$folder/city"
await 20 'notify is there again' steward status --json >/dev/null

for ((i = 1; i <= tickets; i++)); do
    submit "$i"
    if ((i % 13 == 0)); then
        kill_notify
    fi
done
expected=$((tickets * 11)) # received to 5 channels; dispatched to 4, and to 2 handlers
made() { [[ $(ask 'select count(*) from steward.delivery') == "$expected" ]]; }
await 30 'every event has led to its deliveries' made
kill_notify
await 90 'all is delivered' settled "$expected" 3

ask "select json_build_object('delivery', d.delivery_id, 'key', f.effect_key, 'channel', d.channel, 'recipient', d.recipient,
            'text', d.body) from steward.delivery d
     join steward.delivery f on f.city_id = d.city_id and f.delivery_id = d.batch" >"$folder/deliveries"
/usr/bin/python3 "$STEWARD_SOURCE/tests/integration/notify_compare.py" "$folder/deliveries" "$folder/journal"
told=$(ask "select count(*) from steward.event where kind = 120")
[[ $told == "$expected" ]] || fail_notify "the timelines tell of $told deliveries, expected $expected"
[[ ! -s $folder/errors ]] || fail_notify 'a receiver did not understand a message'
steward log verify
! grep -E 'Sanitizer|runtime error' "$STEWARD_HOME"/log/*/current || fail_notify 'a sanitizer has found something'
! grep -E 'wecom-key|ding-token|feishu-token|feishu-secret|SEC0123|whsec' "$STEWARD_HOME"/log/*/current ||
    fail_notify 'a secret is in a log'
