# shellcheck shell=bash
# An installation: one folder (STEWARD_HOME) that holds all of it, and the account that owns it and runs it.
#
#   settings.yaml          bin/ (the programs that run)      run/ (sockets of the services)
#   postgres/data          postgres/socket                   service/ (what s6 supervises)       log/
#   keys/ (of contact data)
#
# Started by root, the installation belongs to an account without rights; started by anyone else, to them.

# Sets home and owner. installation_open HOME-or-empty ACCOUNT-for-root
installation_open() {
    if ((EUID == 0)); then
        home=${1:-/var/lib/steward} owner=$2
    else
        home=${1:-$HOME/.steward} owner=$(id -un)
    fi
    [[ $home == /* ]] || home=$PWD/$home
    [[ $home =~ ^/[A-Za-z0-9._/+@-]+$ ]] ||
        fail "the folder '$home' has characters that settings cannot hold" "choose --home with letters, digits and ._+@- only"
    socket_folder=$home/postgres/socket
    # a socket's path has at most 107 bytes, and the longest name below the home is run/ and a service's name
    ((${#home} <= 70)) || fail "the path $home is too long for sockets" "choose --home with at most 70 characters"
}

# Runs a command with root's rights.
as_root() {
    if ((EUID == 0)); then "$@"; else sudo "$@"; fi
}

# Runs a command as the owner of the installation, in its home.
as_owner() (
    cd "$home" || exit 1
    if ((EUID == 0)); then
        exec env HOME="$home" s6-setuidgid "$owner" "$@"
    fi
    exec "$@"
)

# Makes the account, if it is root who installs and the account is not there.
installation_make_owner() {
    getent passwd "$owner" >/dev/null ||
        useradd --system --user-group --home-dir "$home" --no-create-home --shell /usr/sbin/nologin "$owner"
}

# Makes the folders; what is there stays. The home and bin/ are root's where root installs, so that a service can change
# neither its settings nor its program.
installation_make_folders() {
    local folder
    mkdir -p "$home"
    chmod 755 "$home"
    for folder in bin run service log postgres keys; do
        mkdir -p "$home/$folder"
    done
    mkdir -p "$socket_folder"
    chmod 700 "$socket_folder" "$home/keys"
    ((EUID != 0)) || chown "$owner:" "$home"/{run,service,log,postgres,keys} "$socket_folder"
}

# The keys of contact data (docs/privacy.md), where they are not there yet. Lost keys cannot be made again: back them up.
installation_make_keys() {
    "$home/bin/steward" contact keys --home "$home" >/dev/null ||
        fail "no keys for contact data in $home/keys" "check the rights and the space there, then run this again"
}

# Copies the built programs to bin/, so that a build never disturbs what runs, and names those that changed in
# programs_changed.
installation_take_programs() { # BIN
    local program name
    programs_changed=()
    for program in "$1"/steward "$1"/steward-*; do
        name=${program##*/}
        [[ -x $program && $name != steward-gen ]] || continue
        cmp -s "$program" "$home/bin/$name" && continue
        install -m 755 "$program" "$home/bin/.$name"
        mv "$home/bin/.$name" "$home/bin/$name"
        programs_changed+=("$name")
    done
}
