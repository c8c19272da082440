# shellcheck shell=bash
# Taking down a throw-away installation: no process, no folder and no shared memory stays behind.

# Ends all of the installation in `home` and removes it.
take_down() {
    take_down_wake
    supervise_stop || true
    if [[ -f $home/postgres/data/postmaster.pid ]]; then
        as_owner "$postgres_bin/pg_ctl" -D "$home/postgres/data" -m immediate -t 10 stop >/dev/null 2>&1
    fi
    take_down_kill
    rm -rf "$home"
}

# What a test has left stopped would wait for ever.
take_down_wake() {
    local postmaster process
    postmaster=$(head -n 1 "$home/postgres/data/postmaster.pid" 2>/dev/null) || return 0
    for process in $postmaster $(pgrep -P "$postmaster"); do
        kill -CONT "$process" 2>/dev/null
    done
    return 0
}

# What still runs from this folder, by its command line, or was started beside it, by its environment.
take_down_kill() {
    local folder process
    for folder in /proc/[0-9]*; do
        process=${folder#/proc/}
        [[ $process != "$$" && $process != "$BASHPID" ]] || continue
        if grep -qsaF -- "$home/" "$folder/cmdline" || grep -qsaF -- "STEWARD_HOME=$home" "$folder/environ"; then
            kill -KILL "$process" 2>/dev/null
        fi
    done
    return 0
}
