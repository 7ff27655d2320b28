#!/usr/bin/env bash
# Checks the invariants I1-I5 across the databases of a run, where the demo's receivers run I8 against
# what they logged and, where the main job ran, the counts of what databases hold against the demo's
# files; prints one line a check. Exit 1 on any difference. Run it when the system is quiet (quiet.sh);
# it writes nothing but $RUN/verify, and reads databases and logs only, no service and no broker.
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

# Counts by district of the day on which the files' memberships begin, so that what was changed by
# command since does not matter. Schools are those that have a site.
count_registry() {
    cat <<SQL
select 'schools', district, count(*) from registry.school
where id in (select school_id from registry.site where not is_withdrawn) group by 2
union all
select 'sites', district, count(*) from registry.site where not is_withdrawn group by 2
union all
select 'groups', district, count(*) from registry.school_group
where founded_on <= '$1' and coalesce(closed_on > '$1', true) group by 2
union all
select role || 's', site_district, count(*) from registry.membership
where valid_from <= '$1' and coalesce(valid_until > '$1', true) group by 1, 2
SQL
}
count_copy() {
    cat <<SQL
select 'schools', district, count(*) from $2.school
where school_id in (select school_id from $2.site where not withdrawn) group by 2
union all
select 'sites', district, count(*) from $2.site where not withdrawn group by 2
union all
select 'groups', district, count(*) from $2.school_group
where founded_on <= '$1' and coalesce(closed_on > '$1', true) group by 2
union all
select role || 's', site.district, count(*) from $2.membership join $2.site using (site_id)
where starts_on <= '$1' and coalesce(ends_on > '$1', true) group by 1, 2
SQL
}
# What the summaries of the import of groups tell bureaus and schools.
count_summaries() {
    cat <<SQL
union all
select what, split_part(recipient, '/', 2), number from notification.message,
    lateral (values ('foundings', foundings), ('joinings', joinings)) as told (what, number)
where template = 'import-summary' and recipient like 'bureau/%' and number > 0
union all
select 'schools told', 'all', count(*) from notification.message
where template = 'import-summary' and recipient like 'school/%'
union all
select 'joinings told', 'all', sum(joinings) from notification.message
where template = 'import-summary' and recipient like 'school/%'
SQL
}
export_counts() {
    local service query
    mkdir -p "$FOLDER/counts"
    for service in $(service_names); do
        if [ "$service" = registry ]; then
            query=$(count_registry "$1")
        else
            query=$(count_copy "$1" "$service")
        fi
        [ "$service" != notification ] || query+=" $(count_summaries)"
        psql -X -q -At -F $'\t' -v ON_ERROR_STOP=1 -d "taoli_$service" -c "$query" \
            >"$FOLDER/counts/$service.tsv"
    done
}
compare_counts() { python3 "$ROOT/deploy/demo/counts.py" "$RUN/reports" "$@"; }
# A comparison that notices nothing would always be content: one count too many, and one missing.
notices_planted() {
    local folder=$FOLDER/planted
    mkdir -p "$folder"
    awk -F '\t' -v OFS='\t' 'NR == 1 { $3++ } 1' "$FOLDER/counts/$1.tsv" >"$folder/$1.tsv"
    ! compare_counts "$folder/$1.tsv" >/dev/null || return 1
    sed 1d "$FOLDER/counts/$1.tsv" >"$folder/$1.tsv"
    ! compare_counts "$folder/$1.tsv" >/dev/null
}
verify_files() {
    local effective service missed=0
    effective=$(jq -er .job.effective_on "$RUN/reports/groups-first.json")
    export_counts "$effective"
    compare_counts "$FOLDER"/counts/*.tsv || return 1
    for service in $(service_names); do notices_planted "$service" || missed=$((missed + 1)); done
    [ "$missed" -eq 0 ] || die "planted differences of $missed services were not noticed"
    printf '%-9s files  %-70s %s checked, 0 different\n' ok \
        "planted differences are noticed: one too many, one missing" \
        "$(($(service_names | wc -l) * 2))"
}

# What became of deliveries, and what receivers were handed (of the code mail's id: the delivery).
export_deliveries() {
    psql -X -q -v ON_ERROR_STOP=1 -d taoli_notification -c "copy (
        select d.id, d.channel, e.shown, d.state, d.attempts,
            d.state = 'created' and d.due_at > now() + interval '1 minute'
        from notification.delivery d join notification.endpoint e on e.id = d.endpoint_id
        order by d.id) to stdout" >"$1/deliveries.tsv"
    {
        jq -r '"email\t\(.id)\ttrue"' "$RUN/receivers/mail.jsonl"
        jq -r '"webhook\t\(.id)\t\(.verified)"' "$RUN/receivers/webhook.jsonl"
    } >"$1/received.tsv"
}
check_deliveries() (
    cd "$1"
    psql -X -v ON_ERROR_STOP=1 -d postgres -f "$ROOT/deploy/postgres/verify-deliveries.sql"
)
# The same check on planted faults: a delivery that never ended, one that nobody received, and one that
# was received and does not count. Each must be found, or the check would always be content.
notices_deliveries() {
    local folder=$FOLDER/deliveries/planted fault edit
    for fault in unended unreceived uncounted; do
        mkdir -p "$folder/$fault"
        cp "$FOLDER"/deliveries/*.tsv "$folder/$fault"
        case $fault in
        unended) edit='!done && sub(/\tdelivered\t/, "\tsending\t") { done = 1 } 1' ;;
        unreceived) edit='NR > 1' ;;
        uncounted) edit='NR > 1' ;;
        esac
        case $fault in
        unreceived) awk "$edit" "$FOLDER/deliveries/received.tsv" >"$folder/$fault/received.tsv" ;;
        *) awk "$edit" "$FOLDER/deliveries/deliveries.tsv" >"$folder/$fault/deliveries.tsv" ;;
        esac
        check_deliveries "$folder/$fault" | grep -q '^DIFFERENT I8' ||
            die "a planted fault of deliveries ($fault) was not noticed"
    done
    printf '%-9s I8     %-70s 3 checked, 0 different\n' ok \
        "planted faults of deliveries are noticed"
}
verify_deliveries() {
    mkdir -p "$FOLDER/deliveries"
    export_deliveries "$FOLDER/deliveries"
    check_deliveries "$FOLDER/deliveries" | tee "$FOLDER/deliveries/report"
    ! grep -q '^DIFFERENT' "$FOLDER/deliveries/report" && grep -q '^ok' "$FOLDER/deliveries/report" ||
        return 1
    notices_deliveries
}

cd "$FOLDER"
psql -X -v ON_ERROR_STOP=1 -d postgres -f "$ROOT/deploy/postgres/verify.sql" | tee report
code=0
! grep -q '^DIFFERENT' report && grep -q '^ok' report || code=1
if [ -s "$RUN/receivers/mail.jsonl" ]; then
    verify_deliveries || code=1
fi
if [ -s "$RUN/reports/groups-first.json" ]; then
    verify_files || code=1
fi
exit "$code"
