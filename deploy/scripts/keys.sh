#!/usr/bin/env bash
# Makes what a deployment keeps secret, each only when it is not there yet.
#
#   keys.sh FOLDER
#
#   FOLDER/public/<kid>.pem            public keys, read by every service (identity.public-keys)
#   FOLDER/private/<kid>.pem           signing keys (identity.signing-key): registry-1 for registry,
#                                      which alone may sign for people; <name> for the others
#   FOLDER/keyring/<purpose>/<n>.key   32 random bytes in base64; the highest number counts
#   FOLDER/passwords.env               passwords of the database roles, <SERVICE>_<ROLE>_PASSWORD
#
# New keys beside old ones are how keys change: make registry-2.pem, distribute its public half,
# point identity.signing-key at it, and remove registry-1.pem from public/ when its tokens are over.
set -euo pipefail
# shellcheck source=deploy/scripts/common.sh
. "$(dirname "$0")/common.sh"

KEY_BYTES=32
PURPOSES="encrypt blind-index request-hmac"

[ $# -eq 1 ] || die "usage: keys.sh FOLDER"
folder=$1
umask 077
mkdir -p "$folder/private" "$folder/public" "$folder/keyring"

# Writes by way of another name, so that an interrupted run leaves no half key behind.
for name in $(service_names); do
    kid=$name
    [ "$name" != registry ] || kid=registry-1
    private=$folder/private/$kid.pem
    if [ ! -s "$private" ]; then
        openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$private.new"
        mv "$private.new" "$private"
    fi
    openssl pkey -in "$private" -pubout -out "$folder/public/$kid.pem.new"
    mv "$folder/public/$kid.pem.new" "$folder/public/$kid.pem"
done
chmod 755 "$folder/public"
chmod 644 "$folder"/public/*.pem

for purpose in $PURPOSES; do
    mkdir -p "$folder/keyring/$purpose"
    if ! ls "$folder/keyring/$purpose"/*.key >/dev/null 2>&1; then
        openssl rand -base64 -out "$folder/keyring/$purpose/1.new" "$KEY_BYTES"
        mv "$folder/keyring/$purpose/1.new" "$folder/keyring/$purpose/1.key"
    fi
done

if [ ! -s "$folder/passwords.env" ]; then
    for name in $(service_names); do
        for role in OWNER APP; do
            printf '%s_%s_PASSWORD=%s\n' "${name^^}" "$role" "$(random_secret)"
        done
    done >"$folder/passwords.env.new"
    mv "$folder/passwords.env.new" "$folder/passwords.env"
fi
