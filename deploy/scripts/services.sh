# shellcheck shell=bash
# How a run starts the services: their settings, migration, processes. Sourced after common.sh.
#
# Shared settings come from deploy/settings.env, secrets from $RUN/keys, addresses from $RUN/ports
# and $RUN/broker/env. BIN is the folder of the executables.

# "<name> <calls> <probes>" a line: free ports for every service of this run.
choose_service_ports() {
    local count names
    names=$(service_names)
    count=$(wc -l <<<"$names")
    free_ports $((count * 2)) | paste -d' ' - - | paste -d' ' <(printf '%s\n' "$names") - \
        >"$RUN/ports"
}
calls_port() { awk -v name="$1" '$1 == name { print $2 }' "$RUN/ports"; }
probes_port() { awk -v name="$1" '$1 == name { print $3 }' "$RUN/ports"; }

# postgres_url SERVICE OWNER|APP
postgres_url() {
    local password=${1^^}_${2}_PASSWORD
    printf 'postgres://taoli_%s_%s:%s@127.0.0.1:%s/taoli_%s\n' \
        "$1" "${2,,}" "${!password}" "$(cat "$RUN/postgres/port")" "$1"
}

# with_settings SERVICE COMMAND…: runs COMMAND with exactly the settings of SERVICE. Variables of
# the caller's own that begin with TAOLI_ would silently change the run, so they are taken out.
with_settings() (
    local service=$1 kid=$1 name
    shift
    [ "$service" != registry ] || kid=registry-1
    for name in ${!TAOLI_@}; do unset "$name"; done
    set -a
    # shellcheck source=deploy/settings.env
    . "$ROOT/deploy/settings.env"
    # shellcheck disable=SC1091
    . "$RUN/broker/env"
    # shellcheck disable=SC1091
    . "$RUN/deployment.env"
    # What this service alone is told, e.g. of the demo's receivers.
    # shellcheck disable=SC1090
    [ ! -f "$RUN/$service.env" ] || . "$RUN/$service.env"
    set +a
    # shellcheck disable=SC1091
    . "$RUN/keys/passwords.env"
    TAOLI_POSTGRES_URL=$(postgres_url "$service" APP)
    export TAOLI_POSTGRES_URL
    export TAOLI_IDENTITY_PUBLIC_KEYS=$RUN/keys/public
    export TAOLI_IDENTITY_SIGNING_KEY=$RUN/keys/private/$kid.pem
    export TAOLI_KEYRING_FOLDER=$RUN/keys/keyring
    export TAOLI_WORKING_DAYS=$ROOT/deploy/working-days.yaml
    case $1 in
    # Only migrations may change tables, so only they are given the owner's password.
    owner)
        shift
        TAOLI_POSTGRES_OWNER_URL=$(postgres_url "$service" OWNER)
        export TAOLI_POSTGRES_OWNER_URL
        ;;
    serve)
        shift
        TAOLI_GRPC_PORT=$(calls_port "$service")
        TAOLI_PROBES_PORT=$(probes_port "$service")
        export TAOLI_GRPC_PORT TAOLI_PROBES_PORT
        ;;
    esac
    "$@"
)

# Roles, databases and tables of all services.
prepare_databases() {
    local service
    (
        use_postgres
        set -a
        # shellcheck disable=SC1091
        . "$RUN/keys/passwords.env"
        set +a
        psql -X -v ON_ERROR_STOP=1 -d postgres -f "$ROOT/deploy/postgres/roles.sql"
    )
    for service in $(service_names); do
        with_settings "$service" owner "$BIN/taoli-$service" migrate >>"$RUN/logs/migrate.log" 2>&1 || {
            tail -5 "$RUN/logs/migrate.log" >&2
            die "taoli-$service migrate failed; see $RUN/logs/migrate.log"
        }
    done
}

start_services() {
    local service
    for service in $(service_names); do
        # exec: the record must name the service, not a shell around it.
        with_settings "$service" serve start_process "$service" "$BIN/taoli-$service" serve
    done
    for service in $(service_names); do
        wait_until 60 "taoli-$service is ready" ready_or_ended "$service" || true
        is_ready "$service" || {
            tail -5 "$RUN/logs/$service.log" >&2
            die "taoli-$service did not get ready; see $RUN/logs/$service.log"
        }
    done
}
is_ready() { curl -fsS -m 2 -o /dev/null "http://127.0.0.1:$(probes_port "$1")/readyz"; }
ready_or_ended() { is_ready "$1" || stopped "$1"; }

stop_services() {
    local service
    # All are asked before any is waited for.
    for service in $(service_names); do
        ! pid=$(process_pid "$service") || kill -TERM "$pid" 2>/dev/null || true
    done
    for service in $(service_names); do stop_process "$service"; done
}

# Resident memory of process $1 in MB, rounded up.
resident_mb() { awk '/^VmRSS/ { print int(($2 + 1023) / 1024) }' "/proc/$1/status"; }
