# shellcheck shell=bash
# What the tests of notify share: a server that misbehaves, a city that is to tell it, and secrets. To be sourced.

folder=$(mktemp -d)
chmod 755 "$folder"
touch "$folder/journal"
server=''
leave_notify() {
    [[ -z $server ]] || kill "$server" 2>/dev/null || true
    rm -rf "$folder"
}
trap leave_notify EXIT

ask() { psql -AtX -c "$1"; }

fail_notify() {
    echo "$1"
    ask "select state, channel, attempts, count(*), max(last_error) from steward.delivery group by 1, 2, 3 order by 2" || true
    ask "select kind, count(*), max(pos) from steward.event group by 1 order by 1; select * from steward.cursor" || true
    tail -n 3 "$STEWARD_HOME"/log/dispatch-0/current
    tail -n 15 "$STEWARD_HOME"/log/notify-0/current || true
    [[ ! -s $folder/errors ]] || tail -n 20 "$folder/errors"
    exit 1
}

await() { # SECONDS WHAT COMMAND…
    local end=$((EPOCHSECONDS + $1)) what=$2
    shift 2
    until "$@"; do
        ((EPOCHSECONDS < end)) || fail_notify "not after a while: $what"
        sleep 0.1
    done
}

start_server() { # OPTION…
    rm -f "$folder/ports"
    /usr/bin/python3 "$STEWARD_SOURCE/tests/integration/notify_server.py" "$folder" "$@" &
    server=$!
    await 20 'the server listens' test -s "$folder/ports"
    read -r http_port smtp_port <"$folder/ports"
}

# The secrets of notify_server.py, and the places that it may be reached at. notify reads its settings at its start.
write_settings() {
    cat >"$STEWARD_HOME/run/secrets.yaml" <<END
secrets:
  - {name: wecom, token: wecom-key}
  - {name: dingtalk, token: ding-token, secret: SEC0123456789abcdef}
  - {name: feishu, token: feishu-token, secret: feishu-secret}
  - {name: hook, secret: whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=}
contacts:
  - {city: mini, person: urban.handler, email: urban.handler@example.org}
  - {city: mini, person: urban.handler2, email: urban.handler2@example.org}
END
    chmod 600 "$STEWARD_HOME/run/secrets.yaml"
    ((EUID != 0)) || chown postgres: "$STEWARD_HOME/run/secrets.yaml"
    cat >>"$STEWARD_HOME/settings.yaml" <<END
notify:
  secrets: "$STEWARD_HOME/run/secrets.yaml"
  allow: ["127.0.0.1:$http_port", "127.0.0.1:$smtp_port"]
END
    local before
    before=$(times_active)
    s6-svc -r "$STEWARD_HOME/service/notify-0"
    await 20 'notify is at work again' active_more_than "$before"
}

times_active() { grep -c 'active consumer=notify' "$STEWARD_HOME/log/notify-0/current" || true; }
active_more_than() { (($(times_active) > $1)); }

# Ends notify at once. While it is down s6 gives its process as -1, which must never reach kill: that is everybody.
kill_notify() {
    local process
    process=$(s6-svstat -o pid "$STEWARD_HOME/service/notify-0")
    [[ ! $process =~ ^[1-9][0-9]+$ ]] || kill -KILL "$process" || true
}

submit() { # NUMBER
    steward ticket submit --city mini --actor operator --channel app --category city.noise --area west.bridge \
        --title "垃圾 $1 <at user_id=\"all\">" >/dev/null
}

# Does every delivery have one of these states, and are there as many as expected?
settled() { # COUNT STATES
    [[ $(ask "select count(*) = $1 and bool_and(state in ($2)) from steward.delivery") == t ]]
}
