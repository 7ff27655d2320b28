#!/usr/bin/env bash
# From a clone to a running city: installs what is missing, builds, starts PostgreSQL, a broker and
# the four services on free ports, does the main job on real input, checks the outcome and leaves
# everything running. Again: starts clean. Exit 1 when anything differs from what it should be.
set -euo pipefail
# shellcheck source=deploy/scripts/common.sh
. "$(dirname "$0")/common.sh"
# shellcheck source=deploy/scripts/services.sh
. "$SCRIPTS/services.sh"

RESIDENT_MB_MAX=200
begun=$SECONDS

unfinished() {
    local code=$?
    [ "$code" -ne 0 ] || return 0
    warn ""
    warn "demo: not finished (exit $code). Logs: $RUN/logs. What started still runs: make stop"
}
trap unfinished EXIT

build() {
    step "build (release)"
    BIN=$(release_build)
    export BIN
}

start_clean() {
    step "servers"
    "$SCRIPTS/stop.sh" "$RUN"
    rm -rf "$RUN"
    mkdir -p "$RUN/logs"
    # PostgreSQL's user passes through; what is secret lies in folders of its own.
    chmod 755 "$RUN"
    # A broker that was there before us may still hold another demo's events: they are told apart.
    printf 'TAOLI_DEPLOYMENT_ID=demo-%s\n' "$(date +%Y%m%d%H%M%S)" >"$RUN/deployment.env"
    "$SCRIPTS/keys.sh" "$RUN/keys"
    "$SCRIPTS/postgres.sh" start demo
    say "postgres: 127.0.0.1:$(cat "$RUN/postgres/port")"
    "$SCRIPTS/broker.sh" start
    "$SCRIPTS/receivers.sh"
    choose_service_ports
}

start_taoli() {
    prepare_databases
    (umask 077 && random_secret >"$RUN/keys/first-password")
    with_settings registry owner "$BIN/taoli-registry" bootstrap --city 440100 --city-name 广州市 \
        --password-file "$RUN/keys/first-password" >>"$RUN/logs/migrate.log" 2>&1 ||
        die "taoli-registry bootstrap failed; see $RUN/logs/migrate.log"
    start_services
    local service
    for service in $(service_names); do
        printf '%-13s calls 127.0.0.1:%s, probes http://127.0.0.1:%s/readyz, log .run/logs/%s\n' \
            "$service" "$(calls_port "$service")" "$(probes_port "$service")" "$service.log"
    done
}

report_memory() {
    step "memory"
    local service megabytes over=0
    for service in $(service_names); do
        megabytes=$(resident_mb "$(process_pid "$service")")
        printf '%-13s %s MB resident\n' "$service" "$megabytes"
        [ "$megabytes" -lt "$RESIDENT_MB_MAX" ] || over=1
    done
    [ "$over" -eq 0 ] || die "a service holds $RESIDENT_MB_MAX MB or more"
}

what_next() {
    local env=${RUN#"$ROOT"/}/taoli.env
    step "it runs; try"
    cat <<TEXT
  . $env                                   # endpoints and the city official's key
  .build/release/taoli group list
  .build/release/taoli school list --format json
  .build/release/taoli case list
  .build/release/taoli policy show XN --rule composition
  .build/release/taoli inbox list
  .build/release/taoli delivery list
  .build/release/taoli plan list
  .build/release/taoli verdict list
  .build/release/taoli --help
Others to be: TAOLI_KEY_FILE=\$TAOLI_KEY_FILE_DISTRICT (or _LEAD, _MEMBER).
Logs and reports: ${RUN#"$ROOT"/}/logs, ${RUN#"$ROOT"/}/reports. End it: make stop
TEXT
}

"$SCRIPTS/install.sh"
build
lock_run
started=$SECONDS
start_clean
start_taoli
"$SCRIPTS/main-job.sh"
"$SCRIPTS/case-job.sh"
"$SCRIPTS/council-job.sh"
"$SCRIPTS/delivery-job.sh" register
"$SCRIPTS/year-job.sh"
"$SCRIPTS/delivery-job.sh" report
step "verification"
"$SCRIPTS/verify.sh"
report_memory
say ""
say "demo: all as it should be, in $((SECONDS - started)) s after $((started - begun)) s of building"
what_next
