#!/usr/bin/env bash
# Near-duplicates: what is told again in other words is proposed with its evidence, in Chinese and in English, of stored
# tickets and of complaints not submitted yet; nothing is found across cities, and nothing is changed.
set -euo pipefail
if [[ -z ${STEWARD_HOME:-} ]]; then
    exec "$STEWARD_SOURCE/tests/harness/with-steward" --city mini --city mini-manual --workers 'tally=2' -- "$0"
fi

fail() {
    printf '%s\n' "$1" >&2
    exit 1
}

# expect STATUS PATTERN COMMAND…
expect() {
    local wanted=$1 pattern=$2 told status=0
    shift 2
    told=$("$@" 2>&1) || status=$?
    [[ $status == "$wanted" ]] || fail "$*: expected exit $wanted, was $status: $told"
    [[ $told == *"$pattern"* ]] || fail "$*: expected \"$pattern\", was told: $told"
}

# submit CITY OPTION…: prints the number
submit() {
    steward ticket submit --city "$1" --actor resident --channel app "${@:2}" --json |
        python3 -c 'import json, sys; print(json.load(sys.stdin)["ticket"])'
}

# Waits until all that is received in a city is compared.
await_compared() {
    local end=$((EPOCHSECONDS + 20))
    until [[ $(psql -XAtqc "select c.pos >= (select max(pos) from steward.event e where e.city_id = c.city_id and kind = 1)
                            from steward.cursor c join steward.city using (city_id)
                            where consumer = 'similar' and code = '$1'") == t ]]; do
        ((EPOCHSECONDS < end)) || fail "tally does not take in what is received in $1"
        sleep 0.05
    done
}

# The tickets that are proposed, best first: proposed OPTION…
proposed() {
    steward ticket duplicates --json "$@" |
        python3 -c 'import json, sys; print(*(c["ticket"] for c in json.load(sys.stdin)["candidates"]))'
}

# field TICKET NAME OPTION…: of a candidate's evidence
evidence() {
    local ticket=$1 name=$2
    shift 2
    steward ticket duplicates --json "$@" | python3 -c '
import json, sys
print(next(c["evidence"].get(sys.argv[2]) for c in json.load(sys.stdin)["candidates"] if c["ticket"] == int(sys.argv[1])))' "$ticket" "$name"
}

is() { # WHAT EXPECTED FOUND
    [[ $2 == "$3" ]] || fail "$1: expected '$2', was '$3'"
}

lift=$(submit mini --category property.lift --area east.lake.garden --title 3号楼电梯停运 \
    --description '3号楼2单元电梯昨晚起停运，老人上下楼困难。' --address 湖滨花园3号楼 --lat 31.2500 --lon 118.5000)
again=$(submit mini --category property.lift --area east.lake.garden --title 三号楼的电梯坏了 \
    --address 湖滨花园３号楼 --lat 31.2501 --lon 118.5001)
stairs=$(submit mini --category property.cleaning --area east.lake.garden --title 楼道一个星期没人打扫 --lat 31.2504 --lon 118.5003)
light=$(submit mini --category city.noise --area west.bridge.home --title 'Street light out at the corner of Elm Street')
dark=$(submit mini --category city.noise --area west.bridge.home --title 'light is out, corner of ELM STREET')
elsewhere=$(submit mini-manual --category property.lift --area east.lake.garden --title 3号楼电梯停运 \
    --address 湖滨花园3号楼 --lat 31.2500 --lon 118.5000)
await_compared mini
await_compared mini-manual
log_before=$(psql -XAtqc 'select count(*) from steward.event where kind <> 3')

# Stored tickets.
is 'told again in other words' "$again" "$(proposed --city mini "$lift")"
is 'and the other way round' "$lift" "$(proposed --city mini "$again")"
is 'in English' "$dark" "$(proposed --city mini "$light")"
is 'what is only near' '' "$(proposed --city mini "$stairs")"
is 'with a lower bar, first what is likelier' "$again $stairs" "$(proposed --city mini "$lift" --least 0)"
is 'another city' '' "$(proposed --city mini-manual "$elsewhere" --least 0)"
for pair in same_category=True same_area=True same_address=True distance_m=14.6 text_similarity=0.5; do
    is "evidence ${pair%=*}" "${pair#*=}" "$(evidence "$again" "${pair%=*}" --city mini "$lift")"
done
is 'the distance where there is none' None "$(evidence "$dark" distance_m --city mini "$light")"
expect 0 'category area address' steward ticket duplicates --city mini "$lift"
expect 0 'nothing like it is known' steward ticket duplicates --city mini "$stairs"

# Complaints that are not submitted yet.
is 'by area' "$lift $again" "$(proposed --city mini --title 3号楼电梯停运了 --area east.lake.garden --category property.lift)"
is 'by coordinates alone' "$lift $again" "$(proposed --city mini --title 电梯停运 --lat 31.25 --lon 118.5 --least 0.3)"
is 'a year ago' '' "$(proposed --city mini --title 3号楼电梯停运 --area east.lake.garden --at 2020-01-01 --least 0)"
is 'one at most' "$lift" "$(proposed --city mini --title 3号楼电梯停运了 --area east.lake.garden --category property.lift --limit 1)"

# What does not fit is told with its field.
duplicates=(steward ticket duplicates --city mini)
expect 1 'title: ticket.duplicates needs a ticket, or the title of a complaint' "${duplicates[@]}"
expect 1 'area: a complaint is compared by its area' "${duplicates[@]}" --title 电梯
expect 1 'longitude: latitude and longitude are given together' "${duplicates[@]}" --title 电梯 --lat 31.25
expect 1 "area: city mini has no area 'nowhere'" "${duplicates[@]}" --title 电梯 --area nowhere
expect 1 "category: city mini has no category 'nothing'" "${duplicates[@]}" --title 电梯 --area east --category nothing
expect 1 'title: title is asked of ticket 1 already' "${duplicates[@]}" 1 --title 电梯
expect 1 'city mini has no ticket 77777' "${duplicates[@]}" 77777
expect 1 'ticket' steward ticket duplicates --city mini-manual "$lift"
expect 2 'latitude must be from -90 to 90' "${duplicates[@]}" --title 电梯 --lat 91 --lon 0
expect 2 'least must be from 0 to 1' "${duplicates[@]}" 1 --least 2
expect 2 'limit must be from 1 to 20' "${duplicates[@]}" 1 --limit 21
expect 2 'ticket must be a whole number' "${duplicates[@]}" one
expect 0 'Usage: steward ticket duplicates [OPTION...] [NUMBER]' steward help ticket duplicates

is 'events while only asked' "$log_before" "$(psql -XAtqc 'select count(*) from steward.event where kind <> 3')"

# Another worker of tally takes over where one is killed; what came meanwhile is taken in once.
active=$(psql -XAtqc "select pid from pg_locks join pg_stat_activity using (pid) where locktype = 'advisory'
                      and objid = (select city_id from steward.city where code = 'mini')
                      and classid::bigint = (hashtext('steward.consumer.similar')::bigint & 4294967295)")
psql -XAtqc "select pg_terminate_backend($active)" >/dev/null
late=$(submit mini --category property.lift --area east.lake.garden --title 3号楼电梯又停运 --lat 31.25 --lon 118.5)
await_compared mini
is 'after another took over' "$lift $again" "$(proposed --city mini "$late")"
is 'rows compared by' 6 "$(psql -XAtqc "select count(*) from steward.similar_ticket join steward.city using (city_id) where code = 'mini'")"
echo "ticket $again was proposed for $lift, and $dark for $light"
