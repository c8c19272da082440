#!/usr/bin/env bash
# Heat maps: each square has what a plain count over the tickets themselves has, by any filters; each of its numbers opens as
# many tickets; as a layer of a map; what the public may see; and a ticket waiting to be handed out is on the boards, however
# late dispatch comes to it.
set -euo pipefail
if [[ -z ${STEWARD_HOME:-} ]]; then
    exec "$STEWARD_SOURCE/tests/harness/with-steward" --city mini-manual -- "$0"
fi
# shellcheck source=tests/integration/expect.sh
source "$STEWARD_SOURCE/tests/integration/expect.sh"
cd "$STEWARD_HOME"

ask() { psql -qAtX -c "set search_path = steward" -c "$1"; }
field() { # EXPRESSION of `it`: of the JSON on stdin
    /usr/bin/python3 -c 'import json, sys; it = json.load(sys.stdin); print(eval(sys.argv[1]))' "$1"
}
position() { # CONSUMER
    ask "select coalesce(max(pos), 0) from cursor where consumer = '$1' and city_id = 1"
}
taken_in() { # until what maps are counted by has all of the log
    local end=$((EPOCHSECONDS + 30))
    until [[ $(position lines) == $(ask 'select max(pos) from event where city_id = 1') ]]; do
        ((EPOCHSECONDS < end)) || fail 'tally does not come to the end of the log'
        sleep 0.1
    done
}
day() { TZ=Asia/Shanghai date -d "$1" +%F; }

# Tickets of today at places west and east, north and south of a border of squares, and without a place; of two areas,
# categories and channels. Some are moved on: one is corrected, one rejected, and one
# dispatched that is due after two seconds.
submit() { # PLACE… then the usual options
    steward ticket submit --actor operator --title 坑 "$@" | grep -o '[0-9]*' | head -n 1
}
for n in 1 2 3 4 5 6; do
    submit --channel app --category road.pit --area west.bridge.home --latitude 32.6812 --longitude 119.0$n >/dev/null
    submit --channel 12345 --category city.garbage --area east.hill --latitude 32.68$n --longitude 119.0089 >/dev/null
    submit --channel app --category city.noise --area east.lake.garden --latitude 32.99999 --longitude 119.005 >/dev/null
done
submit --channel app --category city.noise --area east.lake.garden --latitude 33.0 --longitude 119.005 >/dev/null
submit --channel app --category city.noise --area east.lake.garden --latitude -0.001 --longitude -0.001 >/dev/null
submit --channel app --category city.noise --area east.lake.garden >/dev/null
moved=$(submit --channel app --category city.noise --area east.lake.garden --latitude 32.6812 --longitude 119.01)
steward ticket reclassify "$moved" --actor operator --category road.pit --urgency 1 --reason 误报 >/dev/null
gone=$(submit --channel app --category city.noise --area east.lake.garden --latitude 32.6812 --longitude 119.01)
steward ticket reject "$gone" --actor operator --reason 不属实 --answer 不属实 >/dev/null
late=$(submit --channel app --category test.quick --area west.bridge --latitude 32.6812 --longitude 119.02)
steward ticket dispatch "$late" --actor dispatcher --organisation urban >/dev/null

# And what a past month had.
{
    cat "$STEWARD_SOURCE/tests/integration/plant.sql"
    echo "select pg_temp.plant('east.lake.garden', 'city.garbage', (now() at time zone 'Asia/Shanghai')::date - '$(day "$(date +%Y-%m-01) -10 days")', 7, '');"
    echo "select pg_temp.plant('east.lake.garden', 'city.noise', (now() at time zone 'Asia/Shanghai')::date - '$(day "$(date +%Y-%m-01) -9 days")', 2, '');"
    echo "update complaint set latitude = 32.75 where title = 'planted' and category_id = (select category_id from category where city_id = 1 and code = 'city.noise');"
} | psql -1 -qAtX -f - >/dev/null
sleep 2 # until what was dispatched is overdue
taken_in

# Days that are over are packed one by one, as the log goes on, and unpacked where one of their tickets is corrected.
packed() { ask 'select count(*) from heat_day where packed is not null'; }
expect_equal 'nothing is packed at once' 0 "$(packed)"
ask "update heat_day set changed_at = '-infinity'"
for _ in 1 2; do
    submit --channel app --category city.noise --area east.lake.garden --latitude 32.6812 --longitude 119.02 >/dev/null
    taken_in
done
expect_equal 'the days that are over' 2 "$(packed)"

# Against a count of our own over the tickets: the grid as docs/hotspots.md says it. THOROUGH: also every ticket behind it.
compare() { # THOROUGH
ask "copy (select json_build_object('ticket', ticket_id, 'day', (received_at at time zone 'Asia/Shanghai')::date, 'latitude', c.latitude,
       'longitude', c.longitude, 'area', a.code, 'category', g.code, 'channel', h.code, 'urgency', urgency,
       'ended', s.ended, 'overdue', not s.ended and coalesce((select k.due_at < now() and k.stopped_at is null and not k.paused
            from clock k where k.city_id = 1 and k.ticket_id = t.ticket_id and k.kind = 1 and k.task_id = t.task_id order by clock_id desc limit 1), false))
     from ticket t join complaint c using (city_id, ticket_id, received_at) join area a on a.city_id = 1 and a.area_id = t.area_id
     join category g on g.city_id = 1 and g.category_id = t.category_id join channel h on h.city_id = 1 and h.channel_id = t.channel_id
     join lifecycle_state s on s.state = t.state) to stdout" >tickets.json
/usr/bin/python3 - "$(day '60 days ago')" "$(day today)" "$1" <<'END'
import collections, json, math, subprocess, sys
first, today, thorough = sys.argv[1:]
tickets = [json.loads(line.replace("\\\\", "\\")) for line in open("tickets.json")]
def run(*words):
    return json.loads(subprocess.run(["steward", "report", *words, "--json"], check=True, capture_output=True).stdout)
def square(ticket):
    if ticket["latitude"] is None:
        return None
    columns = round(400 * math.cos(math.radians(math.floor(ticket["latitude"]) + 0.5)))
    return "%d/%d" % (math.floor(ticket["latitude"] * 400), math.floor(ticket["longitude"] * columns))
def below(code, top):
    return code == top or code.startswith(top + ".")
overdue = opened = 0
for day in (first, today):
    for filters in ({}, {"area": "east"}, {"category": "city"}, {"category": "road.pit"}, {"channel": "app"}, {"urgency": 1},
                    {"area": "east.lake.garden", "category": "city.noise"}, {"area": "west", "channel": "12345"}):
        wanted, unplaced = collections.defaultdict(lambda: [0, 0, 0]), 0
        for ticket in tickets:
            if not (day <= ticket["day"] <= today and all(
                    below(ticket[name], value) if name in ("area", "category") else ticket[name] == value
                    for name, value in filters.items())):
                continue
            if square(ticket) is None:
                unplaced += 1
                continue
            counts = wanted[square(ticket)]
            counts[0] += 1
            counts[1] += not ticket["ended"]
            counts[2] += ticket["overdue"]
        period = ["--kind", "heat", "--from", day, "--to", today]
        for name, value in filters.items():
            period += ["--" + name, str(value)]
        found = run("hotspots", *period)
        rows = {row["key"]: [row["tickets"], row["open"], row["overdue"]] for row in found["rows"]}
        assert rows == dict(wanted), (filters, rows, dict(wanted))
        assert found["total"] == {"found": len(wanted), "unplaced": unplaced,
                                  **{name: sum(c[i] for c in wanted.values()) for i, name in enumerate(("tickets", "open", "overdue"))}}
        assert [row["tickets"] for row in found["rows"]] == sorted((c[0] for c in wanted.values()), reverse=True)
        overdue += found["total"]["overdue"]
        for row in found["rows"] if thorough == "1" and day == first and len(filters) != 1 else ():
            assert row["south"] < row["latitude"] < row["north"] and row["west"] < row["longitude"] < row["east"], row
            for number in ("tickets", "open", "overdue"):
                behind, after = [], 0
                while True:
                    page = run("hotspot", "tickets", *period, "--key=" + row["key"], "--of", number, "--limit", "4", "--after", str(after))
                    assert page["total"] == row[number], (filters, row, number, page)
                    behind += [t["ticket"] for t in page["tickets"]]
                    if len(page["tickets"]) < 4:
                        break
                    after = page["tickets"][-1]["position"]
                assert len(set(behind)) == len(behind) == row[number], (filters, row, number, behind)
                for ticket in tickets:
                    if ticket["ticket"] in behind:
                        assert square(ticket) == row["key"]
                        assert row["south"] <= ticket["latitude"] < row["north"] and row["west"] <= ticket["longitude"] < row["east"]
                        opened += 1
assert overdue and (opened > 50 or thorough != "1"), (overdue, opened)
END
}
compare 1
expect 0 'ok    heat' steward log verify
planted=$(ask "select min(ticket_id) from complaint where title = 'planted'")
steward ticket reclassify "$planted" --actor operator --area west.bridge.home --category road.pit --reason 误报 >/dev/null
taken_in
expect_equal 'a day with a correction is not packed' 1 "$(packed)"
compare 0
ask "update heat_day set packed = overlay(packed placing '\\x07'::bytea from 16) where packed is not null"
expect 1 'packed day' steward log verify
ask "update heat_day set packed = heat_pack(city_id, day) where packed is not null"

# As a layer of a map, and as a table.
steward report hotspots --kind heat --to "$(day today)" --geojson map.geojson --csv map.csv --xlsx map.xlsx 2>/dev/null
squares=$(steward report hotspots --kind heat --to "$(day today)" --json | field "len(it['rows'])")
expect_equal 'features' "$squares FeatureCollection" "$(field "str(len(it['features'])) + ' ' + it['type']" <map.geojson)"
expect_equal 'rings are closed and turn left' 'True' "$(field "all(r[0] == r[4] and len(r) == 5 and sum((b[0] - a[0]) * (b[1] + a[1]) for a, b in zip(r, r[1:])) < 0 for f in it['features'] for r in f['geometry']['coordinates'])" <map.geojson)"
expect_equal 'the same numbers' 'True' "$(field "sorted(f['properties']['tickets'] for f in it['features'])[-1] == it['features'][0]['properties']['tickets']" <map.geojson)"
expect_equal 'lines of the table' $((squares + 1)) "$(wc -l <map.csv)"
expect 0 'unplaced 1' steward report hotspots --kind heat --to "$(day today)"
expect 1 'GeoJSON is of squares' steward report hotspots --kind estates --to "$(day today)" --geojson other.geojson
[[ ! -e other.geojson ]] || fail 'a layer without squares was written'

# The public sees a whole month that has ended, and what has 5 or more; the same in the month's own page.
expect_equal 'for the public' "7 ['key', 'latitude', 'longitude', 'south', 'west', 'north', 'east', 'tickets'] {'found': 1, 'tickets': 7}" \
    "$(steward report hotspots --kind heat --public --json | field "str(it['rows'][0]['tickets']) + ' ' + str(list(it['rows'][0])) + ' ' + str(it['total'])")"
expect_equal 'on the page of the month' \
    "$(steward report hotspots --kind heat --public --json | field "it['rows']")" "$(steward report public --json | field "it['heat']")"
expect 1 'to: for the public from and to must be the first and the last day of a month' steward report hotspots --kind heat --public --to "$(day today)"
expect 1 'to: for the public from and to' steward report hotspots --kind heat --public --from 2025-01-01 --to 2025-02-28
expect 1 'to: for the public from and to' steward report hotspots --kind heat --public --from 2025-01-01 --to 2025-01-30
expect 0 'found 0' steward report hotspots --kind heat --public --from 2025-01-01 --to 2025-01-31
expect 1 'category: category is not for the public' steward report hotspots --kind heat --public --category city
expect 1 'public: public is of heat only' steward report hotspots --kind estates --public

# Who may ask, and bad input.
expect 0 '件数' steward report hotspots --kind heat --to "$(day today)" --actor auditor
expect 1 'actor: urban.handler does not see all' steward report hotspots --kind heat --actor urban.handler
expect 1 'area: area is of heat only' steward report hotspots --kind estates --area east
expect 1 'of: of is of heat only' steward report hotspot tickets --kind estates --key east.lake.garden --of open
expect 1 'of: of must be tickets' steward report hotspot tickets --kind heat --key 1/1 --of closed
expect 1 "area: city mini-manual has no area 'moon'" steward report hotspots --kind heat --area moon
expect 1 'category: city mini-manual has no category' steward report hotspots --kind heat --category moon
expect 1 'channel: city mini-manual has no channel' steward report hotspots --kind heat --channel moon
for key in 1 / 1/ 1/2/3 01/2 36001/1 1/72001 east/west 13072/72000; do
    expect 1 'key: key must be that of a row' steward report hotspot tickets --kind heat --key "$key"
done
expect 0 '0 in all' steward report hotspot tickets --kind heat --key=-1/-1 --to 2025-01-01

# No event tells of the clock that starts when dispatch leaves a ticket to people: lists and boards wait for it.
s6-svc -d "$STEWARD_HOME/service/dispatch-0"
until [[ $(s6-svstat -o up "$STEWARD_HOME/service/dispatch-0") == false ]]; do
    sleep 0.1
done
submit --channel app --category city.noise --area east.lake.garden >/dev/null
sleep 1
[[ $(position lines) == $(position dispatch) ]] || fail 'lists are further than dispatch'
s6-svc -u "$STEWARD_HOME/service/dispatch-0"
taken_in
expect 0 'ok    clocks' steward log verify
echo 'ok: heat maps'
