#!/usr/bin/env bash
# How long after sign-off a ticket may be returned is counted in working days where the pack says so: tomorrow is the
# only day of the week on which anybody works.
set -euo pipefail
if [[ -z ${STEWARD_HOME:-} ]]; then
    folder=$(mktemp -d)
    trap 'rm -rf "$folder"' EXIT
    chmod 755 "$folder"
    cp -r "$STEWARD_SOURCE/deploy/cities/mini-manual" "$folder/city"
    sed -i 's/^  within: 1d .*/  within: 1wd/' "$folder/city/city.yaml"
    mkdir "$folder/city/cn"
    for year in $(date -d '-1 month' +%Y) $(date -d '+1 month' +%Y) $(date -d '+13 months' +%Y); do
        printf 'year: %s\nsource: invented\nlicence: none\nholidays:\n  - {name: 元旦, from: %s-01-01, to: %s-01-01, days: 1}\n' \
            "$year" "$year" "$year" >"$folder/city/cn/$year.yaml"
    done
    day=$(LC_ALL=C TZ=Asia/Shanghai date -d tomorrow +%A)
    printf 'years: cn\nday_ends: midnight\nweek: {%s: [00:00-24:00]}\n' "${day,,}" >"$folder/city/calendar.yaml"
    "$STEWARD_SOURCE/tests/harness/with-steward" --city "$folder/city" -- "$0"
    exit
fi
# shellcheck source=tests/integration/expect.sh
source "$STEWARD_SOURCE/tests/integration/expect.sh"

signed_for() { # WHEN: prints the number of a ticket that urban has signed for then
    local at number
    at=$(date -d "$1" +%s)000
    number=$(steward ticket submit --actor importer --channel app --category city.garbage --area east.lake --title 垃圾 \
        --at "$at" | grep -o 'ticket [0-9]*' | grep -o '[0-9]*')
    steward ticket dispatch "$number" --actor importer --organisation urban --at "$at" >/dev/null
    steward ticket sign "$number" --actor importer --at "$at" >/dev/null
    echo "$number"
}

expect 0 'within 1wd of sign-off, 2 times' steward city show mini-manual
expect 0 '"return_within": "1wd"' steward city show mini-manual --json
expect 0 'is returned' steward ticket return "$(signed_for '-30 hours')" --actor urban.handler --reason 不归我们
expect 1 "within the pack's limit" steward ticket return "$(signed_for '-15 days')" --actor urban.handler --reason 不归我们
echo 'ok: a working day after sign-off is a working day'
