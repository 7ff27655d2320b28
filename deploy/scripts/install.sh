#!/usr/bin/env bash
# Installs what the build, the demo and the tests need and this machine lacks.
#
# Looks for the things themselves, not for Debian's packages, so that it also passes on machines
# which have them from elsewhere. Without root it prints the line that an administrator must run.
set -euo pipefail
# shellcheck source=deploy/scripts/common.sh
. "$(dirname "$0")/common.sh"

SWIFT_MINIMUM=6.2

# What pip brought for a python3 that does not see Debian's modules; see below.
export PYTHONPATH=$ROOT/.tools/python${PYTHONPATH:+:$PYTHONPATH}

missing=()
need() {
    local package=$1
    shift
    "$@" >/dev/null 2>&1 || missing+=("$package")
}
has_postgres() { [ -n "$("$SCRIPTS/postgres.sh" binaries 2>/dev/null)" ]; }
missing_packages() {
    missing=()
    need pkg-config command -v pkg-config
    need libpq-dev pkg-config --exists libpq
    need librdkafka-dev pkg-config --exists rdkafka
    need libxlsxwriter-dev pkg-config --exists xlsxwriter
    need libzip-dev pkg-config --exists libzip
    need libcurl4-openssl-dev pkg-config --exists libcurl
    need postgresql has_postgres
    need postgresql-client command -v psql
    need protobuf-compiler command -v protoc
    need openssl command -v openssl
    need curl command -v curl
    need git command -v git
    need jq command -v jq
    need procps command -v ps
    need python3 command -v python3
    need python3-pip python3 -m pip --version
    need python3-yaml python3 -c 'import yaml'
    need python3-openpyxl python3 -c 'import openpyxl'
}

missing_packages
if [ ${#missing[@]} -gt 0 ]; then
    if [ "$(id -u)" -ne 0 ]; then
        warn "missing on this machine: ${missing[*]}"
        warn "run this, then try again:"
        warn "  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${missing[*]}"
        exit 69
    fi
    command -v apt-get >/dev/null 2>&1 ||
        die "missing: ${missing[*]} (names of Debian packages); this system has no apt-get"
    say "installing ${missing[*]}"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
    missing_packages
    # A python3 from elsewhere does not see Debian's modules; pip brings them for it.
    modules=()
    for package in "${missing[@]}"; do
        case $package in
        python3-yaml) modules+=(PyYAML) ;;
        python3-openpyxl) modules+=(openpyxl==3.1.5) ;;
        esac
    done
    if [ ${#modules[@]} -gt 0 ]; then
        python3 -m pip install --quiet --target "$ROOT/.tools/python" "${modules[@]}"
        missing_packages
    fi
    [ ${#missing[@]} -eq 0 ] || die "still missing after apt-get install: ${missing[*]}"
fi

command -v swift >/dev/null 2>&1 ||
    die "swift is missing: install Swift $SWIFT_MINIMUM or later from swift.org and put it on PATH"
version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9][0-9.]*\).*/\1/p' | head -1)
oldest=$(printf '%s\n%s\n' "$SWIFT_MINIMUM" "${version:-0}" | sort -V | head -1)
[ "$oldest" = "$SWIFT_MINIMUM" ] ||
    die "Swift ${version:-of unknown version} is too old: install Swift $SWIFT_MINIMUM or later"
