# shellcheck shell=bash
# The installation's own PostgreSQL cluster: no TCP, a socket in a folder that only its owner enters. Debian's clusters
# are left alone. Or a server that is there already (STEWARD_DATABASE_URL), which is only checked.

postgres_version=15
postgres_bin=/usr/lib/postgresql/$postgres_version/bin

# The database as programs connect to it.
cluster_conninfo() {
    echo "host=$socket_folder dbname=steward user=steward"
}

# Makes the cluster if it is not there, and its settings anew each time. cluster_create SHARED_BUFFERS-or-empty
cluster_create() {
    if [[ ! -s $home/postgres/data/PG_VERSION ]]; then
        rm -rf "$home/postgres/data.part"
        as_owner "$postgres_bin/initdb" -D "$home/postgres/data.part" -U steward -E UTF8 --locale=C.UTF-8 \
            --auth-local=trust --auth-host=reject --no-instructions ||
            fail "initdb: $(tail -n 1 "$say_log")" "free space or rights below $home/postgres, then run this again"
        echo "include 'steward.conf'" | as_owner tee -a "$home/postgres/data.part/postgresql.conf" >/dev/null
        mv "$home/postgres/data.part" "$home/postgres/data"
        say_note created
    fi
    [[ $(cat "$home/postgres/data/PG_VERSION") == "$postgres_version" ]] ||
        fail "the cluster in $home/postgres/data is of PostgreSQL $(cat "$home/postgres/data/PG_VERSION")" \
            "upgrade it to $postgres_version with pg_upgrade first"
    cluster_configure "$1"
}

# Writes steward.conf and sets cluster_changed=1 if it says something new.
cluster_configure() { # SHARED_BUFFERS-or-empty: then what it was, or 256MB
    local file=$home/postgres/data/steward.conf buffers=$1
    cluster_changed=0
    [[ -n $buffers ]] || buffers=$(sed -n 's/^shared_buffers = //p' "$file" 2>/dev/null || true)
    sed -e "s|@SOCKET@|$socket_folder|" -e "s|@BUFFERS@|${buffers:-256MB}|" "$source_folder/deploy/lib/postgresql.conf" |
        as_owner tee "$file.new" >/dev/null
    if cmp -s "$file.new" "$file"; then
        rm "$file.new"
    else
        cluster_changed=1
        mv "$file.new" "$file"
    fi
}

# Waits until the server answers. cluster_wait SECONDS
cluster_wait() {
    local end=$((EPOCHSECONDS + $1))
    until "$postgres_bin/pg_isready" -q -h "$socket_folder" -U steward -d postgres; do
        ((EPOCHSECONDS < end)) ||
            fail "PostgreSQL does not answer after $1 s: $(tail -n 1 "$home/log/postgres/current" 2>/dev/null)" \
                "read $home/log/postgres/current"
        sleep 0.05
    done
}

# Makes the database in a running cluster, if it is not there.
cluster_make_database() {
    local found
    found=$(psql -X -h "$socket_folder" -U steward -d postgres -Atc "select count(*) from pg_database where datname = 'steward'")
    [[ $found == 1 ]] || createdb -h "$socket_folder" -U steward -T template0 -E UTF8 --locale=C.UTF-8 steward
}

# A server of someone else: everything that we rely on is asked for, and refused with cause and fix. cluster_check URL
cluster_check() {
    local answer version encoding ctype role create places
    [[ $1 == postgres://* || $1 == postgresql://* ]] ||
        fail 'STEWARD_DATABASE_URL is not a URL' 'write it as postgresql://user@host:port/database'
    answer=$(psql -X -d "$1" -AtF ' ' -c "select current_setting('server_version_num')::int / 10000,
        pg_encoding_to_char(encoding), datctype, (select rolcreaterole or rolsuper from pg_roles where rolname = current_user),
        has_database_privilege(oid, 'CREATE'),
        (select count(*) > 0 from pg_extension where extname = 'postgis') or
        (select rolsuper from pg_roles where rolname = current_user) from pg_database where datname = current_database()" 2>&1) ||
        fail "the database does not answer: ${answer%%$'\n'*}" 'check STEWARD_DATABASE_URL with psql'
    read -r version encoding ctype role create places <<<"$answer"
    ((version >= postgres_version)) ||
        fail "the server is PostgreSQL $version" "upgrade it to $postgres_version or later"
    [[ $encoding == UTF8 ]] ||
        fail "the database's encoding is $encoding" "create it with: createdb -T template0 -E UTF8 --locale=C.UTF-8"
    [[ $ctype != C && $ctype != POSIX ]] ||
        fail "the database's lc_ctype is $ctype, under which no Chinese is found" "create it with: createdb -T template0 -E UTF8 --locale=C.UTF-8"
    [[ $role == t ]] || fail 'the user may not create roles' 'alter role <user> createrole'
    [[ $places == t ]] ||
        fail 'the database has no PostGIS' 'as a superuser of that server, in that database: create extension postgis schema public'
    [[ $create == t ]] || fail 'the user may not create schemas' 'grant create on database <database> to <user>'
}
