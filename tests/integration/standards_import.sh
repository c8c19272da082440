#!/usr/bin/env bash
# Standards come into a pack from CSV and from workbooks alike, all or nothing, and the same sheet gives the same bytes.
set -euo pipefail
data=$STEWARD_SOURCE/tests/data/standards
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

fail() { printf '%s\n' "$1" >&2; exit 1; }
expect_same() { # WHAT FILE FILE
    diff -u "$2" "$3" >&2 || fail "$1"
    echo "ok: $1"
}
pack() { # NAME: a city pack of its own, whose calendar stands beside it
    mkdir -p cities && cp -r "$STEWARD_SOURCE/deploy/calendars" .
    cp -r "$STEWARD_SOURCE/deploy/cities/tianchang" "cities/$1"
    rm -f "cities/$1/standards.yaml"
}
import() { # NAME FILE [OPTION …]
    steward standards import "$2" --pack "cities/$1" "${@:3}" >out 2>err
}
refused() { # NAME FILE [OPTION …]: and nothing is changed
    local before after
    before=$(tar -C "cities/$1" -c . | sha256sum)
    ! import "$@" || fail "$2 was taken"
    after=$(tar -C "cities/$1" -c . | sha256sum)
    [[ $before == "$after" ]] || fail "the pack was changed by $2"
}

# A CSV as it is kept: a title, merged cells that are empty, names of columns that are others than usual.
pack csv
import csv "$data/components.csv" --kind component
expect_same 'a CSV becomes standards.yaml' "$data/components.yaml" cities/csv/standards.yaml
expect_same 'what categories.yaml held stays' "$STEWARD_SOURCE/deploy/cities/tianchang/categories.yaml" \
    <(head -n "$(wc -l <"$STEWARD_SOURCE/deploy/cities/tianchang/categories.yaml")" cities/csv/categories.yaml)
expect_same 'and gets the new ones' "$data/components-categories.yaml" <(tail -n 8 cities/csv/categories.yaml)
steward city check cities/csv >/dev/null

# Once more: everything is there already; in the place of what is there it gives the same bytes.
cp -r cities/csv before
refused csv "$data/components.csv" --kind component
[[ $(grep -c 'is in standards.yaml already' err) == 6 ]] || fail "$(cat err)"
import csv "$data/components.csv" --kind component --replace
expect_same 'the same sheet again gives the same standards' before/standards.yaml cities/csv/standards.yaml
expect_same 'and the same categories' before/categories.yaml cities/csv/categories.yaml

# Encodings and line ends of spreadsheet programs.
mkdir gb && iconv -f UTF-8 -t GB18030 "$data/components.csv" | sed 's/$/\r/' >gb/components.csv
mkdir bom && { printf '\xef\xbb\xbf'; cat "$data/components.csv"; } >bom/components.csv
for encoding in gb bom; do
    pack $encoding
    import $encoding $encoding/components.csv --kind component
    expect_same "$encoding" "$data/components.yaml" cities/$encoding/standards.yaml
done

# A workbook with merged cells; the name of its sheet tells what it is of.
"$STEWARD_BUILD/tests/make-workbook" components.xlsx <"$data/workbook.txt"
pack xlsx
refused xlsx components.xlsx
grep -q 'several sheets hold something, expected the name of one: 部件, 事件' err || fail "$(cat err)"
refused xlsx components.xlsx --sheet 设施
grep -q 'it has no such sheet, but: 部件, 事件' err || fail "$(cat err)"
import xlsx components.xlsx --sheet 部件
expect_same 'a workbook gives what its CSV gives' <(sed 's/from components.csv/from components.xlsx/' "$data/components.yaml") \
    cities/xlsx/standards.yaml

# Events have the codes of components too: refused, or kept apart.
refused xlsx components.xlsx --sheet 事件
grep -q '"01" is 部件 in categories.yaml, here 事件' err || fail "$(cat err)"
printf 'prefixes: {event: E}\n' >prefixes.yaml
import xlsx components.xlsx --sheet 事件 --mapping prefixes.yaml --json
grep -q '"standards_of_pack": 10' out || fail "$(cat out)"
grep -q 'code: "E02", name: "施工管理", kind: event' cities/xlsx/categories.yaml || fail 'the kind of events'
[[ $(grep -c 'limit: \(30m\|150wm\|4wh\|20wd\)    # \(半小时\|两个半工作时\|4个工作时\|20个工作日\)$' cities/xlsx/standards.yaml) == 4 ]] ||
    fail 'the limits of events'
steward city check cities/xlsx >/dev/null

# Tianchang's own standards are what its spreadsheet says.
pack tianchang
cp "$STEWARD_SOURCE/deploy/cities/tianchang/standards.yaml" cities/tianchang/
import tianchang "$STEWARD_SOURCE/deploy/cities/tianchang/import/standards.csv" --replace
expect_same 'the standards of Tianchang' "$STEWARD_SOURCE/deploy/cities/tianchang/standards.yaml" \
    cities/tianchang/standards.yaml
expect_same 'with no new category' "$STEWARD_SOURCE/deploy/cities/tianchang/categories.yaml" \
    cities/tianchang/categories.yaml

# Every fault is told, with its row and column.
pack broken
refused broken "$data/broken.csv"
expect_same 'all faults are told' "$data/broken.faults" err
refused broken "$data/broken.csv" --json
[[ $(grep -c '"line":' out) == $(wc -l <"$data/broken.faults") ]] || fail "$(cat out)"
cut -d, -f1-7,9 "$data/broken.csv" | sed 's/处置时限/时间/' >columns.csv
refused broken columns.csv
expect_same 'missing columns are told' - err <<'EOF'
columns.csv:1: 处置时限: is missing, expected a column called 处置时限 or 处理时限, or a mapping that names it
columns.csv:1: 结案条件: is missing, expected a column called 结案条件 or 结案标准, or a mapping that names it
EOF

# Numbers are texts, dates are none, a merged range holds for all its rows; the table stands anywhere in the sheet.
"$STEWARD_BUILD/tests/make-workbook" odd.xlsx <"$data/odd.txt"
refused broken odd.xlsx
expect_same 'a date is refused' - err <<'EOF'
odd.xlsx:4: 处置时限: "2026/04/01" is a date or a time, expected a text: its cell must be formatted as one
EOF
sed 's/^date\tI4.*/cell\tI4\t1小时/' "$data/odd.txt" | "$STEWARD_BUILD/tests/make-workbook" odd.xlsx
import broken odd.xlsx
[[ $(grep -E '^ *(- code|open|limit):' cities/broken/standards.yaml | xargs) == \
    '- code: 701-1 open: 1.5 limit: 1h # 1小时 - code: 701-2 open: 合并的条件 limit: 4h # 4小时 - code: 702-1 open: 合并的条件 limit: 4h # 4小时' ]] ||
    fail "$(cat cities/broken/standards.yaml)"

# Another city's words.
pack mapped
import mapped "$data/mapped.csv" --mapping "$data/mapping.yaml"
expect_same 'a mapping is followed' "$data/mapped.yaml" cities/mapped/standards.yaml
printf 'words: {hour: long}\ncolumns: {color: x}\n' >bad.yaml
refused mapped "$data/mapped.csv" --mapping bad.yaml
expect_same 'a mapping is checked' - err <<'EOF'
bad.yaml:1: words.hour: "long" is not known, expected one of continuous, working
bad.yaml:2: columns: unknown field "color", expected type, large_code, large_name, small_code, small_name, code, organisation, supervisor, open, close, limit
EOF

# What is no sheet, no pack, or a pack without a calendar.
head -c 3000 components.xlsx >cut.xlsx
refused broken cut.xlsx
grep -q 'cut.xlsx: is no .xlsx workbook' err || fail "$(cat err)"
pack faulty
echo 'extra: 1' >>cities/faulty/routing.yaml
refused faulty "$data/components.csv"
grep -q '^routing.yaml:' err || fail "$(cat err)"
cp -r "$STEWARD_SOURCE/deploy/cities/mini-manual" cities/bare
refused bare "$data/events.csv"
[[ $(grep -c 'counts by a calendar, and the city has no calendar.yaml' err) == 3 ]] || fail "$(cat err)"
! steward standards import "$data/events.csv" 2>err || fail 'without a pack'
grep -q -- '--pack: is missing' err || fail "$(cat err)"
echo 'ok: all else is refused'
