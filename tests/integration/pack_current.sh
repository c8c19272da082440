#!/usr/bin/env bash
# A role that a new pack takes away is gone with the load itself: work that was judged by the pack before is not done.
set -euo pipefail
if [[ -z ${STEWARD_HOME:-} ]]; then
    exec "$STEWARD_SOURCE/tests/harness/with-steward" --city mini-manual --workers 'intake=2' -- "$0"
fi
export STEWARD_CITY=mini-manual

fail() { printf '%s\n' "$1" >&2; exit 1; }

submit() { # KEY
    steward ticket submit --actor resident --channel app --category city.garbage --area west.bridge --title 垃圾 --key "$1" 2>&1
}

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp -r "$STEWARD_SOURCE/deploy/cities/mini-manual" "$folder/city"
people=$folder/city/people.yaml
cp "$people" "$folder/people.yaml"

# Back and forth, so that both workers have the old pack in memory each time.
for round in 1 2 3; do
    told=$(submit "may-$round") || fail "round $round: a resident may submit, and was told: $told"
    [[ $told == *'is received'* ]] || fail "round $round: $told"
    sed 's/code: resident, \(.*\) roles: \[resident\]/code: resident, \1 roles: [auditor]/' "$folder/people.yaml" >"$people"
    ! cmp -s "$people" "$folder/people.yaml" || fail 'the pack was not changed'
    steward city load "$folder/city" >/dev/null
    for copy in a b c d; do
        ! told=$(submit "may-not-$round-$copy") || fail "round $round: an auditor has submitted: $told"
        [[ $told == *"'resident' may not submit"* ]] || fail "round $round: refused, but for another reason: $told"
    done
    cp "$folder/people.yaml" "$people"
    steward city load "$folder/city" >/dev/null
    sleep 3.5 # that is how often packs are looked for
done
[[ $(psql -AtXc 'select count(*) from steward.complaint') == 3 ]] || fail 'another number of complaints was stored'
echo 'ok: no submission by who may no longer'

# Nor is contact data shown.
number=$(steward ticket submit --actor resident --channel app --category city.garbage --area west.bridge --title 垃圾 \
    --contact-name 居民甲 | grep -o '[0-9]*' | head -n 1)
told=$(steward ticket contact "$number" --actor operator --reason 回访) || fail "an operator may see it: $told"
sed 's/code: operator, \(.*\) roles: \[operator\]/code: operator, \1 roles: [auditor]/' "$folder/people.yaml" >"$people"
! cmp -s "$people" "$folder/people.yaml" || fail 'the pack was not changed'
steward city load "$folder/city" >/dev/null
! told=$(steward ticket contact "$number" --actor operator --reason 回访 2>&1) || fail "an auditor has seen it: $told"
[[ $told == *"'operator' may not see this contact data"* ]] || fail "refused, but for another reason: $told"
echo 'ok: no contact data for who may no longer'
steward log verify >/dev/null
