#!/usr/bin/env bash
# A private PostgreSQL server in $RUN/postgres, listening on 127.0.0.1 only.
#
#   postgres.sh start demo   durable, passwords asked for; the superuser's is in $RUN/postgres/pgpass
#   postgres.sh start test   fast and forgetful, no passwords: a crash of the machine loses it
#   postgres.sh start bench  durable, no passwords, and it notes when each transaction committed
#   postgres.sh stop         stops it; the data stays until the run's folder is removed
#   postgres.sh binaries     prints the folder of the server's programs, fails when there is none
#
# Files: port, pgpass, data (a link: root's folders may be closed to the user that runs the server,
# and then the data lies below the system's folder for temporary files until `stop`).
set -euo pipefail
# shellcheck source=deploy/scripts/common.sh
. "$(dirname "$0")/common.sh"

HOME_FOLDER=$RUN/postgres
DATA_LINK=$HOME_FOLDER/data
START_TRIES=5

binaries() {
    local folder found=
    for folder in /usr/lib/postgresql/*/bin /usr/pgsql-*/bin; do
        if [ -x "$folder/initdb" ] && [ "${folder//[!0-9]/}" -ge 15 ]; then found=$folder; fi
    done
    if [ -z "$found" ] && command -v initdb >/dev/null 2>&1; then
        found=$(dirname "$(command -v initdb)")
    fi
    [ -n "$found" ] && say "$found"
}

# Makes an empty data folder that the server's user can reach, and the link to it.
make_data_folder() {
    local data=$HOME_FOLDER/files
    mkdir -p "$data"
    if [ "$(id -u)" -eq 0 ]; then
        chown "$(server_user)" "$data"
        if ! as_server_user test -w "$data" 2>/dev/null; then
            data=$(mktemp -d "${TMPDIR:-/tmp}/taoli-postgres.XXXXXX")
            chown "$(server_user)" "$data"
            warn "$HOME_FOLDER is closed to user $(server_user): the data lies in $data until stop"
        fi
    fi
    ln -sfn "$data" "$DATA_LINK"
}

# initdb. The locale matters: with plain C, pg_trgm finds nothing in Chinese names.
make_cluster() {
    local mode=$1 data=$2 password_file authentication=trust
    password_file=$(mktemp)
    printf '%s\n' "$SUPERUSER_PASSWORD" >"$password_file"
    [ "$(id -u)" -ne 0 ] || chown "$(server_user)" "$password_file"
    [ "$mode" != demo ] || authentication=scram-sha-256
    local sync=()
    [ "$mode" != test ] || sync=(--no-sync)
    (cd / && as_server_user "$BIN/initdb" -D "$data" -U postgres -E UTF8 --locale=C.UTF-8 \
        --auth="$authentication" --pwfile="$password_file" "${sync[@]}" >/dev/null)
    rm -f "$password_file"
    configuration "$mode" | (cd / && as_server_user tee -a "$data/postgresql.conf" >/dev/null)
}

configuration() {
    cat <<'CONF'
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
shared_buffers = 64MB
timezone = 'UTC'
log_timezone = 'UTC'
logging_collector = off
log_min_messages = warning
CONF
    if [ "$1" = test ]; then
        cat <<'CONF'
fsync = off
synchronous_commit = off
full_page_writes = off
max_connections = 300
CONF
    else
        say "max_connections = 100"
    fi
    [ "$1" != bench ] || say "track_commit_timestamp = on"
}

start() {
    local mode=$1 data port try
    BIN=$(binaries) || die "PostgreSQL 15 or later is missing; run deploy/scripts/install.sh"
    stop
    rm -rf "$HOME_FOLDER"
    mkdir -p "$HOME_FOLDER" "$RUN/logs"
    SUPERUSER_PASSWORD=$(random_secret)
    make_data_folder
    data=$(readlink -f "$DATA_LINK")
    make_cluster "$mode" "$data"
    for ((try = 1; try <= START_TRIES; try++)); do
        port=$(free_ports 1)
        if start_server "$data" "$port"; then
            printf '%s\n' "$port" >"$HOME_FOLDER/port"
            (umask 077 && printf '127.0.0.1:%s:*:postgres:%s\n' "$port" "$SUPERUSER_PASSWORD" \
                >"$HOME_FOLDER/pgpass")
            return
        fi
    done
    tail -5 "$RUN/logs/postgres.log" >&2
    die "PostgreSQL did not start; see $RUN/logs/postgres.log"
}

# The postmaster is started by hand: it must not keep our run's lock, and its pid is recorded here.
start_server() {
    local data=$1 port=$2 pid
    (
        cd /
        exec 9>&-
        as_server_user "$BIN/pg_ctl" start -w -s -t 60 -D "$data" -o "-p $port" </dev/null
    ) >>"$RUN/logs/postgres.log" 2>&1 || return 1
    pid=$(head -1 "$data/postmaster.pid")
    record_process postgres "$pid"
}

# The recorded server, or one that runs on our data though the start was cut before the record.
running_pid() {
    local data pid
    process_pid postgres && return
    data=$(readlink -f "$DATA_LINK" 2>/dev/null) || return 1
    pid=$(head -1 "$data/postmaster.pid" 2>/dev/null) || return 1
    [ "$(readlink "/proc/$pid/cwd" 2>/dev/null)" = "$data" ] || return 1
    record_process postgres "$pid"
    say "$pid"
}

# SIGINT is PostgreSQL's fast shutdown; SIGTERM would wait for every client to leave.
stop() {
    local data pid
    if pid=$(running_pid); then
        kill -INT "$pid" 2>/dev/null || true
        if ! wait_until 20 "PostgreSQL stops; it is made to" stopped postgres; then
            kill -QUIT "$pid" 2>/dev/null || true
            stop_process postgres 10
        fi
    fi
    rm -f "$RUN/pids/postgres"
    # Data elsewhere is removed only when its name shows that we made it.
    data=$(readlink "$DATA_LINK" 2>/dev/null) || return 0
    case $data in */taoli-postgres.??????) rm -rf "$data" ;; esac
}

case ${1:-} in
start)
    case ${2:-} in
    demo | test | bench) start "$2" ;;
    *) die "usage: postgres.sh start demo|test|bench" ;;
    esac
    ;;
stop) stop ;;
binaries) binaries ;;
*) die "usage: postgres.sh start demo|test|bench, postgres.sh stop, postgres.sh binaries" ;;
esac
