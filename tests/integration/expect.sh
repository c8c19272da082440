# shellcheck shell=bash
# Sourced by tests: what a command must say, what must be equal.

fail() {
    printf '%s\n' "$1" >&2
    exit 1
}

# expect STATUS PATTERN COMMAND…: the exit status, and a text in what is said on both channels together.
expect() {
    local wanted=$1 pattern=$2 told status=0
    shift 2
    told=$("$@" 2>&1) || status=$?
    [[ $status == "$wanted" ]] || fail "$*: expected exit $wanted, was $status: $told"
    [[ $told == *"$pattern"* ]] || fail "$*: expected \"$pattern\", was told: $told"
}

expect_equal() { # WHAT EXPECTED FOUND
    [[ $2 == "$3" ]] || fail "$1: expected '$2', found '$3'"
}
