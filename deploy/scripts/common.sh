# shellcheck shell=bash
# What the scripts share: words, ports, processes with a record of their own. Sourced, never run.
#
# A run lives in one folder ($RUN, `.run` unless told otherwise): pids/<name> records a process as
# "<pid> <start time in ticks>", so that a number which the system gave to somebody else since is
# never mistaken for ours.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
SCRIPTS=$ROOT/deploy/scripts
RUN=${RUN:-$ROOT/.run}
case $RUN in /*) ;; *) RUN=$ROOT/$RUN ;; esac
export ROOT SCRIPTS RUN

# Ports are picked below the range from which the system takes ports for outgoing connections.
PORT_LOW=15000
PORT_HIGH=29999

say() { printf '%s\n' "$*"; }
step() { printf '\n== %s\n' "$*"; }
warn() { printf '%s\n' "$*" >&2; }
die() {
    printf '%s: %s\n' "$(basename "$0")" "$*" >&2
    exit 1
}

# Names of all services, in the order of deploy/services.conf.
service_names() { awk '!/^#/ && NF { print $1 }' "$ROOT/deploy/services.conf"; }

# Builds for release, the executables named or everything at once, and prints where they lie. Every
# script builds so: other options would build everything anew. Debug information would take
# compilers and linker longer, and a trace of a crash names functions without it.
release_build() (
    cd "$ROOT" || exit
    options=(-c release -debug-info-format none)
    [ "$#" -gt 0 ] || "$SCRIPTS/swift-build.sh" "${options[@]}" >&2 || exit
    for product; do
        "$SCRIPTS/swift-build.sh" "${options[@]}" --product "$product" >&2 || exit
    done
    "$SCRIPTS/swift-build.sh" "${options[@]}" --show-bin-path
)

# Prints $1 different free TCP ports of 127.0.0.1. All stay bound until all are found, and picking
# at random keeps two runs beside each other apart; whoever starts a server retries all the same.
free_ports() {
    python3 - "$1" "$PORT_LOW" "$PORT_HIGH" <<'PYTHON'
import random, socket, sys
count, low, high = map(int, sys.argv[1:])
bound = []
for port in random.SystemRandom().sample(range(low, high + 1), high - low + 1):
    probe = socket.socket()
    try:
        probe.bind(("127.0.0.1", port))
        probe.listen(1)
        bound.append(probe)
    except OSError:
        probe.close()
    if len(bound) == count:
        break
print(*(probe.getsockname()[1] for probe in bound), sep="\n")
PYTHON
}

# Start time of process $1 in clock ticks since boot; nothing when there is none or it is a zombie.
process_birth() {
    local stat
    stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 0
    stat=${stat##*) }
    [ "${stat%% *}" = Z ] || cut -d' ' -f20 <<<"$stat"
}

# Records pid $2 as the process named $1.
record_process() {
    mkdir -p "$RUN/pids"
    printf '%s %s\n' "$2" "$(process_birth "$2")" >"$RUN/pids/$1"
}

# Prints the pid of the process named $1 if that very process still runs; else fails.
process_pid() {
    local pid birth
    [ -f "$RUN/pids/$1" ] || return 1
    read -r pid birth <"$RUN/pids/$1" || return 1
    case $pid in '' | *[!0-9]*) return 1 ;; esac
    [ -n "$birth" ] && [ "$(process_birth "$pid")" = "$birth" ] || return 1
    printf '%s\n' "$pid"
}

# start_process NAME COMMAND…: in the background, in a session of its own, with a log and a record.
start_process() {
    local name=$1
    shift
    mkdir -p "$RUN/logs"
    # Descriptor 9 is the run's lock; a process that kept it would keep the run locked.
    setsid "$@" </dev/null >>"$RUN/logs/$name.log" 2>&1 9>&- &
    record_process "$name" "$!"
}

# stop_process NAME [SECONDS]: asks with SIGTERM, insists with SIGKILL after SECONDS (25).
stop_process() {
    local name=$1 patience=${2:-25} pid
    if pid=$(process_pid "$name"); then
        kill -TERM "$pid" 2>/dev/null || true
        if ! wait_until "$patience" "$name (pid $pid) stops; it is killed" stopped "$name"; then
            kill -KILL "$pid" 2>/dev/null || true
            wait_until 10 "$name (pid $pid) is gone" stopped "$name" || return 1
        fi
    fi
    rm -f "$RUN/pids/$name"
}
stopped() { ! process_pid "$1"; }

# wait_until SECONDS WHAT COMMAND…: repeats COMMAND until it succeeds; fails with WHAT in words.
wait_until() {
    local seconds=$1 what=$2 end
    shift 2
    end=$((SECONDS + seconds))
    until "$@" >/dev/null 2>&1; do
        if [ "$SECONDS" -ge "$end" ]; then
            warn "not within $seconds s: $what"
            return 1
        fi
        sleep 0.1
    done
}

# Runs COMMAND as the user that owns servers which refuse root: ourselves, or `postgres`, or nobody.
server_user() {
    if [ "$(id -u)" -ne 0 ]; then
        id -un
    elif id postgres >/dev/null 2>&1; then
        say postgres
    else
        say nobody
    fi
}
as_server_user() {
    if [ "$(id -u)" -ne 0 ]; then
        "$@"
    else
        runuser -u "$(server_user)" -- "$@"
    fi
}

# Whether somebody listens on 127.0.0.1:$1.
listens() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# A fresh secret of 32 characters, letters and digits.
random_secret() { openssl rand -hex 16; }

# One run at a time in one folder. The lock's file lies beside the folder, which is removed.
lock_run() {
    exec 9>"$RUN.lock"
    if ! flock -n 9; then
        say "waiting for another command that uses $(basename "$RUN")…"
        flock 9
    fi
}

# Points psql at the run's server unless the caller named another one.
use_postgres() {
    [ -z "${PGPORT:-}" ] || return 0
    [ -s "$RUN/postgres/port" ] || die "no PostgreSQL in $RUN: run 'make demo' first"
    PGPORT=$(cat "$RUN/postgres/port")
    export PGPORT PGHOST=127.0.0.1 PGUSER=postgres PGPASSFILE=$RUN/postgres/pgpass
}

# begin_run NAME: a run of its own in $ROOT/.run-NAME.XXXXXX, which ends with the script.
begin_run() {
    RUN=$(mktemp -d "$ROOT/.run-$1.XXXXXX")
    export RUN
    # The server's user needs to pass through.
    chmod 755 "$RUN"
    record_process script $$
    trap end_run EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
    mkdir -p "$RUN/tmp" "$RUN/logs"
}

# Ends what such a run started, and removes its folder.
end_run() {
    trap - EXIT INT TERM HUP
    "$SCRIPTS/stop.sh" "$RUN" || true
    rm -rf "$RUN"
}
