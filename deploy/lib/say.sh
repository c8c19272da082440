# shellcheck shell=bash
# What a script tells its user: numbered steps with their progress and duration, and failures with cause, fix and log.
# Everything that the commands of a step print goes to the log. Descriptor 3 is the user's output, 4 the user's errors.

say_log=/dev/null
say_steps=0
say_step=0
say_title=
say_remark=
say_shown=0
say_failed=0

# say_open LOG STEPS: from here on steps are announced as one of STEPS and their output is kept in LOG.
say_open() {
    say_log=$1 say_steps=$2
    mkdir -p "$(dirname "$say_log")"
    : >"$say_log"
    exec 3>&1 4>&2
    trap say_close EXIT
}

# step TITLE COMMAND…: runs COMMAND in this shell and says how long it took. COMMAND ends the script if it fails.
step() {
    local started=${EPOCHREALTIME/[.,]/} tenths
    say_step=$((say_step + 1)) say_title=$1 say_remark='' say_shown=0
    shift
    printf '[%d/%d] %s …' "$say_step" "$say_steps" "$say_title" >&3
    printf '\n== %s\n' "$say_title" >>"$say_log"
    "$@" >>"$say_log" 2>&1
    tenths=$(((${EPOCHREALTIME/[.,]/} - started) / 100000))
    printf ' ok (%s%d.%d s)\n' "${say_remark:+$say_remark, }" $((tenths / 10)) $((tenths % 10)) >&3
    say_title=''
}

# A few words that the closing bracket of the running step will hold.
say_note() {
    say_remark=$1
}

# Progress of the running step: every tenth percent is shown once.
say_percent() {
    local percent=${1%%.*}
    [[ $percent =~ ^[0-9]+$ ]] || return 0
    if ((percent >= say_shown + 10)); then
        say_shown=$((percent / 10 * 10))
        printf ' %d%%' "$say_shown" >&3
    fi
}

# fail CAUSE FIX: ends the script, exit status 1.
fail() {
    say_failed=1
    printf '\nfailed: %s\n   fix: %s\n' "$1" "$2" >&4
    [[ $say_log == /dev/null ]] || printf '   log: %s\n' "$say_log" >&4
    exit 1
}

# A command that nobody expected to fail has ended the script: say which step, and the last thing it printed.
say_close() {
    local status=$?
    if ((status != 0 && say_failed == 0)) && [[ -n $say_title ]]; then
        printf '\nfailed: %s: %s\n   fix: read the log, remove the cause and run this again\n   log: %s\n' \
            "$say_title" "$(grep -v '^$' "$say_log" | tail -n 1)" "$say_log" >&4
    fi
    return "$status"
}
