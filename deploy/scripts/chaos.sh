#!/usr/bin/env bash
# Kills processes of a running demo at random moments under load, each at once started again, and
# then checks the invariants across all databases. Nothing here knows what a process is doing.
#
#   CHAOS_KILLS   how many (20)      CHAOS_SEED   for the moments and victims (of the day)
#
# A victim is one of the services, the broker or PostgreSQL (immediate stop), sometimes two at once.
# Load: the city's schools are imported again and again under other names, and at last their own.
set -euo pipefail
# shellcheck source=deploy/scripts/common.sh
. "$(dirname "$0")/common.sh"
# shellcheck source=deploy/scripts/services.sh
. "$SCRIPTS/services.sh"

BIN=${BIN:-$ROOT/.build/release}
CHAOS_KILLS=${CHAOS_KILLS:-20}
RANDOM=${CHAOS_SEED:-$(date +%d%H)}
FOLDER=$RUN/chaos
DATA=$ROOT/deploy/demo/gz-schools.csv
EFFECTIVE=2025-09-01

[ -f "$RUN/taoli.env" ] || die "no demo runs in $(basename "$RUN"): run 'make demo' first"
# shellcheck disable=SC1091
. "$RUN/taoli.env"
lock_run
rm -rf "$FOLDER"
mkdir -p "$FOLDER"
loading=
trap '[ -z "$loading" ] || kill "$loading" 2>/dev/null || true' EXIT

# renamed N: the demo's schools under other names.
renamed() {
    python3 - "$DATA" "$1" <<'PYTHON'
import csv, sys
rows = list(csv.reader(open(sys.argv[1], encoding="utf-8-sig")))
name = rows[0].index("name")
for row in rows[1:]:
    row[name] += sys.argv[2]
csv.writer(sys.stdout).writerows(rows)
PYTHON
}

# import_schools FILE: whether all of it was applied.
import_schools() {
    local code=0
    "$BIN/taoli" import apply --kind schools "$1" --yes --effective "$EFFECTIVE" \
        --format json >>"$FOLDER/imports.txt" 2>&1 || code=$?
    [ "$code" -eq 0 ] || [ "$code" -eq 65 ]
}

# Imports until told to stop; whatever fails, the next one begins.
load() {
    local number=0 done=0
    while [ ! -e "$FOLDER/stop" ]; do
        number=$((number + 1))
        renamed "$number" >"$FOLDER/schools.csv"
        if import_schools "$FOLDER/schools.csv"; then done=$((done + 1)); fi
        say "$done of $number" >"$FOLDER/count"
    done
}

restart_postgres() {
    local data pid bin
    data=$(readlink -f "$RUN/postgres/data")
    bin=$("$SCRIPTS/postgres.sh" binaries)
    pid=$(process_pid postgres)
    kill -QUIT "$pid"
    wait_until 20 "PostgreSQL is gone" stopped postgres
    (
        cd /
        exec 9>&-
        as_server_user "$bin/pg_ctl" start -w -s -t 60 -D "$data" \
            -o "-p $(cat "$RUN/postgres/port")" </dev/null
    ) >>"$RUN/logs/postgres.log" 2>&1
    record_process postgres "$(head -1 "$data/postmaster.pid")"
}

restart_broker() {
    local pid command
    pid=$(process_pid broker)
    mapfile -d '' command <"/proc/$pid/cmdline"
    kill -KILL "$pid"
    wait_until 10 "the broker is gone" stopped broker
    start_process broker "${command[@]}"
}

restart_service() {
    kill -KILL "$(process_pid "$1")" 2>/dev/null || true
    wait_until 10 "$1 is gone" stopped "$1"
    with_settings "$1" serve start_process "$1" "$BIN/taoli-$1" serve
}

strike() {
    case $1 in
    postgres) restart_postgres ;;
    broker) process_pid broker >/dev/null && restart_broker ;;
    *) restart_service "$1" ;;
    esac
}

mapfile -t services < <(service_names)
victims=("${services[@]}" registry postgres)
process_pid broker >/dev/null && victims+=(broker)

step "$CHAOS_KILLS kills"
load &
loading=$!
for ((kill = 1; kill <= CHAOS_KILLS; kill++)); do
    sleep "$((RANDOM % 4)).$((RANDOM % 10))"
    victim=${victims[RANDOM % ${#victims[@]}]}
    say "$kill: $victim"
    strike "$victim"
    if ((RANDOM % 4 == 0)); then
        victim=${victims[RANDOM % ${#victims[@]}]}
        say "$kill: $victim, too"
        strike "$victim"
    fi
done
touch "$FOLDER/stop"
wait "$loading"
loading=
say "imports that went through: $(cat "$FOLDER/count")"

step "verification"
for service in "${services[@]}"; do
    wait_until 60 "taoli-$service is ready" is_ready "$service"
done
for ((try = 1; ; try++)); do
    if import_schools "$DATA"; then break; fi
    [ "$try" -lt 5 ] || die "the schools' own names are not imported; see $FOLDER/imports.txt"
    sleep 2
done
"$SCRIPTS/quiet.sh" 180
"$SCRIPTS/verify.sh"
