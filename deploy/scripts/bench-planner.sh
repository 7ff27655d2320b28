#!/usr/bin/env bash
# Measures the rotation planner on a city made for it: 350 groups, 2,800 schools, 250,000 teachers,
# read from CSV, built, solved, checked. One JSON line a run on standard output, words on standard
# error. Nothing else should run on the machine meanwhile.
#
#   TAOLI_PLANNER_REPEATS=5    runs of the city
#   TAOLI_PLANNER_GROUPS=350   groups of the city
#   TAOLI_PLANNER_LARGE=0      1: also units of 12 and 16 schools
#   TAOLI_PLANNER_PEERS=0      1: also CP-SAT, HiGHS and CBC on 35 groups, five times each, and on
#                              the city once (a quarter of an hour); Python packages in an
#                              environment of the bench, CBC where it is installed
#   TAOLI_PLANNER_BIN=…        a folder with taoli and taoli-plan-bench that are built already
set -euo pipefail
# shellcheck source=deploy/scripts/common.sh
. "$(dirname "$0")/common.sh"

exec 3>&1 1>&2

bin=${TAOLI_PLANNER_BIN:-}
if [ -z "$bin" ]; then
    step "build"
    bin=$(release_build taoli taoli-plan-bench)
fi
work=$RUN/planner
mkdir -p "$work"

# Prints one JSON line about a run of solve and check: $1 its name, $2 the instance's folder.
measure() {
    python3 - "$bin/taoli" "$1" "$2" "${3:-}" >&3 <<'PYTHON'
import json, os, resource, statistics, subprocess, sys, time
taoli, name, folder, limit = sys.argv[1:]
plan = os.path.join(folder, "plan.csv")
command = [taoli, "rotation", "solve", "--instance", folder, "--plan", plan, "--format", "json"]
start = time.monotonic()
done = subprocess.run(command + (["--limit", limit] if limit else []), capture_output=True, text=True)
wall = time.monotonic() - start
usage = resource.getrusage(resource.RUSAGE_CHILDREN)
if done.returncode not in (0, 75):
    sys.exit(done.stderr)
answer = json.loads(done.stdout)
check = subprocess.run(
    [taoli, "rotation", "check", "--instance", folder, "--plan", plan], capture_output=True)
seconds = sorted(group["seconds"] for group in answer["groups"])
gaps = [group["gap"] for group in answer["groups"] if group["gap"]]
print(json.dumps({
    "planner": name, "wall_seconds": round(wall, 3),
    "cpu_seconds": round(usage.ru_utime + usage.ru_stime, 3),
    "memory_megabytes": usage.ru_maxrss // 1024, **answer["totals"],
    "group_median_ms": round(1000 * statistics.median(seconds), 1),
    "group_p90_ms": round(1000 * seconds[len(seconds) * 9 // 10], 1),
    "group_max_ms": round(1000 * seconds[-1], 1), "largest_gap": max(gaps, default=0),
    "check": check.returncode,
}))
PYTHON
}

step "city"
"$bin/taoli-plan-bench" generate "$work/city" --groups "${TAOLI_PLANNER_GROUPS:-350}"
for _ in $(seq "${TAOLI_PLANNER_REPEATS:-5}"); do measure city "$work/city"; done

if [ "${TAOLI_PLANNER_LARGE:-0}" = 1 ]; then
    step "large units"
    for shape in "12 4" "16 5"; do
        read -r schools strong <<<"$shape"
        for seed in 1 2 3; do
            folder=$work/large-$schools-$seed
            "$bin/taoli-plan-bench" generate "$folder" --groups 1 --schools "$schools" \
                --strong "$strong" --single-stage 1 --seed "$seed"
            measure "unit-$schools-$strong-$seed" "$folder" 60
        done
    done
fi

if [ "${TAOLI_PLANNER_PEERS:-0}" = 1 ]; then
    step "peers"
    venv=$RUN/planner-venv
    [ -x "$venv/bin/python" ] || python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet ortools highspy
    "$bin/taoli-plan-bench" generate "$work/part" --groups 35
    "$venv/bin/python" "$SCRIPTS/planner-peers.py" "$bin/taoli" "$work/part" 5 >&3
    step "peers, the whole city once"
    "$venv/bin/python" "$SCRIPTS/planner-peers.py" "$bin/taoli" "$work/city" 1 >&3
fi
