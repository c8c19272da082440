#!/usr/bin/env bash
# A pack that is loaded while all runs is taken in without a restart; a ticket keeps the version it was opened under.
set -euo pipefail
if [[ -z ${STEWARD_HOME:-} ]]; then
    exec "$STEWARD_SOURCE/tests/harness/with-steward" --city mini-manual -- "$0"
fi

expect() { # WHAT EXPECTED FOUND
    [[ $2 == "$3" ]] || { printf '%s: expected %s, found %s\n' "$1" "$2" "$3" >&2; exit 1; }
    echo "ok: $1"
}

submit() { # CATEGORY: prints the number
    steward ticket submit --json --city mini-manual --actor operator --channel app --category "$1" --area west.bridge \
        --title 垃圾 | sed -n 's/.*"ticket": \([0-9]*\).*/\1/p'
}

# Hands a ticket out by the rules and tells to whom, with which limit and under which version of the pack.
dispatched() { # TICKET
    steward ticket dispatch --city mini-manual --actor dispatcher "$1" >/dev/null
    psql -AtX -F' ' -c "select o.code, c.limit_ms / 3600000 || 'h', t.pack_version from steward.ticket t
        join steward.organisation o using (city_id, organisation_id) join steward.clock c using (city_id, ticket_id)
        where t.ticket_id = $1 and c.kind = 1"
}

processes() { steward status --json | grep -E '"(process|restarts)"'; }

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp -r "$STEWARD_SOURCE/deploy/cities/mini-manual" "$folder/city"
before=$(processes)
old=$(submit city.garbage)
older=$(submit city.garbage)
expect 'the first version' 'urban 24h 1' "$(dispatched "$older")"

# Another limit, another organisation, one more category.
sed -i 's/limit: 1d}/limit: 3d}/; $a\  - {code: city.ice, name: 路面结冰, parent: city}' "$folder/city/categories.yaml"
sed -i 's/{category: city, area: "\*", organisation: urban}/{category: city, area: "*", organisation: housing}/' \
    "$folder/city/routing.yaml"
! submit city.ice >/dev/null 2>&1 || { echo 'the new category was known before'; exit 1; }
steward city load "$folder/city"

end=$((EPOCHSECONDS + 30))
until [[ -n $(submit city.ice 2>/dev/null) ]]; do
    ((EPOCHSECONDS < end)) || { echo 'the new pack is not taken in'; exit 1; }
    sleep 0.2
done
new=$(submit city.garbage)
expect 'a new ticket follows the new version' 'housing 72h 2' "$(dispatched "$new")"
expect 'an old ticket keeps its version' 'urban 24h 1' "$(dispatched "$old")"
expect 'nothing was restarted' "$before" "$(processes)"
steward log verify
