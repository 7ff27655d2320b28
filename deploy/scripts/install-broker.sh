#!/usr/bin/env bash
# Installs the embedded development broker and prints the path of its executable. It goes to
# $TAOLI_TOOLS (default: .tools of this repository), is pinned by version and checksum, and is
# fetched only when it is not there. Safe when several run at once.
set -euo pipefail

version=0.2.3
checksum=d723e9d728b1d2005f0ee74f0c3696ba11aa021c280f869b6d095e6a87e357b7
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
tools=${TAOLI_TOOLS:-$root/.tools}

# Whether a file is the pinned executable.
genuine() {
    [ -f "$1" ] && printf '%s  %s\n' "$checksum" "$1" | sha256sum --check --status
}

mkdir -p "$tools"
tools=$(cd "$tools" && pwd)
folder=$tools/noida-db-$version
binary=$folder/noida_db/noida-db

if ! { [ -x "$binary" ] && genuine "$binary"; }; then
    exec 9>"$tools/.noida-db.lock"
    flock 9
    # Somebody else may have installed it while this one waited.
    if ! { [ -x "$binary" ] && genuine "$binary"; }; then
        fresh=$(mktemp -d "$tools/.noida-db.XXXXXX")
        trap 'rm -rf "$fresh"' EXIT
        echo "installing noida-db $version into $folder" >&2
        python3 -m pip install --quiet --disable-pip-version-check --root-user-action=ignore \
            --no-deps --target "$fresh" "noida-db==$version" >&2 || {
            echo "error: pip could not install noida-db==$version; it needs python3 with pip and" \
                "a reachable package index. Or set TAOLI_KAFKA_BOOTSTRAP to a running broker." >&2
            exit 1
        }
        if ! genuine "$fresh/noida_db/noida-db"; then
            echo "error: the executable of noida-db $version has another SHA-256 than $checksum;" \
                "it was not installed" >&2
            exit 1
        fi
        chmod 755 "$fresh" "$fresh/noida_db/noida-db"
        rm -rf "$folder"
        mv -T "$fresh" "$folder"
    fi
fi
echo "$binary"
