#!/usr/bin/env bash
# The fault rounds at length: more kills, full durations, disks that are full (as root), each run
# from a fresh start under a seed of its own. Ends with the first run that fails; its seed is shown.
#
#   SOAK_RUNS   how many (3)      SOAK_SEED   the first seed (of the day)
set -euo pipefail
# shellcheck source=deploy/scripts/common.sh
. "$(dirname "$0")/common.sh"

SOAK_RUNS=${SOAK_RUNS:-3}
SOAK_SEED=${SOAK_SEED:-$(date +%Y%m%d)}

for ((run = 0; run < SOAK_RUNS; run++)); do
    seed=$((SOAK_SEED + run))
    step "soak $((run + 1)) of $SOAK_RUNS, seed $seed"
    SOAK_SEED=$seed "$SCRIPTS/test.sh" soak ||
        die "run $((run + 1)) failed; again: SOAK_RUNS=1 SOAK_SEED=$seed make soak"
done
say "$SOAK_RUNS runs passed"
