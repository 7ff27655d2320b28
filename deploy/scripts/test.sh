#!/usr/bin/env bash
# Builds and runs all tests against servers of their own, which end with it.
#
#   test.sh             every test; the fault rounds last, by themselves
#   test.sh asan        TaoliPostgres and TaoliKafka under AddressSanitizer, leaks failing
#   test.sh librdkafka  TaoliKafka and TaoliMessaging with a librdkafka newer than the system's
#   test.sh faults      the fault rounds only
#   test.sh soak        the same at length; see soak.sh
#
# TAOLI_KAFKA_BOOTSTRAP=host:port gives a broker that runs already; see broker.sh.
# FILTER=<regular expression> narrows the tests. The exit code is the tests'; their closing line is
# printed last. A failed run leaves its logs in .run-failed.
set -euo pipefail
# shellcheck source=deploy/scripts/common.sh
. "$(dirname "$0")/common.sh"

mode=${1:-all}
FILTER=${FILTER:-}
build=("--build-tests")
scratch=$ROOT/.build
case $mode in
all) ;;
asan)
    scratch=$ROOT/.build-asan
    build+=(--sanitize=address)
    FILTER=${FILTER:-'^(TaoliPostgres|TaoliKafka)Tests'}
    ;;
librdkafka) FILTER=${FILTER:-'^(TaoliKafka|TaoliMessaging)Tests'} ;;
faults | soak)
    FILTER=${FILTER:-'^FaultTests'}
    SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH=${SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH:-1}
    ;;
*) die "usage: test.sh [asan|librdkafka|faults|soak]" ;;
esac

"$SCRIPTS/install.sh"
"$SCRIPTS/stop.sh" stale
begin_run test
if [ "$mode" = librdkafka ]; then
    library=$("$SCRIPTS/newer-librdkafka.sh" | tail -1)
else
    "$SCRIPTS/check-deploy.sh"
    "$SCRIPTS/contracts.sh" check
fi

step "build"
cd "$ROOT"
"$SCRIPTS/swift-build.sh" --scratch-path "$scratch" \
    --explicit-target-dependency-import-check error "${build[@]}"
binaries=$("$SCRIPTS/swift-build.sh" --scratch-path "$scratch" --show-bin-path "${build[@]:1}")
# Also builds the generators' plugins, which would otherwise compete with the tests.
[ "$mode" != all ] || sh "$ROOT/Shared/TaoliContracts/generate.sh" --check

step "servers"
"$SCRIPTS/postgres.sh" start test
port=$(cat "$RUN/postgres/port")
say "postgres: 127.0.0.1:$port"
PGHOST=127.0.0.1 PGPORT=$port PGUSER=postgres \
    psql -X -v ON_ERROR_STOP=1 -d postgres -f "$ROOT/deploy/postgres/roles.sql"
"$SCRIPTS/broker.sh" start
bootstrap=$(sed -n 's/^TAOLI_KAFKA_BOOTSTRAP=//p' "$RUN/broker/env")
embedded=$(sed -n 's/^TAOLI_KAFKA_EMBEDDED=//p' "$RUN/broker/env")

step "tests"
for name in ${!TAOLI_@}; do unset "$name"; done
export TAOLI_TEST_POSTGRES=postgres://postgres@127.0.0.1:$port/postgres
export TAOLI_TEST_KAFKA=$bootstrap
export TAOLI_TEST_KAFKA_EMBEDDED=$embedded
export TAOLI_TEST_BINARIES=$binaries
# Tests that kill or empty a broker start their own from this executable.
TAOLI_NOIDA=$("$SCRIPTS/install-broker.sh" | tail -1)
export TAOLI_NOIDA
export TMPDIR=$RUN/tmp
# Hundreds of tests at once on two cores make each of them wait for the others until something
# times out; a few at a time are as fast.
export SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH=${SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH:-4}
if [ "$mode" = asan ]; then
    export ASAN_OPTIONS=detect_leaks=1:halt_on_error=1
    export LSAN_OPTIONS=exitcode=23:print_suppressions=0:suppressions=$ROOT/deploy/scripts/lsan.supp
fi
[ "$mode" != librdkafka ] || export LD_LIBRARY_PATH=$library${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
if [ "$mode" = soak ]; then
    export TAOLI_SOAK=1 TAOLI_SEED=${SOAK_SEED:-20261125}
    if [ "$(id -u)" -eq 0 ]; then
        # A disk of 256 MB to fill, seen by the tests and their servers only, gone with them.
        export TAOLI_SMALL_DISK=$RUN/small
        mkdir "$TAOLI_SMALL_DISK"
    else
        warn "SKIPPED: the rounds with a full disk need root, who alone can make a small disk"
    fi
fi

# run_tests LOG ARGUMENT…: runs the test program, shows and keeps what it says; its exit code.
run_tests() {
    local log=$RUN/logs/$1.log code=0 watcher
    shift
    local runner=("$binaries/taoliPackageTests.xctest" --testing-library swift-testing "$@")
    # shellcheck disable=SC2016
    [ -z "${TAOLI_SMALL_DISK:-}" ] || runner=(unshare --mount -- bash -c
        'mount -t tmpfs -o size=256m,mode=755 tmpfs "$TAOLI_SMALL_DISK" && exec "$@"' _
        "${runner[@]}")
    "${runner[@]}" </dev/null >"$log" 2>&1 &
    child=$!
    record_process tests "$child"
    [ "$mode" != librdkafka ] || prove_library
    tail -n +1 -f --pid="$child" "$log" &
    watcher=$!
    wait "$child" || code=$?
    child=
    wait "$watcher" || true
    judge "$log" "$code"
}

# Proof that the tests do not run with the system's library: what the process has mapped.
prove_library() {
    local mapped=$library/librdkafka
    if wait_until 30 "the tests load $mapped…" grep -q "$mapped" "/proc/$child/maps"; then
        say "loaded by the tests: $(grep -o "$mapped.*" "/proc/$child/maps" | head -1)"
    else
        kill "$child" || true
    fi
}

# judge LOG CODE: what a run was worth; a run that says nothing at its end has failed.
judge() {
    local closing code=$2
    closing=$(grep -aE 'Test run with .* (passed|failed)' "$1" | tail -1) || true
    if [ -z "$closing" ]; then
        warn "the test runner ended with code $code and printed no closing line"
        [ "$code" -ne 0 ] || code=1
    elif [[ $closing == *"with 0 tests"* ]]; then
        warn "no test matched '$FILTER' (the fault rounds are left out under FILTER: make test-faults)"
        code=1
    elif [ "$code" -ne 0 ] && [[ $closing != *failed* ]]; then
        warn "the tests passed, but the runner ended with code $code (a leak or a crash; see above)"
    fi
    # Read where only the end of a log is kept: what failed belongs beside the closing line.
    [ "$code" -eq 0 ] || mapfile -t -O "${#closings[@]}" closings \
        < <(grep -aA3 'recorded an issue' "$1" | cut -c1-600 | head -40)
    [ -z "$closing" ] || closings+=("$closing")
    return "$code"
}

# keep_logs: what a failed run wrote, and the folders of its failed rounds, in place of the last.
keep_logs() {
    local kept=$ROOT/.run-failed
    rm -rf "$kept"
    mkdir "$kept"
    cp -r "$RUN/logs" "$kept/"
    find "$RUN/tmp" -maxdepth 1 -name 'taoli-fault-*' -exec cp -r {} "$kept/" \;
    warn "logs of the failed run: $(basename "$kept")"
}

code=0
closings=()
# Processes of the fault rounds have deadlines: one round at a time, and no other test beside them.
rounds='^FaultTests\.(?!Checker)'
if [ "$mode" != all ]; then
    run_tests tests ${FILTER:+--filter "$FILTER"} || code=$?
elif [ -n "$FILTER" ]; then
    run_tests tests --filter "$FILTER" --skip "$rounds" || code=$?
else
    run_tests tests --skip "$rounds" || code=$?
    export SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH=1
    run_tests rounds --filter "$rounds" || code=$?
fi
[ "$code" -eq 0 ] || keep_logs
end_run
for closing in "${closings[@]}"; do say "$closing"; done
exit "$code"
