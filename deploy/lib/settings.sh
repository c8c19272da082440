# shellcheck shell=bash
# settings.yaml: written once, then it is the operator's. Read here only as far as starting things needs it; the
# programs read it all (common/service/settings.h).

settings_default_workers='intake=1 dispatch=1 deadline=1 report=1 relay=1 contact=1 notify=1 tally=1'

# settings_workers OVERRIDES: prints "name count" a line: the defaults with OVERRIDES ("intake=2 …") applied.
settings_workers() {
    local -A count=()
    local item overrides=$1
    for item in $settings_default_workers $overrides; do
        [[ $item =~ ^([a-z]+)=([1-9]|1[0-6])$ && " $settings_default_workers" == *" ${BASH_REMATCH[1]}="* ]] ||
            fail "workers: '$item' is not understood" \
                "give services and 1 to 16 of each, such as 'intake=2 dispatch=2', of: ${settings_default_workers//=1/}"
        count[${BASH_REMATCH[1]}]=${BASH_REMATCH[2]}
    done
    for item in $settings_default_workers; do
        echo "${item%=*} ${count[${item%=*}]}"
    done
}

# Writes settings.yaml: settings_write CONNINFO WORKERS
settings_write() {
    local workers
    workers=$(settings_workers "$2" | awk '{printf "%s%s: %s", (NR > 1 ? ", " : ""), $1, $2}')
    cat >"$home/.settings.yaml" <<END
# This installation of Steward. After a change run deploy/up again: it restarts what has to be.
database: "$1"
run: "$home/run"
services: {$workers}
END
    chmod 640 "$home/.settings.yaml"
    ((EUID != 0)) || chgrp "$(id -gn "$owner")" "$home/.settings.yaml"
    mv "$home/.settings.yaml" "$home/settings.yaml"
}

# Prints the database of settings.yaml, or nothing.
settings_database() {
    [[ -f $home/settings.yaml ]] || return 0
    sed -n 's/^database:[[:space:]]*"\{0,1\}\([^"#]*[^"# ]\)"\{0,1\}[[:space:]]*\(#.*\)\{0,1\}$/\1/p' "$home/settings.yaml"
}

# Prints "name count" a line: the services of settings.yaml, and one of each that an older file does not name.
settings_services() {
    local item written
    written=$(settings_services_written)
    [[ -z $written ]] || printf '%s\n' "$written"
    for item in $settings_default_workers; do
        grep -q "^${item%=*} " <<<"$written" || echo "${item%=*} ${item#*=}"
    done
}

# Prints those that settings.yaml names, written on one line in braces or one a line.
settings_services_written() {
    awk '/^services:/ { inside = 1; sub(/^services:/, "") }
         inside && /^[^ \t{]/ { inside = 0 }
         inside { sub(/#.*/, ""); text = text "," $0 }
         END { gsub(/[{} \t"]/, "", text); count = split(text, items, ",")
               for (i = 1; i <= count; i++)
                   if (items[i] != "") { split(items[i], pair, ":"); if (pair[2] + 0 > 0) print pair[1], pair[2] + 0 } }' \
        "$home/settings.yaml"
}
