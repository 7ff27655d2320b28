#!/usr/bin/env bash
# The contracts' promises, kept by buf (Shared/TaoliContracts/buf: calls and events have rules of
# their own, each with a committed image of what was promised so far).
#
#   contracts.sh check                   lint, nothing broken, and the baseline is today's
#   contracts.sh baseline                renews the baseline; refuses what breaks the one before
#   contracts.sh baseline --accept-break renews it all the same, for a break decided upon (an ADR)
#   contracts.sh golden                  bytes for golden events that have only their JSON
#   contracts.sh describe                every message and field, as a descriptor image in JSON
#
# TAOLI_CONTRACTS names another folder than Shared/TaoliContracts (the tests' broken copies).
set -euo pipefail
# shellcheck source=deploy/scripts/common.sh
. "$(dirname "$0")/common.sh"

CONTRACTS=${TAOLI_CONTRACTS:-$ROOT/Shared/TaoliContracts}
GOLDEN=$ROOT/Tests/TaoliContractsTests/Golden
KINDS=(calls events)
BUF=$("$SCRIPTS/install-buf.sh" | tail -1)
cd "$CONTRACTS"

# Every folder of events must be named by both configurations: one excludes it, one includes it.
check_folders() {
    local folder kind code=0
    for folder in protos/taoli/*/events; do
        for kind in "${KINDS[@]}"; do
            grep -qxF "      - $folder" "buf/$kind.yaml" || {
                warn "buf/$kind.yaml: does not name $folder"
                code=1
            }
        done
    done
    return "$code"
}

check_breaks() {
    local kind code=0
    for kind in "${KINDS[@]}"; do
        "$BUF" breaking . --config "buf/$kind.yaml" --against "buf/$kind.binpb" || code=1
    done
    return "$code"
}

# What is not in the baseline could be broken without anybody noticing.
build() {
    "$BUF" build . --config "buf/$1.yaml" --exclude-source-info -o -#format=binpb
}
check_baseline() {
    local kind code=0
    for kind in "${KINDS[@]}"; do
        build "$kind" | cmp -s - "buf/$kind.binpb" || {
            warn "buf/$kind.binpb: not the contracts of today; run contracts.sh baseline"
            code=1
        }
    done
    return "$code"
}

check() {
    local kind code=0
    check_folders || code=1
    for kind in "${KINDS[@]}"; do
        "$BUF" lint . --config "buf/$kind.yaml" || code=1
    done
    check_breaks || code=1
    check_baseline || code=1
    [ "$code" -eq 0 ] || die "the contracts do not hold; the lines above say where"
    say "contracts: lint holds, nothing is broken since the baseline, which is today's"
}

baseline() {
    local kind
    case ${1:-} in
    --accept-break) ;;
    '') check_breaks || die "this breaks what was promised: contracts.sh baseline --accept-break" ;;
    *) die "usage: contracts.sh baseline [--accept-break]" ;;
    esac
    for kind in "${KINDS[@]}"; do
        build "$kind" >"buf/$kind.binpb.new"
        mv "buf/$kind.binpb.new" "buf/$kind.binpb"
    done
    check
}

describe() { "$BUF" build protos --exclude-source-info -o -#format=json; }

# Encoded by buf, so that Swift's encoder is held against another one. Bytes that are there stay.
golden() {
    local file event image
    image=$(mktemp --suffix=.binpb)
    "$BUF" build protos -o "$image"
    for file in "$GOLDEN"/*.json; do
        [ ! -e "${file%.json}.hex" ] || continue
        event=$(basename "$file" .json)
        "$BUF" convert "$image" --type "${event%%+*}" --from "$file#format=json" \
            --to -#format=binpb | od -An -v -tx1 | tr -d ' ' >"${file%.json}.hex.new"
        mv "${file%.json}.hex.new" "${file%.json}.hex"
        say "written: $(basename "${file%.json}.hex")"
    done
    rm -f "$image"
}

case ${1:-} in
check | describe | golden) "$1" ;;
baseline) baseline "${2:-}" ;;
*) die "usage: contracts.sh check|baseline|golden|describe" ;;
esac
