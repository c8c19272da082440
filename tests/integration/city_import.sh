#!/usr/bin/env bash
# steward city import: a city of Tianchang's size there and back again through CSV, and every fault by file and row.
set -euo pipefail

fail() { printf '%s\n' "$1" >&2; exit 1; }

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

# What a pack's lists say, without comments, order of fields and what is left out where it is empty.
content() { # PACK
    python3 -c 'import json, sys, yaml
for name in "areas", "organisations", "categories", "people":
    with open(f"{sys.argv[1]}/{name}.yaml", encoding="utf-8") as file:
        for one in yaml.load(file, Loader=yaml.BaseLoader)[name]:
            print(name, json.dumps(one, ensure_ascii=False, sort_keys=True))' "$1"
}

# There and back: the same lists, of the size of the article, with appointments and deputies beside.
cp -r "$STEWARD_SOURCE/deploy/cities/tianchang" before
cp -r "$STEWARD_SOURCE/deploy/calendars/china" before/china
cat >>before/people.yaml <<'END'
  - {code: many, name: 多岗, appointments: [{role: handler, organisation: urban, until: 2026-06-30}, {role: grid_worker, organisation: community.baita, area: baita, from: 2026-07-01}]}
  - {code: away, name: 休假, roles: [operator, dispatcher], organisation: centre, deputies: [{person: many, from: 2026-10-01, until: 2026-10-07}]}
END
mkdir csv
python3 "$STEWARD_SOURCE/tests/integration/city_csv_of.py" before csv
[[ $(wc -l <csv/people.csv) -gt 800 ]] || fail 'the city has fewer people than expected'
cp -r before after
for name in areas organisations categories people; do
    printf '%s: []\n' "$name" >"after/$name.yaml"
done
told=$(steward city import csv --pack after 2>&1) || fail "tianchang was refused: $told"
[[ $told == *'after: written: 304 areas, '* ]] || fail "$told"
diff <(content before) <(content after) >&2 || fail 'the lists are others than before'
[[ $(steward city check after) == "$(steward city check before)" ]] || fail 'the pack is another one'
cp -r after again
steward city import csv --pack again >/dev/null
diff -r after again >&2 || fail 'the same tables give other files'
[[ $(steward city import csv --pack again --check) == *'good, and nothing was changed'* ]]

# Faults: all of them, by file and row, and nothing is changed.
cp -r "$STEWARD_SOURCE/deploy/cities/mini" mini
mkdir faulty
cat >faulty/areas.csv <<'END'
编码,名称,类型,上级,二维码,户数
mini,小城,城市,,,
east,东街道,街道,mini,,-1
lake,湖滨社区,社区,east,,0

garden,"湖滨,花园",小区,lake,SQ-1,420
a,A,网格,b,,3.5
b,B,grid,a,,约300
dup,D,网格,lake,SQ-1,1000001
dup,D,网格,lake,,
orphan,O,片区,gone,,
END
printf '\xef\xbb\xbfcode,name,roles,organisation,areas\np1,甲,坐席;dispatcher,,\np2,乙,,,\np3,丙,网格员,,lake、garden\n' >faulty/people.csv
printf 'person,role,organisation,area,from,until\np2,承办人,urban,,2026/3/1,\np2,承办人,urban,,2026-5-1,2026年6月1日\nnobody,handler,urban,,,\np2,handler,,lake,,\np2,grid_worker,,lake,2026-02-30,\n' >faulty/appointments.csv
printf 'person,deputy,from,until\np2,p1,2026-10-01,2026-10-07\np2,p9,2026-10-01,\n' >faulty/deputies.csv
printf 'category,area,organisation,from,until\n全部,east,urban,,\n*,east,housing,2026-01-01,\n' | iconv -t GB18030 >faulty/responsibilities.csv
! steward city import faulty --pack mini 2>told || fail 'a faulty city was taken'
cat >expected <<'END'
appointments.csv:3: is the same as appointments[1] at the same time
appointments.csv:4: person: "nobody" is unknown, expected the code of a person of people.csv
appointments.csv:5: organisation: is missing, a handler acts for an organisation
appointments.csv:6: from: "2026-02-30" is none, expected a date such as 2026-10-01, which exists
areas.csv:3: households: "-1" is not a number from 0 to 1000000
areas.csv:7: households: "3.5" is not a number from 0 to 1000000
areas.csv:7: parent: is a loop: b → a → b
areas.csv:8: households: "约300" is not a number from 0 to 1000000
areas.csv:9: households: "1000001" is not a number from 0 to 1000000
areas.csv:9: qr: "SQ-1" is on the plate of area "garden" already
areas.csv:10: code: "dup" is taken already, by line 9
areas.csv:11: kind: "片区" is not known, expected one of city, street, community, estate, building, grid, lane
areas.csv:11: parent: "gone" is unknown, expected the code of an existing area of areas.csv
deputies.csv:3: deputy: "p9" is unknown, expected the code of an existing person of people.csv
deputies.csv:3: until: is missing
responsibilities.csv:3: is for the same category and area as line 2, at the same time: expected one organisation
END
grep -vE '^(routing|organisations|standards|categories)\.yaml:|nothing was changed' told | diff expected - >&2 || fail 'other faults were told'
grep -q '^routing.yaml:.*area: "west" is unknown, expected the code of an existing area of areas.csv' told || fail "$(cat told)"
diff -r "$STEWARD_SOURCE/deploy/cities/mini" mini >&2 || fail 'something was changed'

# What a table itself has wrong is told before the pack is looked at.
mkdir odd
printf 'code,name,kind,colour,code\na,A,city,red,a\n' >odd/areas.csv
printf 'code,name\np,P\n' >odd/staff.csv
printf 'person,deputy,from,until\np,q,2026-01-01,2026-01-02\n' >odd/deputies.csv
printf 'code,name,roles\np,P,operator,more\n' >odd/categories.csv
! steward city import odd --pack mini 2>told || fail 'an odd city was taken'
for expected in 'areas.csv:1: unknown column "colour", expected code 编码, name 名称' 'areas.csv:1: code: is there twice' \
    'staff.csv: is none of areas, organisations' 'deputies.csv: is there without people.csv' \
    'categories.csv:1: unknown column "roles"'; do
    grep -qF "$expected" told || fail "expected '$expected', was told: $(cat told)"
done
printf 'code,name\np,P,more\n' >odd/categories.csv
! steward city import odd --pack mini 2>told || fail 'an odd city was taken'
grep -qF 'categories.csv:2: has something in column 3, which has no name' told || fail "$(cat told)"
! steward city import nowhere --pack mini 2>told || fail 'a folder that is not there was taken'
grep -qF 'nowhere: cannot be opened: No such file or directory, expected a folder of CSV files' told || fail "$(cat told)"
! steward city import faulty --json --pack mini >told || fail 'a faulty city was taken'
python3 -c 'import json, sys; it = json.load(sys.stdin); assert not it["ok"] and {"file": "areas.csv", "line": 10, "field": "code", "message": "\"dup\" is taken already, by line 9"} in it["faults"], it' <told
diff -r "$STEWARD_SOURCE/deploy/cities/mini" mini >&2 || fail 'something was changed'
echo 'ok: lists come in from CSV, all or none'
