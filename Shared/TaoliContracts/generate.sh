#!/bin/sh
# Generates Shared/TaoliContracts/Generated from Shared/TaoliContracts/protos, and the contract that
# only tests have, Tests/TaoliContractsTests/Generated from .../Probe/protos.
#
#   generate.sh           writes both folders anew
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

build=$root/deploy/scripts/swift-build.sh
plugins=$(cd "$root" && "$build" --scratch-path "$scratch" --show-bin-path)
for plugin in protoc-gen-swift protoc-gen-grpc-swift-2; do
    # A plugin is built only when absent or older than the resolved versions: each build locks
    # the folder and takes seconds even when nothing changed.
    if [ ! -x "$plugins/$plugin" ] || [ "$root/Package.resolved" -nt "$plugins/$plugin" ]; then
        (cd "$root" && "$build" --scratch-path "$scratch" --product "$plugin") >&2
        touch "$plugins/$plugin"
    fi
done

probe=$root/Tests/TaoliContractsTests
common=FileNaming=PathToUnderscores,UseAccessLevelOnImports=true

# Writes the Swift files of every proto into folder $1.
contracts() {
    options=$common,Visibility=Package
    (cd "$here/protos" && find . -name '*.proto' | sed 's|^\./||' | LC_ALL=C sort | xargs protoc \
        --proto_path=. \
        --plugin=protoc-gen-swift="$plugins/protoc-gen-swift" \
        --plugin=protoc-gen-grpc-swift-2="$plugins/protoc-gen-grpc-swift-2" \
        --swift_out="$1" --swift_opt="$options" \
        --grpc-swift-2_out="$1" --grpc-swift-2_opt="$options")
}

# The same for the tests' contract. One at a time: they are releases of one, with the same names.
probe() {
    for file in "$probe"/Probe/protos/*.proto; do
        protoc --proto_path="$probe/Probe/protos" \
            --plugin=protoc-gen-swift="$plugins/protoc-gen-swift" \
            --swift_out="$1" --swift_opt="$common,Visibility=Internal" "$file"
    done
}

fresh=$(mktemp -d)
trap 'rm -rf "$fresh"' EXIT

# take KIND FOLDER: generates KIND and compares it with FOLDER, or puts it there.
take() {
    mkdir "$fresh/$1"
    "$1" "$fresh/$1"
    if [ "$mode" = --check ]; then
        diff -r "$fresh/$1" "$2" >&2 || differs=1
    else
        mkdir -p "$2"
        find "$2" -name '*.swift' -delete
        cp "$fresh/$1"/*.swift "$2/"
    fi
}

mode=${1:-}
differs=0
take contracts "$here/Generated"
[ ! -d "$probe/Probe/protos" ] || take probe "$probe/Generated"
[ "$differs" -eq 0 ] || {
    echo "generate.sh: generated code differs from its protos; run this without --check" >&2
    exit 1
}
