#!/usr/bin/env bash
# Installs buf, which checks the contracts, and prints the path of its executable.
set -euo pipefail
# shellcheck source=deploy/scripts/pinned.sh
. "$(dirname "$0")/pinned.sh"

install_pinned buf-bin 1.75.0 bin/buf \
    fad1e38d6909bbb583a4da81d8c02a01046e2cd663bde7e337dd24277393764b
echo "$installed"
