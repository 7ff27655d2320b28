#!/usr/bin/env bash
# Ends what runs leave behind: every process recorded in .run* of this project, and nothing else.
#
#   stop.sh          every run
#   stop.sh FOLDER   that run
#   stop.sh stale    runs of test.sh and bench.sh whose script is gone (killed before it cleaned up)
set -euo pipefail
# shellcheck source=deploy/scripts/common.sh
. "$(dirname "$0")/common.sh"
# shellcheck source=deploy/scripts/services.sh
. "$SCRIPTS/services.sh"

stop_run() {
    local record
    RUN=$1
    stop_services
    "$SCRIPTS/broker.sh" stop
    "$SCRIPTS/postgres.sh" stop
    # Whatever else was recorded, except the script that we may be called by.
    for record in "$RUN"/pids/*; do
        case $(basename "$record") in
        '*' | script) ;;
        *) stop_process "$(basename "$record")" ;;
        esac
    done
}

case ${1:-all} in
all | stale)
    for folder in "$ROOT"/.run*; do
        [ -d "$folder" ] || continue
        if [ "${1:-all}" = stale ]; then
            case $folder in "$ROOT"/.run-test.* | "$ROOT"/.run-bench.*) ;; *) continue ;; esac
            # A folder without a record is as new as its script's first line, unless it is old.
            if [ -f "$folder/pids/script" ]; then
                ! RUN=$folder process_pid script >/dev/null || continue
            elif [ -z "$(find "$folder" -maxdepth 0 -mmin +1)" ]; then
                continue
            fi
        fi
        (stop_run "$folder")
        case $folder in
        "$ROOT"/.run-test.* | "$ROOT"/.run-bench.*) rm -rf "$folder" "$folder.lock" ;;
        esac
    done
    ;;
*) stop_run "$1" ;;
esac
