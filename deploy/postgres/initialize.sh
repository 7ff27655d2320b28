#!/bin/bash
# Run once by the postgres image when its data folder is new: roles and databases of the services.
set -euo pipefail
psql -X -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
    -f /etc/taoli/postgres/roles.sql
