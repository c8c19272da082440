#!/usr/bin/env bash
# The nightly verification of figures reaches people: a night that finds differences is told once to the administrators and
# to the group, by real receivers; status and doctor say how the last night was; a night that was missed is made up for.
set -euo pipefail
if [[ -z ${STEWARD_HOME:-} ]]; then
    exec "$STEWARD_SOURCE/tests/harness/with-steward" --city mini-manual --workers 'tally=2' -- "$0"
fi
# shellcheck source=tests/integration/notify.sh
source "$STEWARD_SOURCE/tests/integration/notify.sh"
# shellcheck source=tests/integration/expect.sh
source "$STEWARD_SOURCE/tests/integration/expect.sh"
export STEWARD_CITY=mini-manual

sql() { ask "set search_path = steward; $1" | tail -n +2; }
day() { TZ=Asia/Shanghai date -d "$1 days ago" +%F; }
field() { # EXPRESSION of `it`: of the JSON on stdin
    /usr/bin/python3 -c 'import json, sys; it = json.load(sys.stdin); print(eval(sys.argv[1]))' "$1"
}
tell() { # KEY: of the city, what status says of its figures
    steward status --json | field "it['figures'][0].get('$1')"
}
finding() { # what doctor finds of figures
    { steward doctor --json || true; } | field "' '.join(str(r['holds']) + ' ' + r['found'] for r in it if r['check'] == 'figures')"
}
counted() { [[ $(sql "select max(e.pos) = (select pos from cursor where consumer = 'tally') from event e") == t ]]; }
alarms() { sql 'select count(*) from event where kind = 119'; }
arrived() { # WHERE: how many messages about figures
    grep '指标不符' "$folder/journal" | grep -c "\"where\": \"$1" || true
}
told() { [[ $(arrived hook) == "$1" && $(arrived wecom) == "$2" ]]; }
workers() { # OPTION of s6-svc: both of tally
    for worker in 0 1; do s6-svc "$1" "$STEWARD_HOME/service/tally-$worker"; done
}
down() { [[ $(s6-svstat -o up "$STEWARD_HOME/service/tally-0")$(s6-svstat -o up "$STEWARD_HOME/service/tally-1") == falsefalse ]]; }
verified() { [[ $(tell nights_ago) == 0 ]]; }

# again AGO: the last night was so many nights ago, which tally finds when it begins.
again() {
    workers -d
    await 20 'tally has ended' down
    sql "update figures_audit set night = night - $1"
}
night() { # makes up for the night that was missed
    workers -u
    await 60 'the night that was missed is made up for' verified
}

if [[ $(TZ=Asia/Shanghai date +%H:%M) == 03:2[6-9] || $(TZ=Asia/Shanghai date +%H:%M) == 23:5[6-9] ]]; then
    sleep 270 # neither into the next night nor into the next day
fi
start_server --faults 0
write_settings
cp -r "$STEWARD_SOURCE/deploy/cities/mini-manual" "$folder/city"
# Where an administrator works is nothing to whom they answer for.
sed -i 's/^  - {code: administrator,.*/&\n  - {code: keeper, name: 管理员乙, roles: [administrator], organisation: urban}/' "$folder/city/people.yaml"
cat >"$folder/city/notify.yaml" <<END
gather: 1s
channels:
  - {code: hook, kind: webhook, url: "http://127.0.0.1:$http_port/hook", secret: hook}
  - {code: group, kind: wecom, url: "http://127.0.0.1:$http_port/wecom/send", secret: wecom}
templates:
  - {event: figures.differ, title: 指标不符, text: "【指标不符】{city} {differences}: {cells}"}
routes:
  - {events: [figures.differ], channel: hook, roles: [administrator]}
  - {events: [figures.differ], channel: group}
END
steward city load "$folder/city" >/dev/null

# All is well: the first night is made up for at once, and says so.
await 60 'the first night' verified
expect_equal 'no differences' "0 $(day 2) $(day 1) True" "$(tell differences) $(tell from) $(tell to) $(tell holds)"
expect 0 "Figures of mini-manual: $(day 2) to $(day 1) verified $(day 0)" steward status
expect 0 'ok    figures' steward doctor

# A ticket of yesterday is counted at a day at which it was not; the night finds it.
{ cat "$STEWARD_SOURCE/tests/integration/plant.sql"; echo "select pg_temp.hand_out(1, 'urban', 3);"; } | psql -qAtX >/dev/null
await 30 'all is counted' counted
again 1
sql "create table taken as select * from counted where measures & 1 = 1 order by ticket_id limit 1;
     delete from counted c using taken t where (c.city_id, c.ticket_id, c.entry) = (t.city_id, t.ticket_id, t.entry)"
night
[[ $(tell differences) -gt 0 && $(tell holds) == False ]] || fail "the night found $(tell differences), holds: $(tell holds)"
expect_equal 'one alarm' 1 "$(alarms)"
await 30 'both administrators and the group are told' told 2 1
expect_equal 'each of them' 'administrator keeper' \
    "$(sql "select string_agg(recipient, ' ' order by recipient) from delivery where template = 'figures.differ' and channel = 'hook'")"
expect_equal 'with how many, and the first' t \
    "$(sql "select bool_and(body like '【指标不符】小城% ' || (select differences from figures_audit) || ': %the log makes%; %') from delivery
            where template = 'figures.differ'")"
expect_equal 'signed' 3 "$(grep '指标不符' "$folder/journal" | grep -c '"signed": true')"
expect 1 "steward report verify --city mini-manual --from $(day 2) --to $(day 1) names the cells" steward doctor
[[ $(finding) == "False mini-manual: $(day 2) to $(day 1) verified"*'; the first: '* ]] || fail "doctor: $(finding)"

# Workers that begin anew do not tell it a second time; the next night does.
workers -r
sleep 3
expect_equal 'still one alarm' 1 "$(alarms)"
again 1
night
expect_equal 'another night, another alarm' 2 "$(alarms)"
await 30 'told once more' told 4 2

# Made good, and no night for long: doctor says so until there was one.
sql 'insert into counted select * from taken; drop table taken'
again 4
expect 1 'not verified for 4 nights' steward doctor
night
expect_equal 'the last night' "0 True" "$(tell differences) $(tell holds)"
expect 0 'ok    figures' steward doctor
expect_equal 'nobody is told of it' 2 "$(alarms)"

# One that was never verified, in a city that was loaded long ago.
again 0
sql "delete from figures_audit; update pack_file set loaded_at = loaded_at - interval '5 days'"
expect 1 'mini-manual: not verified yet; not verified for 5 nights' steward doctor
expect 1 'steward logs tally-0 tells why' steward doctor
night
[[ ! -s $folder/errors ]] || fail 'a receiver did not understand a message'
echo 'ok: nights reach people'
