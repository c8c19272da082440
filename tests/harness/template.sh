# shellcheck shell=bash
# A migrated cluster, made once for each state of the migrations and copied for each throw-away installation.

# Fills postgres/data of `home`. template_take SHARED_BUFFERS
template_take() {
    local folder=${STEWARD_BUILD:-$source_folder/build}/template key
    key=$postgres_version-$owner-$(migrate_digest)
    mkdir -p "$folder"
    exec {template_lock}>"$folder/lock"
    flock "$template_lock"
    [[ -d $folder/$key ]] || template_make "$folder" "$key"
    exec {template_lock}>&-
    cp -a "$folder/$key" "$home/postgres/data"
    cluster_configure "$1"
}

template_make() { # FOLDER KEY
    cluster_create 64MB
    supervise_write_postgres
    supervise_start
    cluster_wait 30
    cluster_make_database
    migrate_deploy "$(cluster_conninfo)"
    supervise_stop
    rm -rf "${1:?}"/[0-9]*
    cp -a "$home/postgres/data" "$1/.part"
    mv "$1/.part" "$1/$2"
    rm -rf "$home/postgres/data"
}
