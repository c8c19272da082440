#!/usr/bin/env bash
# Ranges of the log leave and come back while tickets are made and moved: nothing is lost or doubled, whoever reads the
# log is told what is archived, what must stay stays, and what is interrupted goes on.
set -euo pipefail
if [[ -z ${STEWARD_HOME:-} ]]; then
    exec "$STEWARD_SOURCE/tests/harness/with-steward" --workers 'dispatch=2' -- "$0"
fi
# shellcheck source=tests/integration/expect.sh
source "$(dirname "$0")/expect.sh"

ask() { psql -qAtX -c "set search_path = steward" -c "$1"; }
digest() { ask "select count(*) || md5(string_agg(e::text, '' order by pos)) from event e where pos <= $1"; }
where_of() { ask "select coalesce((select state from log_archive where first_pos = $1), 'log')"; }
lives() { # SECONDS WINDOW
    "$STEWARD_BUILD/tests/steward-bench" lives --city mini-manual \
        --complaints "$STEWARD_SOURCE/tests/bench/complaints.tsv" --seconds "$1" --window "$2"
}
caught_up() {
    for ((i = 0; i < 300; i++)); do
        [[ $(ask 'select bool_and(pos >= (select max(pos) from event)) from cursor') != t ]] || return 0
        sleep 0.1
    done
    fail "consumers are behind: $(ask 'select consumer, pos from cursor' | paste -sd ' ')"
}

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/pack"
cp "$STEWARD_SOURCE"/deploy/cities/mini-manual/*.yaml "$folder/pack"
printf 'reopen: {within: 1s}\nappeal: {within: 1s}\n' >>"$folder/pack/city.yaml"
span=4096
expect 2 'log-span' steward city load --log-span 1 "$folder/pack"
steward city load --log-span $span "$folder/pack"
expect 1 'log-span: 8192 is another one than the 4096' steward city load --log-span 8192 "$folder/pack"

# The services have taken the city up when one ticket could be made and voided.
for ((i = 0; i < 300; i++)); do
    ! steward ticket submit --actor resident --channel app --category property.cleaning --area east.hill --title 首件 \
        >/dev/null 2>&1 || break
    sleep 0.1
done
for ((i = 0; i < 300; i++)); do
    ! steward ticket show 1 >/dev/null 2>&1 || break
    sleep 0.1
done
for ((ranges = 3; $(ask 'select max(pos) from event') < ranges * span; )); do
    lives 1 64
done
caught_up
sleep 1.2

# -- What must stay ------------------------------------------------------------------------------------------------
head=$(ask 'select max(pos) from event')
expect 2 'before: ' steward log archive
expect 2 'neither a position nor a month' steward log archive --before 2026-13
expect 1 'to: /nowhere' steward log archive --before $((span + 1)) --to /nowhere
expect 1 'are the newest range of the log' steward log archive --before $((head + 2 * span))
expect 1 '1 tickets have not ended: 1' steward log archive --before $((span + 1))
for ((i = 0; i < 100; i++)); do
    ! steward ticket void 1 --actor operator --reason 试件 >/dev/null 2>&1 || break
    sleep 0.1
done
expect 1 'could move again: 1' steward log archive --before $((span + 1)) --ended 1h
sleep 1.2
ask "insert into cursor values ('slow', 1, 7)"
expect 1 'consumer slow has read the log up to position 7 only' steward log archive --before $((span + 1))
ask "delete from cursor where consumer = 'slow'"
expect 0 'nothing to archive' steward log archive --before 5
expect 0 'nothing to archive' steward log archive --before 2001-01
expect 0 "1 to $((span - 1)): can go" steward log archive --before $((span + 1)) --check
expect_equal 'nothing was done' '' "$(ask 'select * from log_archive')"

# -- Out, under load -----------------------------------------------------------------------------------------------
last=$((ranges * span - 1))
before=$(digest $last)
lives 12 2 >"$folder/lives" &
load=$!
steward log follow --after "$head" --json >"$folder/followed" 2>"$folder/follow-errors" &
follow=$!
sleep 1

# Who reads the log holds its detaching up, which does not hold up others for long; who has no patience goes on later.
psql -qAtX -c 'begin; select count(*) from steward.event; select pg_sleep(4); commit' >/dev/null &
reader=$!
sleep 0.5
expect 1 'still reading the log: process' steward log archive --before $((span + 1)) --patience 1s
pending=$(ask 'select max(pos) from event')
expect_equal 'still in the log' $((span - 1)) "$(ask "select count(*) from event where pos < $span")"
steward log verify >"$folder/verified" || fail "while it is being detached: $(<"$folder/verified")"
wait "$reader"
(($(ask 'select max(pos) from event') > pending)) || fail 'nothing was written while a range was being detached'

# Killed at any moment, it goes on where it was.
for delay in 0.01 0.03 0.05 0.08 0.12 0.16 0.2 0.3; do
    timeout -s KILL "$delay" steward log archive --before $((last + 1)) >>"$folder/told" 2>&1 || true
    steward log verify >"$folder/verified" || fail "after an archiving that was killed: $(<"$folder/verified")"
done
steward log archive --before $((last + 1)) >"$folder/archived"
for ((i = 0; i < ranges; i++)); do
    expect_equal "range $i" dropped "$(where_of $((i > 0 ? i * span : 1)))"
done
expect_equal 'tables' '' "$(ask "select relname from pg_class where relname in ('event_1_0', 'event_1_1', 'event_1_2')")"
wait "$load" || fail "the load has failed: $(<"$folder/lives")"
[[ $(<"$folder/lives") == *'"refused":0'* ]] || fail "$(<"$folder/lives")"
caught_up
steward log verify

# -- Who reads what is archived ------------------------------------------------------------------------------------
end=$(ask 'select max(pos) from event')
for ((i = 0; i < 100; i++)); do
    (($(wc -l <"$folder/followed") < end - head)) || break
    sleep 0.1
done
kill "$follow"
wait "$follow" || true
seq $((head + 1)) "$end" | cmp - <(sed -E 's/.*"position":([0-9]+).*/\1/' "$folder/followed") ||
    fail 'who followed the log has a hole or a double'
expect 0 "positions 1 to $((span - 1)) of mini-manual are archived" steward log follow --after 0 --count 2
expect_equal 'log follow goes on behind it' "$(seq $((last + 1)) $((last + 2)) | paste -sd ' ')" \
    "$(steward log follow --after 0 --count 2 --json 2>/dev/null | grep -o '"position":[0-9]*' | cut -d : -f 2 | paste -sd ' ')"
expect 0 '已归档' steward ticket show 1
expect 1 'events of ticket 2 are archived' steward ticket follow_up 2 --actor operator --reached --solved --satisfied
expect_equal 'a whole timeline' False "$(steward ticket show "$(ask 'select max(ticket_id) from complaint')" --json |
    python3 -c 'import json, sys; print("archived" in json.load(sys.stdin))')"
expect 0 dropped steward log archives
for ((i = 0; i < ranges; i++)); do
    files[i]=$STEWARD_HOME/archive/mini-manual-$(printf '%012d-%012d' $((i > 0 ? i * span : 1)) $((i * span + span - 1))).tsv.gz
    expect_equal 'hash' "$(python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))["sha256"])' "${files[i]}.json")" \
        "$(zcat "${files[i]}" | sha256sum | cut -d ' ' -f 1)"
done

# -- Back ----------------------------------------------------------------------------------------------------------
# A file that is not what went is refused and named; nothing of it is stored.
cp "${files[0]}" "$folder/good.gz"
cp "${files[0]}.json" "$folder/good.gz.json"
cp "$folder/good.gz" "$folder/alone.gz"
expect 1 'alone.gz.json: ' steward log restore "$folder/alone.gz"
cp "$folder/good.gz.json" "$folder/bad.gz.json"
python3 - "$folder" <<'END'
import gzip, sys
folder = sys.argv[1]
lines = gzip.open(folder + "/good.gz").read().split(b"\n")
lines[5] = lines[5].replace(b"\t", b"\t1", 1)
gzip.open(folder + "/bad.gz", "wb").write(b"\n".join(lines))
gzip.open(folder + "/hole.gz", "wb").write(b"\n".join(lines[:7] + lines[8:]))
good = open(folder + "/good.gz", "rb").read()
open(folder + "/cut.gz", "wb").write(good[:len(good) // 2])
for name in "hole", "cut", "other":
    open(folder + "/" + name + ".gz.json", "w").write(open(folder + "/good.gz.json").read())
open(folder + "/other.gz", "w").write("nothing")
open(folder + "/codes.gz", "wb").write(good)
open(folder + "/codes.gz.json", "w").write(open(folder + "/good.gz.json").read().replace('"mini"', '"somewhere"', 1))
END
expect 1 'has the SHA-256' steward log restore "$folder/bad.gz"
expect 1 'line 8: position' steward log restore "$folder/hole.gz"
expect 1 'is damaged' steward log restore "$folder/cut.gz"
expect 1 'is damaged: it ends within a line' steward log restore "$folder/other.gz"
expect 1 'areas 1 is somewhere there and mini here' steward log restore "$folder/codes.gz"
expect_equal 'nothing of it is stored' dropped "$(where_of 1)"
cp "$folder/bad.gz" "${files[0]}"
expect 1 'the file does not hold what went' steward log verify
cp "$folder/good.gz" "${files[0]}"

for delay in 0.03 0.06 0.1 0.15; do
    timeout -s KILL "$delay" steward log restore "${files[1]}" >>"$folder/told" 2>&1 || true
    steward log verify >"$folder/verified" || fail "after a return that was killed: $(<"$folder/verified")"
done
[[ $(where_of $span) == back ]] || steward log restore "${files[1]}"
steward log verify
expect 1 'are back, expected dropped' steward log restore "${files[1]}"
steward log restore "${files[2]}"
steward log restore "${files[0]}"
steward log verify
expect_equal 'every event is as it was' "$before" "$(digest $last)"
expect_equal 'and whole again' False "$(steward ticket show 1 --json | python3 -c 'import json, sys; print("archived" in json.load(sys.stdin))')"

steward ticket follow_up 2 --actor operator --reached --solved --satisfied >/dev/null

# And out once more, by month: all but the newest.
next=$(date -d "$(date +%Y-%m-01) +2 month" +%Y-%m)
sleep 1.2
steward log archive --before "$next" >"$folder/archived"
expect_equal 'what is left' "$(ask 'select max(pos) / event_span from event, city group by event_span')" \
    "$(ask 'select min(pos) / event_span from event, city group by event_span')"
steward log verify
steward ticket submit --actor resident --channel app --category property.cleaning --area east.hill --title 末件 >/dev/null

# A ticket may be reopened for as long as the newest pack says.
sed -i 's/^appeal:.*/appeal: {within: 30d}/' "$folder/pack/city.yaml"
steward city load "$folder/pack" >/dev/null
expect 1 'ended: 1d 0h is too short, expected 30d 0h or more' steward log archive --before 5 --ended 1d
echo 'what is archived is told, and comes back as it went'
