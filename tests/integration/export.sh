#!/usr/bin/env bash
# Reports as files: what steward report shows, read back from CSV, XLSX, HTML and PDF by other programs' readers.
set -euo pipefail
[[ -n ${STEWARD_HOME:-} ]] || exec "$STEWARD_SOURCE/tests/harness/with-steward" --city mini -- "$0"
# shellcheck source=tests/integration/expect.sh
source "$STEWARD_SOURCE/tests/integration/expect.sh"
export STEWARD_CITY=mini
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

read_csv() { # EXPRESSION of `rows`, a list of dictionaries, FILE
    /usr/bin/python3 -c 'import csv, sys
rows = list(csv.DictReader(open(sys.argv[2], encoding="utf-8-sig", newline=""), strict=True)); print(eval(sys.argv[1]))' "$@"
}
submit() { # TITLE DESCRIPTION: prints the number
    steward ticket submit --actor operator --channel app --category city.garbage --area west.bridge --title "$1" \
        --description "$2" --latitude 31.234567 --longitude 118.765432 --contact-name 张三丰 --contact-phone 13812345678 |
        grep -o '[0-9]*' | head -n 1
}
for title in '=1+1' '+8613812345678' '-x' '@a' '桥下，"垃圾"' '𠮷😀'; do
    last=$(submit "$title" $'第一行\n第二行')
done
counted() { [[ $(steward report --from 2020-01 --to 2099-12 --json | grep -o '"received": 6' | head -n 1) ]]; }
for _ in {1..50}; do
    ! counted || break
    sleep 0.1
done
period=(--from 2020-01 --to 2099-12)

# The figures.
steward report "${period[@]}" --by category --csv "$folder/f.csv" --xlsx "$folder/f.xlsx" --html "$folder/f.html" 2>"$folder/told"
grep -qF "$folder/f.xlsx: 1 rows" "$folder/told" || fail "$(cat "$folder/told")"
expect_equal 'figures' "[('city.garbage', '垃圾堆积', '6'), ('合计', '', '6')]" \
    "$(read_csv "[(r['类别编码'], r['类别'], r['登记']) for r in rows]" "$folder/f.csv")"
expect_equal 'on stdout' "$(cat "$folder/f.csv")" "$(steward report "${period[@]}" --by category --csv -)"
grep -q '<td>合计</td><td></td><td class="n">6</td>' "$folder/f.html" || fail 'no total in the page'
expect_equal 'the workbook' 'xl/charts/chart1.xml' \
    "$(/usr/bin/python3 -c 'import sys, zipfile; print(*[n for n in zipfile.ZipFile(sys.argv[1]).namelist() if "charts/chart" in n])' "$folder/f.xlsx")"

# The tickets behind a figure.
steward report tickets "${period[@]}" --measure received --csv "$folder/t.csv" 2>/dev/null
expect_equal 'tickets' "6 $last" "$(read_csv "str(len(rows)) + ' ' + max(r['工单号'] for r in rows)" "$folder/t.csv")"

# Tickets, page by page.
texts="['=1+1', '+8613812345678', '-x', '@a', '桥下，\"垃圾\"', '𠮷😀']"
steward report export --what tickets --limit 2 --csv "$folder/e.csv" --xlsx "$folder/e.xlsx" 2>"$folder/told"
expect_equal 'titles' "$texts" "$(read_csv "[r['标题'].lstrip(\"'\") for r in rows]" "$folder/e.csv")"
expect_equal 'a ticket' "$last 已派单 城市管理局 第一行
第二行 31.234567 118.765432" "$(read_csv "' '.join(rows[-1][k] for k in ('工单号', '状态', '承办单位', '内容', '纬度', '经度'))" "$folder/e.csv")"
grep -q 'received up to position [0-9]* of the log' "$folder/told" || fail "$(cat "$folder/told")"
expect_equal 'JSON' "$last" "$(steward report export --what tickets --json 2>/dev/null |
    /usr/bin/python3 -c 'import json, sys; print(json.load(sys.stdin)[-1]["ticket"])')"
rows_of() { # OPTION…: how many
    steward report export --what tickets --csv "$folder/some.csv" "$@" 2>"$folder/told" || fail "$(cat "$folder/told")"
    read_csv 'len(rows)' "$folder/some.csv"
}
expect_equal 'all' 6 "$(rows_of)"
expect_equal 'a state' 0 "$(rows_of --state closed)"
expect_equal 'an area with what is below' 6 "$(rows_of --area west)"
expect_equal 'another area' 0 "$(rows_of --area east)"
expect_equal 'a category with what is below' 6 "$(rows_of --category city)"
expect_equal 'another category' 0 "$(rows_of --category road)"
expect_equal 'days' '6 0 0' "$(rows_of --from 2020-01 --to 2099-12) $(rows_of --to 2020-01) $(rows_of --from 2099-01-01)"
expect_equal 'up to a position' 0 "$(rows_of --upto 1)"
expect_equal 'a grid worker of the east' 0 "$(rows_of --actor grid.east)"
expect_equal 'a grid worker of the west' 6 "$(rows_of --actor grid.west)"

expect_equal 'our own reader of workbooks' '"=1+1"' "$(steward-sheet -- <"$folder/e.xlsx" | /usr/bin/python3 -c 'import csv, json, sys
print(json.dumps(list(csv.reader(sys.stdin))[2][11]))')"

# ^C leaves nothing, and what was there as it was: the workbook is begun before the pipe, which nobody reads.
mkfifo "$folder/pipe"
echo older >"$folder/ended.xlsx"
set -m
steward report export --what tickets --xlsx "$folder/ended.xlsx" --csv "$folder/pipe" 2>/dev/null &
set +m
for _ in {1..100}; do
    [[ $(find "$folder" -name '.steward*') == '' ]] || break
    sleep 0.1
done
[[ $(find "$folder" -name '.steward*') != '' ]] || fail 'the workbook was not begun'
kill -INT $!
status=0
wait $! || status=$?
expect_equal 'ended by the signal' 130 "$status"
expect_equal 'what was there' older "$(cat "$folder/ended.xlsx")"
[[ $(find "$folder" -name '.steward*') == '' ]] || fail 'an unfinished file is left'

# What the public may have: no text that somebody typed, no place nearer than a hundred metres, no minute.
steward report export --what open-data --csv "$folder/o.csv" 2>/dev/null
expect_equal 'open data' "$last 垃圾堆积 31.235 118.765 " \
    "$(read_csv "' '.join(rows[-1][k] for k in ('工单号', '类别', '纬度', '经度', '标题'))" "$folder/o.csv")"
expect_equal 'a day, no minute' 10 "$(read_csv "len(rows[0]['登记日期'])" "$folder/o.csv")"
steward report export --what open311 --csv "$folder/311.csv" 2>/dev/null
for file in o.csv 311.csv; do
    ! grep -qE '张三丰|13812345678|第一行|垃圾"|=1|31\.2345|operator' "$folder/$file" || fail "$file tells too much"
done
expect_equal 'GeoReport v2' 'service_request_id,status,status_notes,service_name,service_code,description,agency_responsible,service_notice,requested_datetime,updated_datetime,expected_datetime,address,address_id,zipcode,lat,long,media_url' \
    "$(head -n 1 "$folder/311.csv" | sed 's/^\xef\xbb\xbf//; s/\r$//')"
expect_equal 'its times' True "$(read_csv "all(datetime.datetime.fromisoformat(r['requested_datetime']).utcoffset().seconds == 28800 for r in rows) if [globals().update(datetime=__import__('datetime'))] else 0" "$folder/311.csv")"
expect_equal 'its status' "open city.garbage" "$(read_csv "rows[0]['status'] + ' ' + rows[0]['service_code']" "$folder/311.csv")"

# Where the pack says that titles may be published, they are.
cp -r "$STEWARD_SOURCE/deploy/cities/mini" "$folder/mini"
echo 'publish: {title: true}' >>"$folder/mini/city.yaml"
steward city load "$folder/mini" >/dev/null
published() { [[ $(steward report export --what open-data --csv - 2>/dev/null | read_csv "rows[-1]['标题'] + rows[-1]['内容']" /dev/stdin) == '𠮷😀' ]]; }
for _ in {1..80}; do
    ! published || break
    sleep 0.1
done
published || fail 'titles are not published'
expect_equal 'as description' '𠮷😀' "$(steward report export --what open311 --csv - 2>/dev/null | read_csv "rows[-1]['description']" /dev/stdin)"

# PDF where Chromium is here; else what to do.
if chromium=${STEWARD_CHROMIUM:-$(command -v chromium)}; then
    STEWARD_CHROMIUM=$chromium steward report "${period[@]}" --pdf "$folder/f.pdf" 2>/dev/null
    expect_equal 'PDF' '%PDF-' "$(head -c 5 "$folder/f.pdf")"
else
    expect 1 'apt install chromium' steward report "${period[@]}" --pdf "$folder/f.pdf"
fi

# Bad input.
expect 2 'nothing to be written' steward report export --what tickets
expect 1 "what: must be tickets, open-data or open311 and is 'eggs'" steward report export --what eggs --csv "$folder/no.csv"
expect 1 "has no area 'nowhere'" steward report export --what tickets --area nowhere --csv "$folder/no.csv"
expect 1 "has no category 'nothing'" steward report export --what tickets --category nothing --csv "$folder/no.csv"
expect 1 "has no organisation 'nobody'" steward report export --what tickets --organisation nobody --csv "$folder/no.csv"
expect 1 "there is no state 'egg'" steward report export --what tickets --state egg --csv "$folder/no.csv"
expect 1 "from must be a month" steward report export --what tickets --from 2020-13 --csv "$folder/no.csv"
expect 1 'to must not be before from' steward report export --what tickets --from 2021-01 --to 2020-12 --csv "$folder/no.csv"
expect 2 'limit' steward report export --what tickets --limit 1001 --csv "$folder/no.csv"
[[ ! -e $folder/no.csv ]] || fail 'a refused export left a file'
expect 2 'only one file can be written to stdout' steward report "${period[@]}" --csv - --html -
expect 2 'the name of the file' steward report "${period[@]}" --csv ''
expect 1 'cannot be written: No such file or directory' steward report "${period[@]}" --xlsx /nowhere/f.xlsx
expect 1 'stdout: is no file' steward report "${period[@]}" --xlsx -
[[ $(find "$folder" -name '.steward*') == '' ]] || fail 'unfinished files are left'
echo 'ok: export'
