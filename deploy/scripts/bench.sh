#!/usr/bin/env bash
# Builds taoli-bench and measures the product against its yardsticks, on servers of its own which
# end with it. What the lines mean: Shared/Documentation/performance.md.
#
#   TAOLI_BENCH_REPEATS=5    trials of each ratio
#   TAOLI_BENCH_SECONDS=60   how long the end-to-end ratio looks on, each time
#   TAOLI_BENCH_ONLY=…       names of ratios, e.g. "commands relay"; all when empty
#   TAOLI_BENCH_PROGRAM=…    an executable that is built already
#
# JSON lines go to standard output, everything else to standard error. Nothing else should run on
# the machine meanwhile.
set -euo pipefail
# shellcheck source=deploy/scripts/common.sh
. "$(dirname "$0")/common.sh"

# Standard output is for the JSON lines.
exec 3>&1 1>&2

"$SCRIPTS/install.sh"
"$SCRIPTS/stop.sh" stale
begin_run bench
TAOLI_NOIDA=$("$SCRIPTS/install-broker.sh" | tail -1)
TAOLI_BENCH_POSTGRES=$("$SCRIPTS/postgres.sh" binaries)
[ -x "$TAOLI_BENCH_POSTGRES/pgbench" ] ||
    die "no pgbench in $TAOLI_BENCH_POSTGRES: install PostgreSQL's contributed programs"

program=${TAOLI_BENCH_PROGRAM:-}
if [ -z "$program" ]; then
    step "build"
    program=$(release_build taoli-bench)/taoli-bench
fi

step "servers"
"$SCRIPTS/postgres.sh" start bench
port=$(cat "$RUN/postgres/port")
say "postgres: 127.0.0.1:$port"
PGHOST=127.0.0.1 PGPORT=$port PGUSER=postgres \
    psql -X -v ON_ERROR_STOP=1 -d postgres -f "$ROOT/deploy/postgres/roles.sql"

step "measure"
(
    # Settings of a service that the caller may have exported are not for this run.
    for name in ${!TAOLI_@}; do
        case $name in TAOLI_BENCH_* | TAOLI_NOIDA) ;; *) unset "$name" ;; esac
    done
    export TAOLI_NOIDA TAOLI_BENCH_POSTGRES
    export TAOLI_TEST_POSTGRES=postgres://postgres@127.0.0.1:$port/postgres
    export TAOLI_BENCH_PIDS=$RUN/pids TMPDIR=$RUN/tmp
    exec "$program" </dev/null >&3
) &
child=$!
record_process bench "$child"
code=0
wait "$child" || code=$?
exit "$code"
