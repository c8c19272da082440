# shellcheck shell=bash
# The schema: sqitch brings the database to the newest change of deploy/migrations, each change verified.

# migrate_deploy CONNINFO-or-URL
migrate_deploy() {
    local target=db:pg:
    export PGOPTIONS='-c client_min_messages=warning'
    case $1 in
        postgres://* | postgresql://*) target=db:$1 ;;
        *) export PGHOST=$socket_folder PGUSER=steward PGDATABASE=steward ;;
    esac
    # the time zone is named because a small system has none, and the committer because an account may have no name
    (cd "$source_folder/deploy/migrations" &&
        TZ=UTC SQITCH_FULLNAME=Steward SQITCH_EMAIL=steward@localhost SQITCH_TARGET=$target \
            sqitch --quiet deploy --verify) ||
        fail "migration: $(grep -E 'ERROR|error|not ok' "$say_log" | tail -n 1)" \
            'nothing of the failed change was kept: read the log, mend it and run this again'
    unset PGOPTIONS PGHOST PGUSER PGDATABASE
}

# A digest of all migrations.
migrate_digest() {
    (cd "$source_folder/deploy/migrations" && find . -type f | LC_ALL=C sort | xargs sha256sum | sha256sum | cut -c 1-16)
}
