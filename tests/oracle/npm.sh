# shellcheck shell=bash
# What the comparisons with packages of npm share. They are put into the build folder; that needs node, npm and their
# registry. Where those are not there a comparison says so and exits with 77. To be sourced, with the build folder.

oracle_source=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
oracle_build=${1:-${STEWARD_BUILD:?usage: $0 BUILD}}

oracle_skip() {
    echo "$0: nothing was compared: $1" >&2
    exit 77
}

oracle_install() {
    local program
    for program in node npm; do
        command -v "$program" >/dev/null || oracle_skip "$program is not installed (apt-get install nodejs npm)"
    done
    mkdir -p "$oracle_build/oracle"
    exec 9>"$oracle_build/oracle/lock"
    flock 9
    cp "$oracle_source"/tests/oracle/{package.json,*.js} "$oracle_build/oracle"
    (cd "$oracle_build/oracle" && npm install --no-package-lock --no-audit --no-fund --silent) ||
        oracle_skip 'npm could not install what tests/oracle/package.json names: is its registry in reach?'
    exec 9>&-
}
