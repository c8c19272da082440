#!/usr/bin/env bash
# A planted name and number are nowhere in the clear after a ticket's whole life: not in a table, an index or the
# write-ahead log, not in what services or PostgreSQL say, not in events, lists or figures.
set -euo pipefail
if [[ -z ${STEWARD_HOME:-} ]]; then
    exec "$STEWARD_SOURCE/tests/harness/with-steward" --city mini -- "$0"
fi
# shellcheck source=tests/integration/expect.sh
source "$STEWARD_SOURCE/tests/integration/expect.sh"

# What is looked for: as typed, as sealed (one form), and what the same bytes look like in a dump.
hex_of() { printf %s "$1" | od -An -v -tx1 | tr -d ' \n'; }
planted=(13876543210 138-7654-3210 诸葛玄德 晚七点后zhuge7)
for text in "${planted[@]}"; do
    planted+=("$(hex_of "$text")" "$(printf %s "$text" | base64)")
done

# found FOLDER-OR-FILE…: the planted texts that are there.
found() {
    local text
    for text in "${planted[@]}"; do
        if grep -rqaF -- "$text" "$@"; then echo "$text"; fi
    done
}

submit=(steward ticket submit --actor operator --channel 12345 --category city.garbage --area east.lake.garden
    --title 湖滨垃圾堆 --description 三天没有人清运 --key planted
    --contact-name 诸葛玄德 --contact-phone 138-7654-3210 --contact-other 晚七点后zhuge7)
number=$("${submit[@]}" | grep -o 'ticket [0-9]*' | grep -o '[0-9]*')
"${submit[@]}" >/dev/null
! "${submit[@]}" --title 别的 2>"$STEWARD_HOME/log/conflict" || fail 'another body under the same key was taken'
! "${submit[@]}" --key other --contact-phone 138765432100 2>"$STEWARD_HOME/log/refused" || fail 'a bad number was taken'
for _ in {1..200}; do
    [[ $(steward ticket show "$number" --json) != *'"state": "dispatched"'* ]] || break
    sleep 0.05
done
steward ticket sign "$number" --actor urban.handler >/dev/null
steward ticket contact "$number" --actor operator --reason 核实地址 >/dev/null
steward ticket contact "$number" --actor operator --reason 核实地址 --masked >/dev/null
steward ticket handle "$number" --actor urban.handler --result 已清运 >/dev/null
steward ticket verify "$number" --actor grid.east >/dev/null
steward ticket close "$number" --actor operator --answer 已清运 >/dev/null
steward ticket follow_up "$number" --actor operator --reached --solved=yes >/dev/null

out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
pg_dump --inserts >"$out/dump.sql"
steward ticket show "$number" --json >"$out/show"
steward ticket list --json >"$out/list"
steward board --once --json >"$out/board"
steward report --from 2020-01 --to 2099-12 --json >"$out/report"
timeout 20 steward log follow --after 0 --count 8 --json >"$out/log"
grep -q contact.revealed "$out/log" || fail 'the log does not say that it was revealed'
psql -qXc checkpoint

expect_equal 'in the database, its files, and all logs' '' "$(found "$STEWARD_HOME" "$out")"
# The same look finds what is no secret: in the tables' files and in the dump.
planted=(湖滨垃圾堆)
expect_equal 'what is looked for in the files would be found' 湖滨垃圾堆 "$(found "$STEWARD_HOME/postgres/data/base")"
expect_equal 'what is looked for in the dump would be found' 湖滨垃圾堆 "$(found "$out/dump.sql")"

# And it is there: sealed.
expect_equal 'one contact, one key, both sealed' '1|t|t' "$(psql -AtXc "select count(*), bool_and(length(c.sealed) >= 100),
    bool_and(length(k.sealed) = 80) from steward.contact c join steward.contact_key k using (key_id)")"
steward log verify >/dev/null
echo 'ok: no leak'
