#!/usr/bin/env bash
# Formats the project's own Swift, or with --check only says which lines differ (exit 1).
# Generated code is left as the generators write it.
set -euo pipefail
# shellcheck source=deploy/scripts/common.sh
. "$(dirname "$0")/common.sh"

cd "$ROOT"
mapfile -t files < <(find Package.swift Services Shared Tests -name '*.swift' \
    -not -path '*/Generated/*')
if [ "${1:-}" = --check ]; then
    swift format lint --strict --parallel "${files[@]}"
else
    swift format format --in-place --parallel "${files[@]}"
fi
