# shellcheck shell=bash
# What Steward needs from Debian: deploy/packages names it by section; only what is missing is installed.

packages_file=$(dirname "${BASH_SOURCE[0]}")/../packages

# Prints the packages of the sections, one a line.
packages_of() { # SECTION…
    awk -v wanted=" $* " '/^\[/ { section = substr($1, 2, length($1) - 2); next }
                          /^[a-z]/ && index(wanted, " " section " ") { print $1 }' "$packages_file"
}

# Prints those that are not installed.
packages_missing() { # SECTION…
    # shellcheck disable=SC2016 # dpkg-query's own variables
    comm -23 <(packages_of "$@" | sort -u) \
        <(packages_of "$@" | xargs dpkg-query -W -f '${Package} ${db:Status-Status}\n' 2>/dev/null |
            awk '$2 == "installed" { print $1 }' | sort -u)
}

# Debian makes and starts a cluster of its own with the server; we have our own, so it is told not to. Where the server's
# packages are there already, their settings are left alone.
packages_forbid_main_cluster() {
    # shellcheck disable=SC2016
    dpkg-query -W -f '${db:Status-Status}' postgresql-common 2>/dev/null | grep -qx installed && return
    as_root mkdir -p /etc/postgresql-common/createcluster.d
    echo 'create_main_cluster = false' | as_root tee /etc/postgresql-common/createcluster.d/steward.conf >/dev/null
}

# Reads apt's status lines, shows the progress of downloads (first half) and of installation (second half).
packages_progress() {
    local line kind percent
    while IFS= read -r line; do
        IFS=: read -r kind _ percent _ <<<"$line"
        case $kind in
            dlstatus) say_percent $((${percent%%.*} / 2)) ;;
            pmstatus) say_percent $((50 + ${percent%%.*} / 2)) ;;
            *) printf '%s\n' "$line" ;;
        esac
    done
}

packages_apt() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -o APT::Status-Fd=1 -o Dpkg::Use-Pty=0 "$@"
}

# Installs what is missing of the sections. With packages_allowed=0 it only says so.
packages_install() { # SECTION…
    local missing
    mapfile -t missing < <(packages_missing "$@")
    ((${#missing[@]} > 0)) || { say_note 'nothing missing'; return; }
    ((${packages_allowed:-1})) ||
        fail "these packages are missing: ${missing[*]}" "apt-get install ${missing[*]} (or leave out --no-install)"
    ((EUID == 0)) || command -v sudo >/dev/null ||
        fail "these packages are missing, and there is no sudo: ${missing[*]}" "as root: apt-get install ${missing[*]}"
    say_note "${#missing[@]} installed"
    packages_forbid_main_cluster
    packages_apt update </dev/null | sed '/^dlstatus:/d' ||
        fail "apt-get update: $(packages_complaint)" 'check the network and /etc/apt/sources.list*, then run this again'
    packages_apt install -y --no-install-recommends "${missing[@]}" </dev/null | packages_progress ||
        fail "apt-get install: $(packages_complaint)" 'repair it (apt-get -f install), then run this again'
}

packages_complaint() {
    grep -E '^(E|Err)' "$say_log" | tail -n 1 | grep . || echo 'it failed, see the log'
}
