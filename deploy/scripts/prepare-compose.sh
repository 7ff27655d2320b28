#!/usr/bin/env bash
# Makes what docker compose needs and must not be in the repository: keys and passwords, in
# .run-compose, each only when it is not there yet. Then says how to start.
set -euo pipefail
# shellcheck source=deploy/scripts/common.sh
. "$(dirname "$0")/common.sh"

# The user of the services inside their containers; it must be able to read the key files.
CONTAINER_USER=10001

folder=$ROOT/.run-compose
"$SCRIPTS/keys.sh" "$folder/keys"
[ -s "$folder/keys/first-password" ] || (umask 077 && random_secret >"$folder/keys/first-password")
user=$(id -u):$(id -g)
if [ "$(id -u)" -eq 0 ]; then
    user=$CONTAINER_USER:$CONTAINER_USER
    chown -R "$user" "$folder/keys"
fi
if [ ! -s "$folder/env" ]; then
    (
        umask 077
        cat "$folder/keys/passwords.env"
        say "POSTGRES_PASSWORD=$(random_secret)"
        say "TAOLI_USER=$user"
        say "TAOLI_KEYS=$folder/keys"
    ) >"$folder/env.new"
    chmod 600 "$folder/env.new"
    mv "$folder/env.new" "$folder/env"
fi
say "docker compose --env-file .run-compose/env up --build --detach --wait"
say "docker compose --env-file .run-compose/env run --rm registry bootstrap \\"
say "    --password-file /etc/taoli/keys/first-password"
