#!/usr/bin/env bash
# Two organisations on one installation: each sees its own tickets and tasks, and a ticket of the other does not exist for
# it. Whoever asks without an actor is the installation itself.
set -euo pipefail
if [[ -z ${STEWARD_HOME:-} ]]; then
    exec "$STEWARD_SOURCE/tests/harness/with-steward" --city mini-manual --workers 'report=2' -- "$0"
fi
# shellcheck source=tests/integration/expect.sh
source "$STEWARD_SOURCE/tests/integration/expect.sh"

submit() { # AREA TITLE: prints the number
    steward ticket submit --actor operator --channel app --category city.garbage --area "$1" --title "$2" | grep -o '[0-9]*' | head -n 1
}
hand_out() { # NUMBER ORGANISATION
    steward ticket dispatch "$1" --actor dispatcher --organisation "$2" >/dev/null
}
listed() { # ACTOR: the numbers that a list shows
    steward ticket list --json --actor "$1" | sed -n 's/.*"ticket": \([0-9]*\).*/\1/p' | xargs
}
shown() { # ACTOR NUMBER KEY: every value of a key in what is shown
    steward ticket show "$2" --json --actor "$1" | sed -n "s/.*\"$3\": \"\{0,1\}\([^\",]*\).*/\1/p" | xargs
}

urban=$(submit east.lake.garden 城管的)
housing=$(submit west.bridge.home 住建的)
both=$(submit east.lake.garden 两家的)
waiting=$(submit west.bridge 还没派的)
hand_out "$urban" urban
hand_out "$housing" housing
hand_out "$both" urban
steward ticket return "$both" --actor urban.handler --reason 内部意见不归城管 --suggested housing >/dev/null
hand_out "$both" housing
steward ticket sign "$both" --actor housing.handler >/dev/null
steward ticket handle "$both" --actor housing.handler --result 住建内部处置说明 >/dev/null
steward ticket contact "$urban" --actor operator --reason 核实 >/dev/null 2>&1 || true

own=$(steward ticket submit --actor resident --channel app --category city.garbage --area west.bridge --title 居民的 |
    grep -o '[0-9]*' | head -n 1)

# Lists.
expect_equal 'a handler of urban' "$both $urban" "$(listed urban.handler)"
expect_equal 'another of urban' "$both $urban" "$(listed urban.handler2)"
expect_equal 'a handler of housing' "$both $housing" "$(listed housing.handler)"
expect_equal 'a handler without any' '' "$(listed west.handler)"
expect_equal 'a grid worker of the east' "$both $urban" "$(listed grid.east)"
expect_equal 'a grid worker of the west' "$own $waiting $housing" "$(listed grid.west)"
expect_equal 'a building head of the garden' "$both $urban" "$(listed head)"
expect_equal 'a resident: what they reported' "$own" "$(listed resident)"
expect 0 居民的 steward ticket show "$own" --actor resident
expect 1 "has no ticket $urban" steward ticket show "$urban" --actor resident
for actor in operator dispatcher supervisor auditor administrator importer chief; do
    expect_equal "$actor: all of the city" "$own $waiting $both $housing $urban" "$(listed "$actor")"
done
expect_equal 'nobody: the installation' "$own $waiting $both $housing $urban" \
    "$(steward ticket list --json | sed -n 's/.*"ticket": \([0-9]*\).*/\1/p' | xargs)"
expect 1 "has no person 'somebody'" steward ticket list --actor somebody

# One ticket: what is not theirs is refused in the words for what does not exist.
refused() { steward ticket show "$2" --actor "$1" 2>&1 | sed "s/$2/N/" || true; }
expect_equal 'another''s ticket does not exist' "$(refused urban.handler 777777)" "$(refused urban.handler "$housing")"
expect 1 "has no ticket $housing" steward ticket show "$housing" --actor urban.handler
expect 1 "has no ticket $waiting" steward ticket show "$waiting" --actor urban.handler
expect 1 "has no ticket $urban" steward ticket show "$urban" --actor housing.handler
expect 1 "has no ticket $urban" steward ticket show "$urban" --actor grid.west
expect_equal 'urban sees its own task' 1 "$(shown urban.handler "$both" opened | wc -w)"
expect_equal 'housing sees its own task' 1 "$(shown housing.handler "$both" opened | wc -w)"
expect_equal 'the operator sees both' 2 "$(shown operator "$both" opened | wc -w)"

# What an organisation has noted is its own and the command centre's.
expect 0 内部意见不归城管 steward ticket show "$both" --actor urban.handler --json
expect 0 住建内部处置说明 steward ticket show "$both" --actor housing.handler --json
for text in 内部意见不归城管 住建内部处置说明; do
    expect 0 "$text" steward ticket show "$both" --actor operator --json
done
told=$(steward ticket show "$both" --actor housing.handler --json)
[[ $told != *内部意见* ]] || fail 'housing sees what urban has noted'
told=$(steward ticket show "$both" --actor urban.handler --json)
[[ $told != *内部处置* ]] || fail 'urban sees what housing has noted'
[[ $told == *ticket.handled* ]] || fail 'urban does not see how the ticket went on'

# Behind figures, and on the wall.
behind() { # OPTION…
    steward report tickets --from 2020-01 --to 2099-12 --measure dispatched --by organisation --json "$@" |
        sed -n 's/.*"ticket": \([0-9]*\).*/\1/p' | sort -n | xargs
}
for _ in {1..100}; do
    [[ $(behind) != "$urban $housing $both $both" ]] || break
    sleep 0.05
done
expect_equal 'behind a figure: all' "$urban $housing $both $both" "$(behind)"
expect_equal 'behind a figure: urban, of its own' "$urban $both" "$(behind --actor urban.handler)"
figure() { # OPTION…: how many hand-outs
    steward report --from 2020-01 --to 2099-12 --by '' --measures dispatched --json "$@" |
        python3 -c 'import json, sys; print(json.load(sys.stdin)["total"]["dispatched"])'
}
expect_equal 'figures: all' 4 "$(figure)"
expect_equal 'figures: an operator' 4 "$(figure --actor operator)"
expect_equal 'figures: urban, as long as its list' 2 "$(figure --actor urban.handler)"
expect_equal 'figures: the east' 3 "$(figure --actor grid.east)"
expect_equal 'behind it: the east' "$urban $both $both" "$(behind --actor grid.east)"
expect 1 "organisation: figures of other organisations" steward report --period this_year --organisation housing --actor urban.handler
expect 1 "area: figures of other areas" steward report --period this_year --area west --actor grid.east
expect 1 'figures are for' steward report --period this_year --actor resident
expect 1 'figures are for' steward report tickets --period this_year --measure received --actor resident
told=$(steward board --json --actor urban.handler)
[[ $told == *城管的* && $told != *住建的* && $told != *住建内部* ]] || fail "the board of urban shows: $told"
told=$(steward board --json)
[[ $told == *城管的* && $told == *住建的* ]] || fail "the board shows: $told"

# What may tell of the same thing is proposed of what they see.
for _ in {1..100}; do
    told=$(steward ticket duplicates --title 城管的 --area east.lake.garden --least 0 --json)
    [[ $told != *'"ticket": '* ]] || break
    sleep 0.1
done
expect 0 城管的 steward ticket duplicates --title 城管的 --area east.lake.garden --least 0 --json
expect 0 城管的 steward ticket duplicates --title 城管的 --area east.lake.garden --least 0 --json --actor urban.handler
told=$(steward ticket duplicates --title 城管的 --area east.lake.garden --least 0 --json --actor housing.handler)
[[ $told != *城管的* ]] || fail "housing is told of a ticket of urban: $told"

# Many at once, each for somebody else, over the same connections: nobody gets what another asked for.
for _ in {1..12}; do
    for actor in urban.handler housing.handler operator; do
        listed "$actor" >>"$STEWARD_HOME/log/listed.$actor" &
    done
    wait
done
expect_equal 'urban, each time' "$both $urban" "$(sort -u "$STEWARD_HOME/log/listed.urban.handler")"
expect_equal 'housing, each time' "$both $housing" "$(sort -u "$STEWARD_HOME/log/listed.housing.handler")"
expect_equal 'the operator, each time' "$own $waiting $both $housing $urban" "$(sort -u "$STEWARD_HOME/log/listed.operator")"
steward log verify >/dev/null
echo 'ok: who sees what'
