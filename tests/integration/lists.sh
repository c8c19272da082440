#!/usr/bin/env bash
# Lists of tickets: each filter, each order, paging while tickets move, who sees what, search; and that all of it is also
# so before tally has taken the log in.
set -euo pipefail
if [[ -z ${STEWARD_HOME:-} ]]; then
    exec "$STEWARD_SOURCE/tests/harness/with-steward" --city mini-manual --workers 'intake=1 report=2 tally=2' -- "$0"
fi
# shellcheck source=tests/integration/expect.sh
source "$STEWARD_SOURCE/tests/integration/expect.sh"

submit() { # OPTION…: prints the number
    steward ticket submit --actor operator --channel app "$@" | grep -o '[0-9]*' | head -n 1
}
listed() { # OPTION…: the numbers that a list shows
    steward ticket list --json "$@" | sed -n 's/.*"ticket": \([0-9]*\).*/\1/p' | xargs
}
quietly() { "$@" >/dev/null; }
# What is asked answers the same before and after tally has taken it in: asked at once, and again when it has.
taken_in() {
    local end=$((EPOCHSECONDS + 20))
    until [[ $(psql -XAtc "select bool_and(c.pos = e.head) from steward.cursor c join (select city_id, max(pos) as head
        from steward.event group by city_id) as e using (city_id) where c.consumer = 'lines'") == t ]]; do
        ((EPOCHSECONDS < end)) || fail 'tally does not take the log in'
        sleep 0.1
    done
}

lift=$(submit --category property.lift --area east.lake.garden --title 三号楼电梯困人 --description '早上八点，一位老人被困二十分钟' --address 湖滨花园3栋1单元)
garbage=$(submit --category city.garbage --area east.lake.court --title 垃圾成山 --address '湖景苑 12栋Ａ座')
noise=$(submit --category city.noise --area west.bridge.home --title '夜间施工' --description '电 梯机房 100% 的 Lift_B 声音')
hotline=$(steward ticket submit --actor operator --channel 12345 --category city.garbage --area west.bridge --title 桥头垃圾 |
    grep -o '[0-9]*' | head -n 1)
quietly steward ticket dispatch "$garbage" --actor dispatcher --organisation urban --urgency 1
quietly steward ticket sign "$garbage" --actor urban.handler
quietly steward ticket dispatch "$noise" --actor dispatcher --organisation urban
quietly steward ticket dispatch "$lift" --actor dispatcher --organisation housing --urgency 2
quietly steward ticket reject "$hotline" --actor operator --reason 不归我们 --answer 请拨打铁路热线

look() { # WHEN
    expect_equal "$1: all, newest first" "$hotline $noise $garbage $lift" "$(listed)"
    expect_equal "$1: the other way round" "$lift $garbage $noise $hotline" "$(listed --descending=no)"
    expect_equal "$1: by the last move" "$hotline $lift $noise $garbage" "$(listed --sort updated)"
    expect_equal "$1: what falls due" "$(listed --sort due --descending | tr ' ' '\n' | tac | xargs)" "$(listed --sort due)"
    expect_equal "$1: three fall due" 3 "$(listed --sort due | wc -w)"
    expect_equal "$1: by urgency" "$garbage $lift $hotline $noise" "$(listed --sort urgency)"
    expect_equal "$1: what can wait first" "$hotline $noise $lift $garbage" "$(listed --sort urgency --descending)"
    expect_equal "$1: a state" "$noise $lift" "$(listed --state dispatched)"
    expect_equal "$1: ended" "$hotline" "$(listed --ended)"
    expect_equal "$1: nothing that has ended falls due" '' "$(listed --ended --sort due)"
    expect_equal "$1: open" "$noise $garbage $lift" "$(listed --ended=no)"
    expect_equal "$1: an organisation" "$noise $garbage" "$(listed --organisation urban)"
    expect_equal "$1: a handler" "$garbage" "$(listed --handler urban.handler)"
    expect_equal "$1: an area" "$garbage" "$(listed --area east.lake.court)"
    expect_equal "$1: all below an area" "$garbage $lift" "$(listed --area east)"
    expect_equal "$1: a category" "$hotline $garbage" "$(listed --category city.garbage)"
    expect_equal "$1: all below a category" "$hotline $noise $garbage" "$(listed --category city)"
    expect_equal "$1: a channel" "$hotline" "$(listed --channel 12345)"
    expect_equal "$1: an urgency" "$lift" "$(listed --urgency 2)"
    expect_equal "$1: nothing is overdue" '' "$(listed --overdue)"
    expect_equal "$1: nothing is overdue" "$hotline $noise $garbage $lift" "$(listed --overdue=no)"
    expect_equal "$1: due before" "$(listed --sort due | xargs -n 1 | sort -rn | xargs)" "$(listed --due-before 2999-01-01)"
    expect_equal "$1: due long ago" '' "$(listed --due-before 2020-01-01)"
    expect_equal "$1: received" "$hotline $noise $garbage $lift" "$(listed --received-from 2020-01-01 --received-to 2999-01-01)"
    expect_equal "$1: received by then, the last move first" "$(listed --sort updated)" "$(listed --sort updated --received-to 2999-01-01)"
    expect_equal "$1: received long ago" '' "$(listed --received-to 2020-01-01)"
    expect_equal "$1: moved" '' "$(listed --updated-from 2999-01-01)"
    expect_equal "$1: not moved" '' "$(listed --updated-to 2020-01-01)"
    expect_equal "$1: two filters" "$noise" "$(listed --organisation urban --area west)"
    expect_equal "$1: two others" "$garbage" "$(listed --category city --handler urban.handler --sort due)"
    expect_equal "$1: numbers" "$noise $lift" "$(listed --numbers "$lift,$noise,999999")"

    expect_equal "$1: two characters" "$lift" "$(listed --text 电梯)"
    expect_equal "$1: one character" "$noise $lift" "$(listed --text 梯)"
    expect_equal "$1: more" "$lift" "$(listed --text 电梯困人)"
    expect_equal "$1: the same characters in another order" '' "$(listed --text 困人电梯)"
    expect_equal "$1: several words" "$lift" "$(listed --text '老人 电梯')"
    expect_equal "$1: Arabic for Chinese digits" "$lift" "$(listed --text 3号楼)"
    expect_equal "$1: half for full width, small for large" "$garbage" "$(listed --text 12栋a座)"
    expect_equal "$1: a sign that means something to LIKE" "$noise" "$(listed --text '100%')"
    expect_equal "$1: another" "$noise" "$(listed --text lift_b)"
    expect_equal "$1: and does not" '' "$(listed --text 'l_ft')"
    expect_equal "$1: in the address" "$lift" "$(listed --address 湖滨花园3栋)"
    expect_equal "$1: only there" '' "$(listed --address 电梯)"
    expect_equal "$1: both" "$garbage" "$(listed --address 湖景苑 --text 垃圾)"
    expect_equal "$1: a number" "$lift" "$(listed --text "$lift" --category property)"
    expect_equal "$1: words and filters" "$hotline" "$(listed --text 垃圾 --area west)"
    expect_equal "$1: words of a viewer" "$garbage" "$(listed --text 垃圾 --actor urban.handler)"
    expect_equal "$1: words of another" '' "$(listed --text 垃圾 --actor housing.handler)"
    expect_equal "$1: an area's" "$garbage $lift" "$(listed --actor grid.east)"
    expect_equal "$1: an area's, filtered" "$garbage" "$(listed --actor grid.east --sort due --organisation urban)"
    expect_equal "$1: nobody's" '' "$(listed --actor resident)"
}
# What was asked for just now is answered, whether tally has taken it in or not.
look 'at once'
taken_in
look 'taken in'

# What cannot be.
expect 1 "there is no state 'nothing'" steward ticket list --state nothing
expect 1 "has no organisation 'nobody'" steward ticket list --organisation nobody
expect 1 "handler: city mini-manual has no person 'nobody'" steward ticket list --handler nobody
expect 1 "has no area 'nowhere'" steward ticket list --area nowhere
expect 1 "has no category 'nothing'" steward ticket list --category nothing
expect 1 "has no channel 'none'" steward ticket list --channel none
expect 1 'sort must be received, updated, due or urgency' steward ticket list --sort title
expect 1 'the newest number comes first' steward ticket list --text 电梯 --sort due
expect 1 'after must be what' steward ticket list --after anything.else
expect 1 'in order of received, not of due' steward ticket list --sort due --after received.0.1.1
expect 1 "'x1' is no number" steward ticket list --numbers 1,x1
expect 1 'received_from must be before the time that it goes to' steward ticket list --received-from 2026-03-01 --received-to 2026-03-01
expect 1 'updated_from must be before' steward ticket list --updated-from 2026-03-02 --updated-to 2026-03-01
expect 2 'urgency must be' steward ticket list --urgency 5

# Page by page, each once, while tickets come in and move: none that was there at the beginning is missed or doubled.
for _ in {1..30}; do submit --category city.garbage --area east.lake.garden --title 路灯不亮 >/dev/null; done
there=$(listed --limit 500)
page() { # OPTION…: all pages of two
    local reply after=()
    while true; do
        reply=$(steward ticket list --json --limit 2 "$@" "${after[@]}")
        sed -n 's/.*"ticket": \([0-9]*\).*/\1/p' <<<"$reply"
        [[ $reply == *'"next"'* ]] || break
        after=(--after "$(sed -n 's/.*"next": "\(.*\)".*/\1/p' <<<"$reply")")
    done
}
for options in '' '--descending=no' '--sort urgency' '--text 不亮' '--category city --area east'; do
    # shellcheck disable=SC2086
    wanted=$(listed --limit 500 $options)
    (
        for number in $(tr " " "\n" <<<"$there" | shuf | sed -n 1,6p); do
            steward ticket dispatch "$number" --actor dispatcher --organisation urban >/dev/null 2>&1 || true
            submit --category city.noise --area west --title 别的 >/dev/null
        done
    ) &
    # shellcheck disable=SC2086
    found=$(page $options)
    wait
    [[ -z $(sort <<<"$found" | uniq -d) ]] || fail "paging $options shows twice: $(sort <<<"$found" | uniq -d)"
    missed=$(comm -23 <(tr ' ' '\n' <<<"$wanted" | sort) <(sort <<<"$found"))
    [[ -z $missed ]] || fail "paging $options misses: $missed"
done
for options in '--sort updated' '--sort due'; do # nothing moves: the very same
    # shellcheck disable=SC2086
    expect_equal "pages $options" "$(listed --limit 500 $options)" "$(page $options | xargs)"
done

# An area that goes elsewhere takes its tickets along.
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp -r "$STEWARD_SOURCE/deploy/cities/mini-manual" "$folder/city"
sed -i '/code: east.lake.court/s/parent: [a-z.]*/parent: west/' "$folder/city/areas.yaml"
quietly steward city load "$folder/city"
taken_in
expect_equal 'a moved area: gone from where it was' '' "$(listed --area east --handler urban.handler)"
expect_equal 'a moved area: where it is' "$garbage" "$(listed --area west --handler urban.handler)"

taken_in
steward log verify | grep -E 'lines|words'
# The check sees what is wrong.
psql -Xqc "update steward.ticket_line set channel_id = 0 where ticket_id = $lift" \
    -c "update steward.ticket_text set said = 'x' where ticket_id = $noise"
expect 1 "1 differ: ticket $lift" steward log verify
expect 1 "1 differ: ticket $noise" steward log verify
psql -Xqc "update steward.line_tree set above = '{}' where city_id = 1 and kind = 6 and id = 1"
expect 1 '2 differ: 1 areas or categories; ticket' steward log verify
echo 'ok: lists of tickets'
