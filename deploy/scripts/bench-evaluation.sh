#!/usr/bin/env bash
# Builds taoli-evaluation-bench and measures the evaluation engine on generated students against
# R's lme4 (Debian: r-cran-lme4), read.csv and Python's csv, each where it is installed.
#
#   TAOLI_BENCH_REPEATS=5                trials of each ratio
#   TAOLI_EVALUATION_BENCH_PROGRAM=…     an executable that is built already
#
# JSON lines go to standard output, everything else to standard error. Nothing else should run on
# the machine meanwhile.
set -euo pipefail
# shellcheck source=deploy/scripts/common.sh
. "$(dirname "$0")/common.sh"

program=${TAOLI_EVALUATION_BENCH_PROGRAM:-}
[ -n "$program" ] ||
    program=$(release_build taoli-evaluation-bench)/taoli-evaluation-bench
command -v Rscript >/dev/null || echo "no Rscript: ratios to lme4 and read.csv are left out" >&2
exec "$program" </dev/null
