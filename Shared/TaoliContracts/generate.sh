#!/bin/sh
# Generates Shared/TaoliContracts/Generated from Shared/TaoliContracts/protos.
#
#   generate.sh           writes Generated/ anew
#   generate.sh --check   generates elsewhere and compares: exit 1 on any difference
#
# Needs protoc (Debian: protobuf-compiler); the two plugins are built from the packages, so that
# generated code and runtime are of one version. TAOLI_SCRATCH names another build folder.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
scratch=${TAOLI_SCRATCH:-$root/.build}

command -v protoc >/dev/null 2>&1 || {
    echo "generate.sh: protoc is missing; install it: apt-get install protobuf-compiler" >&2
    exit 69
}

plugins=$(cd "$root" && swift build --scratch-path "$scratch" --show-bin-path)
for plugin in protoc-gen-swift protoc-gen-grpc-swift-2; do
    # A plugin is built only when absent or older than the resolved versions: each build locks
    # the folder and takes seconds even when nothing changed.
    if [ ! -x "$plugins/$plugin" ] || [ "$root/Package.resolved" -nt "$plugins/$plugin" ]; then
        (cd "$root" && swift build --scratch-path "$scratch" --product "$plugin") >&2
        touch "$plugins/$plugin"
    fi
done

# Writes the Swift files of every proto into folder $1.
generate() {
    options=FileNaming=PathToUnderscores,Visibility=Package,UseAccessLevelOnImports=true
    (cd "$here/protos" && find . -name '*.proto' | sed 's|^\./||' | LC_ALL=C sort | xargs protoc \
        --proto_path=. \
        --plugin=protoc-gen-swift="$plugins/protoc-gen-swift" \
        --plugin=protoc-gen-grpc-swift-2="$plugins/protoc-gen-grpc-swift-2" \
        --swift_out="$1" --swift_opt="$options" \
        --grpc-swift-2_out="$1" --grpc-swift-2_opt="$options")
}

fresh=$(mktemp -d)
trap 'rm -rf "$fresh"' EXIT
generate "$fresh"

if [ "${1:-}" = "--check" ]; then
    if diff -r "$fresh" "$here/Generated" >&2; then
        exit 0
    fi
    echo "generate.sh: Generated/ differs from the protos; run Shared/TaoliContracts/generate.sh" >&2
    exit 1
fi

mkdir -p "$here/Generated"
find "$here/Generated" -name '*.swift' -delete
cp "$fresh"/*.swift "$here/Generated/"
