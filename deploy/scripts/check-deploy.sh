#!/usr/bin/env bash
# Checks the deployment files as far as that is possible without a container engine. What needs a
# tool that is not there is skipped and said so.
#
# Functions are called by name through check():
# shellcheck disable=SC2317
set -euo pipefail
# shellcheck source=deploy/scripts/common.sh
. "$(dirname "$0")/common.sh"

cd "$ROOT"
failed=0
# check WHAT COMMAND…: runs it quietly; shows what it printed only when it failed.
check() {
    local what=$1 output
    shift
    if output=$("$@" 2>&1); then
        say "ok       $what"
    else
        say "FAILED   $what"
        say "$output"
        failed=1
    fi
}

compose_config() {
    local folder=$1
    shift
    {
        sed 's/=.*/=x/' "$folder/passwords.env"
        printf 'POSTGRES_PASSWORD=x\nTAOLI_USER=1:1\nTAOLI_KEYS=/keys\n'
    } >"$folder/env"
    "$@" --env-file "$folder/env" -f docker-compose.yml config --quiet
}
compose_check() {
    local folder code=0
    folder=$(mktemp -d)
    "$SCRIPTS/keys.sh" "$folder" && compose_config "$folder" "$@" || code=$?
    rm -rf "$folder"
    return "$code"
}

step "deployment files"
PYTHONPATH=$ROOT/.tools/python${PYTHONPATH:+:$PYTHONPATH} \
    check "compose, settings, services and roles agree with each other and with the code" \
    python3 "$SCRIPTS/check-deploy.py" "$ROOT"
for script in deploy/scripts/*.sh deploy/postgres/*.sh .ci/run; do
    bash -n "$script" || failed=1
done
if docker compose version >/dev/null 2>&1; then
    check "docker compose accepts docker-compose.yml" compose_check docker compose
elif command -v docker-compose >/dev/null 2>&1; then
    check "docker-compose accepts docker-compose.yml" compose_check docker-compose
else
    say "skipped  docker-compose.yml's schema (no docker compose on this machine)"
fi
if command -v hadolint >/dev/null 2>&1; then
    # DL3008: Debian's versions are pinned by the release, not by us.
    check "hadolint accepts deploy/Dockerfile" hadolint --ignore DL3008 deploy/Dockerfile
else
    say "skipped  deploy/Dockerfile (no hadolint on this machine)"
fi
if command -v shellcheck >/dev/null 2>&1; then
    check "shellcheck accepts the scripts" \
        shellcheck -x deploy/scripts/*.sh deploy/postgres/*.sh .ci/run
else
    say "skipped  shellcheck (not on this machine)"
fi
exit "$failed"
