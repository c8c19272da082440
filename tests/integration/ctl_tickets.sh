#!/usr/bin/env bash
# The steward command: the life of a ticket typed out, what it prints, and what it says to whoever types wrongly.
set -euo pipefail
if [[ -z ${STEWARD_HOME:-} ]]; then
    exec "$STEWARD_SOURCE/tests/harness/with-steward" --city mini -- "$0"
fi

fail() {
    printf '%s\n' "$1" >&2
    exit 1
}

# expect STATUS PATTERN COMMAND…: the exit status, and a text in what is said on both channels together.
expect() {
    local wanted=$1 pattern=$2 told status=0
    shift 2
    told=$("$@" 2>&1) || status=$?
    [[ $status == "$wanted" ]] || fail "$*: expected exit $wanted, was $status: $told"
    [[ $told == *"$pattern"* ]] || fail "$*: expected \"$pattern\", was told: $told"
}

# Waits until a ticket is in a state, by what is listed.
await_state() { # NUMBER STATE
    local end=$((EPOCHSECONDS + 20))
    until steward ticket show "$1" --json | grep -q "\"state\": \"$2\""; do
        ((EPOCHSECONDS < end)) || fail "ticket $1 does not become $2"
        sleep 0.05
    done
}

number_of() { grep -o 'ticket [0-9]*' | grep -o '[0-9]*'; }

# What is typed wrongly is told before anything is sent.
expect 2 "did you mean 'steward ticket list'" steward ticket lst
expect 2 'steward help lists them' steward nothing
expect 2 'expected one of: city check, city load' steward city
expect 0 'Usage: steward ticket follow_up' steward ticket follow-up --help
expect 2 'ticket.submit needs the field channel' steward ticket submit --actor resident --category fee --area east
expect 2 'title must have 1 to 400 bytes' steward ticket submit --actor resident --channel app --category fee --area east --title ''
expect 2 "latitude must be from -90 to 90" steward ticket submit --actor resident --channel app --category fee --area east --title x --lat 91
expect 2 'area must be a code' steward ticket submit --actor resident --channel app --category fee --area 'a b' --title x
expect 2 'title: must be UTF-8' steward ticket submit --actor resident --channel app --category fee --area east --title $'\xff'
expect 2 'unrecognized option' steward ticket sign 1 --result x
expect 2 'ticket: its NUMBER… is needed' steward ticket sign --actor urban.handler
expect 2 'ticket must be a whole number' steward ticket sign one --actor urban.handler
expect 2 'needs the field result' steward ticket handle 1 --actor urban.handler
expect 2 'solved must be true or false' steward ticket follow_up 1 --actor operator --reached --solved=maybe
expect 2 "there is no 'handeld'" steward lifecycle --state handeld
expect 1 "there is no 'nowhere'; expected one of: mini" steward ticket list --city nowhere
expect 1 'settings.yaml' steward ticket list --home /nonexistent
expect 0 'Usage: steward ticket return [OPTION...] NUMBER' steward help ticket return
expect 0 'own_task' steward lifecycle --state dispatched

# What the services refuse is told with its field.
expect 1 'category' steward ticket submit --actor resident --channel app --category nothing --area east --title x
expect 1 'actor' steward ticket submit --actor nobody --channel app --category fee --area east --title x
expect 1 'actor' steward ticket submit --actor auditor --channel app --category fee --area east --title x
expect 1 'ticket 77777' steward ticket sign 77777 --actor urban.handler

# One life, with a return and a rework on the way. The first line of a description is a title.
submit=(steward ticket submit --actor resident --channel app --category city.garbage --area east.lake.garden
    --description $'垃圾堆成山\n三天没有人清运' --address 湖滨花园3栋 --lat 31.25 --lon 118.5 --key first)
number=$("${submit[@]}" | number_of)
expect 0 "ticket $number is received 已登记 (version 1)" "${submit[@]}"
expect 1 'conflict' "${submit[@]}" --title 别的
await_state "$number" dispatched
expect 1 'only the organisation that holds the task' steward ticket sign "$number" --actor housing.handler
expect 1 'reason' steward ticket return "$number" --actor urban.handler
expect 0 'is returned 已退单' steward ticket return "$number" --actor urban.handler --reason 属于小区内部 --suggested east.company
expect 0 'is dispatched 已派单' steward ticket dispatch "$number" --actor dispatcher --organisation east.company
expect 0 'is in_progress 处置中' steward ticket sign "$number" --actor east.handler
expect 1 'allowed: handle (handler, importer, head' steward ticket sign "$number" --actor east.handler
expect 0 'is handled 已反馈' steward ticket handle "$number" --actor east.handler --result 已清运
expect 0 'is in_progress 处置中' steward ticket rework "$number" --actor grid.east --reason 桶边还有
expect 0 'is handled 已反馈' steward ticket handle "$number" --actor east.handler --result 桶边也清了 --key second
expect 0 'is handled 已反馈' steward ticket handle "$number" --actor east.handler --result 桶边也清了 --key second
expect 0 'is verified 已核查' steward ticket verify "$number" --actor grid.east
expect 0 'is closed 已办结' steward ticket close "$number" --actor operator --answer 已清运，感谢反映
expect 0 'is followed_up 已回访' steward ticket follow_up "$number" --actor operator --reached --solved=yes --satisfied=no
for text in '垃圾堆成山' '31.250000, 118.500000' '三天没有人清运' 'returned 退单' 'suggested: east.company' 'satisfied: no'; do
    expect 0 "$text" steward ticket show "$number"
done

# The other ways to end.
for way in 'void --actor operator --reason 测试' 'withdraw --actor resident --reason 自行解决' \
    'reject --actor operator --reason 非受理范围 --answer 请联系铁路部门'; do
    other=$(steward ticket submit --actor resident --channel app --category unrouted --area west --title 无人认领的事 | number_of)
    # shellcheck disable=SC2086
    expect 0 "ticket $other is" steward ticket ${way%% *} "$other" ${way#* }
done
expect 0 rejected steward ticket list --state rejected
[[ $(steward ticket list --limit 2 --json | grep -c '"ticket"') == 2 ]] || fail 'ticket list does not keep to its limit'
[[ $(steward ticket list --json --limit 4 --after "$(steward ticket list --json --limit 4 | sed -n "s/.*\"next\": \"\(.*\)\".*/\1/p")" | grep -c '"ticket"') == 0 ]] || fail 'ticket list does not page'

# Control characters that a user wrote do not reach the terminal.
steward ticket submit --actor resident --channel app --category unrouted --area west --title $'红\033[31m色' >/dev/null
[[ $(steward ticket list --limit 1) != *$'\033'* ]] || fail 'an escape sequence was printed'

# The figures of this month, and the tickets behind one.
month=$(TZ=Asia/Shanghai date +%Y-%m)
figure() { steward report --from "$month" --to "$month" --measures "$1" --json | python3 -c 'import json, sys; print(json.load(sys.stdin)["total"][sys.argv[1]])' "$1"; }
end=$((EPOCHSECONDS + 20))
until [[ $(figure received) == 5 && $(figure withdrawn) == 1 ]]; do
    ((EPOCHSECONDS < end)) || fail 'report does not count what was done'
    sleep 0.1
done
for pair in closed=1 closed_on_time=1 closed_late=0 returned=1 reworked=1 rejected=1 voided=1 satisfied=0 solved=1; do
    [[ $(figure "${pair%=*}") == "${pair#*=}" ]] || fail "report: ${pair%=*} is $(figure "${pair%=*}"), expected ${pair#*=}"
done
expect 0 '东方物业' steward report --from "$month" --to "$month"
expect 0 "  $number  " steward report tickets --from "$month" --to "$month" --measure closed_on_time --row east.company
expect 1 'no measure' steward report tickets --from "$month" --to "$month" --measure nothing
expect 0 'closed' steward board --once
expect 0 'each ticket is where its last move left it (5 tickets)' steward log verify
# Many at once: each is judged by itself, each has a result of its own; the same key does it once.
many=()
for title in 一 二 三 四; do
    many+=("$(steward ticket submit --actor resident --channel app --category unrouted --area west.bridge --title "$title" | number_of)")
done
expect 1 '3 of 4 done' steward ticket dispatch "${many[@]:0:3}" 999999 --actor dispatcher --organisation west.company --key many
expect 1 'refused: ticket: city mini has no ticket 999999' steward ticket dispatch "${many[0]}" 999999 --actor dispatcher \
    --organisation west.company --key many
[[ $(steward ticket show "${many[1]}" --json | grep -c '"kind": "ticket.dispatched"') == 1 ]] || fail 'dispatched twice'
expect 0 '3 of 3 done' steward ticket urge "${many[@]:0:3}" --actor dispatcher --reason 请抓紧
expect 0 '2 of 2 done' steward ticket merge "${many[@]:1:2}" --actor dispatcher --reason 同一件事 --into "${many[0]}"
expect 0 'joined 并入' steward ticket show "${many[0]}"
expect 2 'is no number of a ticket' steward ticket urge "${many[0]}" x --actor dispatcher --reason 请抓紧
expect 0 '起算' steward clock explain "${many[0]}"
expect 1 'no such ticket' steward clock explain 999999

# A ticket that was handed to and fro until its tasks have no numbers left is only ended.
psql -qXc "update steward.progress set tasks = 32000 where ticket_id = ${many[0]}"
expect 1 'the most that a ticket can have: it can only be ended; allowed: sign' \
    steward ticket call_in "${many[0]}" --actor dispatcher --reason 人手不够 --group urban
expect 0 'is voided' steward ticket void "${many[0]}" --actor supervisor --reason 反复推诿，另行登记
echo "the life of ticket $number was typed out, and wrong lines were told"
