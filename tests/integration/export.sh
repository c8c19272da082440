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
counted() { [[ $(steward report --from 2020-01 --to 2099-12 --json | grep -o '"received":6' | head -n 1) ]]; }
for _ in {1..50}; do
    ! counted || break
    sleep 0.1
done
period=(--from 2020-01 --to 2099-12)

# The figures.
steward report "${period[@]}" --by category --csv "$folder/f.csv" --xlsx "$folder/f.xlsx" --html "$folder/f.html" 2>"$folder/told"
grep -qF "$folder/f.xlsx: 1 rows" "$folder/told" || fail "$(cat "$folder/told")"
expect_equal 'figures' "[('city.garbage', '垃圾堆积', '6'), ('', '合计', '6')]" \
    "$(read_csv "[(r['编码'], r['类别'], r['登记']) for r in rows]" "$folder/f.csv")"
expect_equal 'on stdout' "$(cat "$folder/f.csv")" "$(steward report "${period[@]}" --by category --csv -)"
grep -q '<td>合计</td><td class="n">6</td>' "$folder/f.html" || fail 'no total in the page'
expect_equal 'the workbook' 'xl/charts/chart1.xml' \
    "$(/usr/bin/python3 -c 'import sys, zipfile; print(*[n for n in zipfile.ZipFile(sys.argv[1]).namelist() if "charts/chart" in n])' "$folder/f.xlsx")"

# The tickets behind a figure.
steward report tickets "${period[@]}" --figure received --csv "$folder/t.csv" 2>/dev/null
expect_equal 'tickets' "6 $last" "$(read_csv "str(len(rows)) + ' ' + max(r['工单号'] for r in rows)" "$folder/t.csv")"

# PDF where Chromium is here; else what to do.
if chromium=${STEWARD_CHROMIUM:-$(command -v chromium)}; then
    STEWARD_CHROMIUM=$chromium steward report "${period[@]}" --pdf "$folder/f.pdf" 2>/dev/null
    expect_equal 'PDF' '%PDF-' "$(head -c 5 "$folder/f.pdf")"
else
    expect 1 'apt install chromium' steward report "${period[@]}" --pdf "$folder/f.pdf"
fi

# Bad input.
expect 2 'only one of --csv and --html' steward report "${period[@]}" --csv - --html -
expect 2 'the name of the file' steward report "${period[@]}" --csv ''
expect 1 'cannot be written: No such file or directory' steward report "${period[@]}" --xlsx /nowhere/f.xlsx
expect 1 'stdout: is no file' steward report "${period[@]}" --xlsx -
[[ $(find "$folder" -name '.steward*') == '' ]] || fail 'unfinished files are left'
echo 'ok: export'
