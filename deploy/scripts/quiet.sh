#!/usr/bin/env bash
# Waits until every event has reached everybody who listens: outboxes empty, nothing held, each
# consumer's last sequence equal to the log's, every message looked at and no delivery due, twice in a
# row.
#
#   quiet.sh [SECONDS]   gives up after SECONDS (120), prints what is still under way, exit 1
set -euo pipefail
# shellcheck source=deploy/scripts/common.sh
. "$(dirname "$0")/common.sh"
use_postgres

seconds=${1:-120}

# One line per aggregate: what each side knows. Producers' lines begin with p, consumers' with c.
snapshot() {
    local service
    for service in $(service_names); do
        psql -X -q -At -F ' ' -v ON_ERROR_STOP=1 -d "taoli_$service" <<SQL
select 'o', count(*), '', '' from bus.outbox;
select 'h', count(*), '', '' from bus.parked where class = 'gap';
select 'p', topic, aggregate_id, max(sequence) from bus.event_archive group by 2, 3;
select distinct 'l', '$service/' || consumer, topic, '' from bus.consumer_partition;
select 'c', '$service/' || consumer, aggregate_id, sequence from bus.aggregate_seen;
SQL
    done
    psql -X -q -At -F ' ' -v ON_ERROR_STOP=1 -d taoli_notification <<SQL
select 'd', count(*), '', '' from notification.message where planned_at is null;
select 'd', count(*), '', '' from notification.delivery
where state = 'sending' or due_at < now() + interval '1 minute';
SQL
}

# Prints "<outbox rows> <held events> <effects not yet made> <messages and deliveries under way>".
under_way() {
    snapshot | awk '
        $1 == "o" { outbox += $2 }
        $1 == "h" { held += $2 }
        $1 == "d" { leaving += $2 }
        $1 == "p" { topic[$3] = $2; version[$3] = $4 }
        $1 == "l" { listens[$2 " " $3] = 1; consumers[$2] = 1 }
        $1 == "c" { seen[$2 " " $3] = $4 }
        END {
            for (aggregate in version) for (consumer in consumers)
                if ((consumer " " topic[aggregate]) in listens)
                    if (seen[consumer " " aggregate] + 0 < version[aggregate] + 0) missing++
            print outbox + 0, held + 0, missing + 0, leaving + 0
        }'
}

end=$((SECONDS + seconds))
calm=0
while [ "$calm" -lt 2 ]; do
    state=$(under_way)
    if [ "$state" = "0 0 0 0" ]; then calm=$((calm + 1)); else calm=0; fi
    if [ "$calm" -lt 2 ]; then
        if [ "$SECONDS" -ge "$end" ]; then
            read -r outbox held missing leaving <<<"$state"
            warn "not quiet within $seconds s: $outbox events unsent, $held held," \
                "$missing aggregates behind at a listener, $leaving messages or deliveries under way"
            exit 1
        fi
        sleep 0.3
    fi
done
