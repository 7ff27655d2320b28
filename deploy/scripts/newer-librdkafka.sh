#!/usr/bin/env bash
# Installs a librdkafka newer than the system's, out of the wheel of confluent-kafka, and prints the
# folder to put on LD_LIBRARY_PATH. Proves that a program that asks for librdkafka.so.1 gets it.
set -euo pipefail
# shellcheck source=deploy/scripts/pinned.sh
. "$(dirname "$0")/pinned.sh"

library=2.16.0
# One wheel whatever Python runs here: only the library is used.
install_pinned confluent-kafka 2.16.1 confluent_kafka.libs/librdkafka-0cb94173.so.1 \
    2cabc03797de87512aa91effc6cd6ae8b07be37b1ac99344b3d18f68ce10b1fa \
    --python-version 3.11 --implementation cp --abi cp311 --platform manylinux_2_28_x86_64
folder=${installed%/*}
ln -sfn "${installed##*/}" "$folder/librdkafka.so.1"

loaded=$(LD_LIBRARY_PATH=$folder python3 - <<'PYTHON'
import ctypes
version = ctypes.CDLL("librdkafka.so.1").rd_kafka_version_str
version.restype = ctypes.c_char_p
print(version().decode())
PYTHON
)
[ "$loaded" = "$library" ] || {
    echo "error: rd_kafka_version_str() is $loaded, not $library" >&2
    exit 1
}
echo "rd_kafka_version_str() with LD_LIBRARY_PATH=$folder: $loaded" >&2
echo "$folder"
