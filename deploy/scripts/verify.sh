#!/usr/bin/env bash
# Checks the invariants I1-I5 across the databases of a run and prints one line a check.
# Exit 1 on any difference. Run it when the system is quiet (quiet.sh); it writes nothing but
# $RUN/verify, and reads databases only, no service and no broker.
#
# By default the server of $RUN; another one by PGHOST, PGPORT, PGUSER (a superuser) and PGPASSFILE.
set -euo pipefail
# shellcheck source=deploy/scripts/common.sh
. "$(dirname "$0")/common.sh"
use_postgres

FOLDER=$RUN/verify
# The tables of a service that carry a version: one statement that selects from all of them.
VERSIONED="
select coalesce(string_agg(format(
    'select %L, %L, id, version from %I.%I', :'service', table_schema || '.' || table_name,
    table_schema, table_name), ' union all '), 'select null, null, null, null where false')
from information_schema.columns id
    join information_schema.columns version using (table_schema, table_name)
    join information_schema.tables using (table_schema, table_name)
where table_schema = :'service' and table_type = 'BASE TABLE'
    and id.column_name = 'id' and id.data_type = 'uuid'
    and version.column_name = 'version' and version.data_type = 'bigint'"

# export_rows SERVICE FILE QUERY: appends the query's rows as COPY writes them.
export_rows() {
    psql -X -q -v ON_ERROR_STOP=1 -d "taoli_$1" -c "copy ($3) to stdout" >>"$FOLDER/$2.tsv"
}

rm -rf "$FOLDER"
mkdir -p "$FOLDER"
for service in $(service_names); do
    as="'$service'::text"
    export_rows "$service" archived "select $as, topic, aggregate_type, aggregate_id, sequence,
        event_id, archive_number from bus.event_archive"
    export_rows "$service" versions "$(psql -X -q -At -v ON_ERROR_STOP=1 -v service="$service" \
        -d "taoli_$service" <<<"$VERSIONED")"
    export_rows "$service" outbox "select $as, count(*) from bus.outbox"
    export_rows "$service" listens "select distinct $as, consumer, topic
        from bus.consumer_partition"
    export_rows "$service" seen "select $as, consumer, source, aggregate_type, aggregate_id,
        sequence, event_id from bus.aggregate_seen"
    export_rows "$service" applied "select $as, serial, consumer, epoch, event_id, source,
        aggregate_type, aggregate_id, sequence from bus.applied"
    export_rows "$service" parked "select $as, consumer, event_id, class, error from bus.parked"
done

cd "$FOLDER"
psql -X -v ON_ERROR_STOP=1 -d postgres -f "$ROOT/deploy/postgres/verify.sql" | tee report
! grep -q '^DIFFERENT' report && grep -q '^ok' report
