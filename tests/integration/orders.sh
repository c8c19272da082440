#!/usr/bin/env bash
# Orders: given to all 704 grid workers of a city, received, answered, pushed, closed; what is overdue is told once.
set -euo pipefail
if [[ -z ${STEWARD_HOME:-} ]]; then
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    chmod 755 "$work"
    mkdir "$work/cities"
    cp -r "$STEWARD_SOURCE/deploy/calendars" "$work"
    cp -r "$STEWARD_SOURCE/deploy/cities/tianchang" "$work/cities"
    # Beside its 704 grid workers: who else is needed.
    cat >>"$work/cities/tianchang/people.yaml" <<'END'
  - {code: head.community, name: 书记, roles: [head], organisation: community.baita}
  - code: absent
    name: 休假网格员
    appointments:
      - {role: building_head, area: baita}
    deputies:
      - {person: resident, from: 2020-01-01, until: 2199-12-31}
END
    "$STEWARD_SOURCE/tests/harness/with-steward" --city "$work/cities/tianchang" \
        --workers 'dispatch=2 deadline=2' -- "$0"
    exit
fi
# shellcheck source=tests/integration/expect.sh
source "$STEWARD_SOURCE/tests/integration/expect.sh"
export STEWARD_CITY=tianchang

ask() { psql -AtXc "set search_path = steward; $1" | tail -n +2; }
issue() { # OPTION…
    steward order issue --actor dispatcher1 --title 暴雨橙色预警 --text 逐户通知，转移低洼处居民。 "$@"
}
number_of() { sed -n 's/^order \([0-9]*\) .*/\1/p'; }
events() { # ORDER KIND: how many of them the log has
    ask "select count(*) from event where kind = $2 and (data->>'order')::bigint = $1"
}

# What is refused, by name; nothing of it is an order.
expect 1 "'resident' may not give orders in tianchang" issue --area tianchang --actor resident
expect 1 "'head.community' may not give orders in nanmen" issue --area nanmen --actor head.community
expect 1 "area: city tianchang has no area 'nowhere'" issue --area nowhere
expect 1 "roles: there is no role 'king'" issue --area tianchang --roles grid_worker,king
expect 1 'receive_within: receive_within must be a number and a unit' issue --area tianchang --receive-within soon
expect 1 'answer_within must not end before receive_within' issue --area tianchang --receive-within 1h --answer-within 30m
expect 1 'nobody with one of the roles building_head has a duty in nanmen today' issue --area nanmen --roles building_head
expect 2 'text' steward order issue --actor dispatcher1 --area baita --title 无
expect 1 'has no order 4711' steward order push 4711 --actor dispatcher1
expect_equal 'nothing of it is an order' 0 "$(ask 'select count(*) from instruction')"

# Given to everybody; the same key gives it once.
expect 0 'is given to 704' issue --area tianchang --key storm
expect 0 'is given to 704' issue --area tianchang --key storm
expect 1 'this idempotency key was used with another command' issue --area baita --key storm
expect_equal 'it is given once' '1|704' "$(ask 'select (select count(*) from instruction), (select count(*) from receipt)')"
storm=$(issue --area tianchang --key storm | number_of)
expect_equal 'ten minutes to receive, thirty to answer' '00:10:00|00:30:00' \
    "$(ask "select receive_by - issued_at, answer_by - issued_at from instruction where order_id = $storm")"

# Received and answered, each once, by who was given it.
expect 0 "order $storm is received by grid.baita" steward order receive "$storm" --actor grid.baita
expect 1 "'grid.baita' has received order $storm already" steward order receive "$storm" --actor grid.baita
expect 0 "order $storm is answered by grid.baita" steward order answer "$storm" --actor grid.baita --answer 已通知 --count 312 --key a1
expect 0 "order $storm is answered by grid.baita" steward order answer "$storm" --actor grid.baita --answer 已通知 --count 312 --key a1
expect 1 "'grid.baita' has answered order $storm already" steward order answer "$storm" --actor grid.baita --answer 再次
expect 1 "order $storm was not given to 'resident'" steward order answer "$storm" --actor resident --answer 冒名
expect 1 "'grid.baita' is no deputy of 'grid.nanmen' today" steward order answer "$storm" --actor grid.baita --recipient grid.nanmen --answer 代
expect_equal 'events of it' '1|1' "$(events "$storm" 113)|$(events "$storm" 114)"

# Half of them answer.
workers() { # HOW MANY: of those who have not answered, but the last
    ask "select p.code from receipt r join person p using (city_id, person_id)
        where r.order_id = $storm and r.answered_at is null order by p.code limit $1"
}
workers 351 | xargs -P 4 -I N steward order answer "$storm" --actor N --answer 已通知 --count 40 >/dev/null
expect_equal 'half have answered' '352 352 50 14352' "$(steward order show "$storm" --json | python3 -c '
import json, sys
it = json.load(sys.stdin)
assert [r["person"] for r in it["receipts"] if "answered" not in r] == [r["person"] for r in it["receipts"]][:352]
print(it["answered"], it["answered_in_time"], round(it["answered_percent"]), it["count"])')"
expect 0 "order $storm is pushed once more to 352" steward order push "$storm" --actor supervisor1
expect 1 "'grid.baita' may not give orders" steward order push "$storm" --actor grid.baita
expect_equal 'who has answered is not pushed' '352|352' \
    "$(ask "select count(*) filter (where pushes = 2 and answered_at is null), count(*) filter (where pushes = 1 and answered_at is not null) from receipt")"
expect 0 '352 of 704, 50.0 %; 352 in time' steward order show "$storm"
expect 0 '704' steward order list --open

# A head gives one within the community; a deputy answers for who is absent.
small=$(issue --area baita.1 --actor head.community --roles building_head | number_of)
expect 0 "is received by absent" steward order receive "$small" --actor resident
expect 0 "is answered by absent" steward order answer "$small" --actor resident --recipient absent --answer 已代为通知
expect_equal 'the deputy is named' 'resident' "$(ask "select p.code from receipt r join person p on p.city_id = r.city_id
    and p.person_id = r.acted_by where r.order_id = $small and r.answered_at is not null")"

asker=$(workers 400 | tail -n 1)
# Who was given an order sees it and their own receipt; who has nothing to do with it does not.
expect_equal 'a grid worker sees their own receipt' "1 $asker" "$(steward order show "$storm" --actor "$asker" --json |
    python3 -c 'import json, sys; it = json.load(sys.stdin); print(len(it["receipts"]), it["receipts"][0]["person"])')"
expect 1 "has no order $storm" steward order show "$storm" --actor resident
expect_equal 'and sees it in the list' "$storm" "$(steward order list --actor "$asker" --json | sed -n 's/.*"order": *\([0-9]*\).*/\1/p')"
expect 0 '352 of 704' steward order show "$storm" --actor operator1

# Limits run out, and each is told once, with two watchers; who answered in time is not missing.
quick=$(issue --area baita --receive-within 2s --answer-within 3s | number_of)
given=$(ask "select count(*) from receipt where order_id = $quick")
steward order answer "$quick" --actor grid.baita --answer 到岗 >/dev/null
done_in_time=$(issue --area baita.1 --actor head.community --roles building_head --receive-within 2s --answer-within 2s | number_of)
for actor in head.baita.1 absent; do
    steward order answer "$done_in_time" --actor "$actor" --answer 到岗 >/dev/null
done
end=$((EPOCHSECONDS + 20))
until [[ $(events "$quick" 117) == 2 ]]; do
    ((EPOCHSECONDS < end)) || fail "overdue: $(events "$quick" 117) of 2"
    sleep 0.2
done
sleep 1
expect_equal 'each limit is told once' "answer $((given - 1)) $given,receive $((given - 1)) $given" "$(ask "select
    string_agg(concat_ws(' ', data->>'limit', data->>'missing', data->>'given'), ',' order by data->>'limit') from event
    where kind = 117 and (data->>'order')::bigint = $quick")"
expect_equal 'none before its time' 0 "$(ask 'select count(*) from event where kind = 117 and at <= due_at')"
expect_equal 'nobody is missing where all have answered' 0 "$(events "$done_in_time" 117)"
expect_equal 'no limit is left' 0 "$(ask "select count(*) from instruction where order_id in ($quick, $done_in_time) and next_at is not null")"
late=$(ask "select p.code from receipt r join person p using (city_id, person_id) where r.order_id = $quick and r.answered_at is null limit 1")
expect 0 ', late' steward order answer "$quick" --actor "$late" --answer 来迟

# Closing meets answers: who was told that the answer is noted has one, and nobody after the closing.
answers=$(mktemp -d)
trap 'rm -rf "$answers"' EXIT
workers 70 | xargs -P 4 -I N sh -c \
    "steward order answer $storm --actor N --answer 已通知 >$answers/N 2>&1 || :" &
sleep 0.5
expect 0 "order $storm is closed" steward order close "$storm" --actor dispatcher1 --reason 预警解除
wait
noted=$(cat "$answers"/* | grep -c 'is answered by' || :)
refused=$(cat "$answers"/* | grep -c "order $storm is closed: nothing is possible any more" || :)
expect_equal 'each was told one or the other' 70 $((noted + refused))
expect_equal 'what was noted is there' $((352 + noted)) "$(ask "select count(answered_at) from receipt where order_id = $storm")"
expect_equal 'nothing after the closing' 0 "$(ask "select count(*) from receipt join instruction using (city_id, order_id)
    where answered_at > closed_at")"
expect_equal 'the log says the same' "$((352 + noted))|1" "$(events "$storm" 114)|$(events "$storm" 116)"
expect 1 'is closed' steward order push "$storm" --actor dispatcher1
steward log verify
