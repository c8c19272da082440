# shellcheck shell=bash
# Supervision by s6: service/NAME-N is one supervised process, log/NAME-N/current what it says. s6-svscan runs as the
# owner of the installation, detached; whatever ends is started again a second later. Who waits for an event of s6 must be
# the owner too, for supervisors write only to their own pipes.

services_changed=()

# supervise_write NAME DOWN_SIGNAL KILL_AFTER_MS COMMAND…: the folder of one service, whole before s6 sees it.
# Appends NAME to services_changed if it was there and is another now.
supervise_write() {
    local name=$1 folder=$home/service/$1 part=$home/service/.part-$1 run
    local signal=$2 kill_after=$3
    shift 3
    run=$(printf '#!/bin/sh\nexec 2>&1\nexec %s' "$*")
    [[ -f $folder/run && $(cat "$folder/run") == "$run" ]] && return
    as_owner mkdir -p "$home/log/$name" "$part/log"
    printf '%s\n' "$run" | as_owner tee "$part/run" >/dev/null
    echo "$signal" | as_owner tee "$part/down-signal" >/dev/null
    echo "$kill_after" | as_owner tee "$part/timeout-kill" >/dev/null
    printf '#!/bin/sh\nexec s6-log n10 s10000000 %s\n' "$home/log/$name" | as_owner tee "$part/log/run" >/dev/null
    chmod 755 "$part/run" "$part/log/run"
    if [[ -d $folder ]]; then
        mv "$part/run" "$folder/run"
        rm -r "$part"
        services_changed+=("$name")
    else
        mv "$part" "$folder"
    fi
}

# PostgreSQL: an interrupt is its fast shutdown; it is never killed for being slow at it.
supervise_write_postgres() {
    supervise_write postgres SIGINT 0 "$postgres_bin/postgres -D $home/postgres/data"
}

# Every worker of settings.yaml, counted from 0; those no longer in it are ended and removed.
supervise_write_services() {
    local name count instance folder
    local -A wanted=([postgres]=1)
    while read -r name count; do
        [[ -x $home/bin/steward-$name ]] ||
            fail "settings.yaml names the service '$name', but there is no program steward-$name" \
                "build it (leave out --no-build), or correct $home/settings.yaml"
        for ((instance = 0; instance < count; instance++)); do
            wanted[$name-$instance]=1
            supervise_write "$name-$instance" SIGTERM 10000 \
                "$home/bin/steward-$name --home $home --instance $instance"
        done
    done < <(settings_services)
    for folder in "$home"/service/*/; do
        name=$(basename "$folder")
        [[ -n ${wanted[$name]-} ]] || supervise_remove "$name"
    done
}

supervise_remove() { # NAME
    local folder=$home/service/$1
    if s6-svok "$folder"; then
        as_owner s6-svc -wD -T 15000 -d "$folder" || true
    fi
    mv "$folder" "$home/service/.gone-$1"
    ! supervise_is_running || s6-svscanctl -an "$home/service"
    rm -rf "$home/service/.gone-$1"
}

supervise_is_running() {
    s6-svscanctl -a "$home/service" 2>/dev/null
}

# Starts s6-svscan if it is not running, or makes it look again. It inherits nothing but what is named here.
supervise_start() {
    supervise_is_running && return
    supervise_end_orphans
    supervise_detach "$home/log/supervisor.log" env -i PATH="$PATH" LANG=C.UTF-8 HOME="$home" \
        ${STEWARD_DEBUG+"STEWARD_DEBUG=$STEWARD_DEBUG"} ASAN_OPTIONS="${ASAN_OPTIONS-}" UBSAN_OPTIONS="${UBSAN_OPTIONS-}" TSAN_OPTIONS="${TSAN_OPTIONS-}" \
        s6-svscan "$home/service"
    local end=$((EPOCHSECONDS + 10))
    until supervise_is_running; do
        ((EPOCHSECONDS < end)) ||
            fail "s6-svscan does not start: $(tail -n 1 "$home/log/supervisor.log")" "read $home/log/supervisor.log"
        sleep 0.02
    done
}

# Runs a command as the owner in a session of its own, with no descriptor of ours: nobody waits for it.
supervise_detach() ( # LOG COMMAND…
    local descriptor log=$1
    shift
    as_owner touch "$log"
    for descriptor in /proc/self/fd/*; do
        descriptor=${descriptor##*/}
        ((descriptor <= 2)) || eval "exec $descriptor>&-"
    done
    cd "$home" || exit 1
    if ((EUID == 0)); then
        set -- s6-setuidgid "$owner" "$@"
    fi
    setsid nohup "$@" </dev/null >>"$log" 2>&1 &
)

# Supervisors whose s6-svscan was killed would hold their services away from a new one.
supervise_end_orphans() {
    local folder
    for folder in "$home"/service/*/ "$home"/service/*/log/; do
        ! s6-svok "$folder" || s6-svc -dx "$folder"
    done
    supervise_await_end 15
}

# Waits until no supervisor is left. supervise_await_end SECONDS
supervise_await_end() {
    local folder end=$((EPOCHSECONDS + $1))
    for folder in "$home"/service/*/ "$home"/service/*/log/; do
        while s6-svok "$folder"; do
            ((EPOCHSECONDS < end)) || return 1
            sleep 0.02
        done
    done
}

# Restarts services: by folder name. They are given their time to end.
supervise_restart() { # NAME…
    local name
    for name in "$@"; do
        ! s6-svok "$home/service/$name" || s6-svc -r "$home/service/$name"
    done
}

# Stops all: the services together, then PostgreSQL, then the supervision.
supervise_stop() {
    local folder services=()
    for folder in "$home"/service/*/; do
        [[ $(basename "$folder") == postgres ]] || ! s6-svok "$folder" || services+=("$folder")
    done
    for folder in "${services[@]}"; do
        s6-svc -d "$folder" || true
    done
    ((${#services[@]} == 0)) || as_owner s6-svwait -D -t 15000 "${services[@]}" || true
    ! s6-svok "$home/service/postgres" || as_owner s6-svc -wD -T 60000 -d "$home/service/postgres" || true
    s6-svscanctl -t "$home/service" 2>/dev/null || true
    supervise_await_end 15 || return 1
    while supervise_is_running; do
        sleep 0.02
    done
}

# Waits until every service says that it is ready. supervise_wait SECONDS
supervise_wait() {
    local status end=$((EPOCHSECONDS + $1))
    until status=$("$home/bin/steward" status --home "$home" --json 2>&1); do
        ((EPOCHSECONDS < end)) ||
            fail "not ready after $1 s: $(supervise_complaint "$status")" "look with: steward status; steward logs; steward doctor"
        sleep 0.1
    done
}

# The first service that does not stay up, with the last thing it said; else what status said.
# supervise_complaint STATUS
supervise_complaint() {
    local folder up seconds
    for folder in "$home"/service/*/; do
        read -r up seconds <<<"$(s6-svstat -o up,updownfor "$folder" 2>/dev/null || echo false 0)"
        if [[ $up != true ]] || ((seconds < 3)); then
            echo "$(basename "$folder") does not stay up: $(tail -n 1 "$home/log/$(basename "$folder")/current" 2>/dev/null)"
            return
        fi
    done
    tail -c 300 <<<"$1"
}
