#!/usr/bin/env bash
# Staff and a group's year on the services of a run: a generated file of staff is imported, the group
# of case-job.sh gets its council with the lead's principal in it, the council votes on the group's
# rules, and money is booked. Part of demo.sh, after case-job.sh.
set -euo pipefail
# shellcheck source=deploy/scripts/common.sh
. "$(dirname "$0")/common.sh"

REPORTS=$RUN/reports/council
CASES=$RUN/reports/cases
# shellcheck source=deploy/scripts/acting.sh
. "$SCRIPTS/acting.sh"
FROM=$(date -d '-5 days' +%F)
HELD=$(date -d '-3 days' +%F)

import_staff() {
    local file=$REPORTS/staff.csv began=$SECONDS rows took
    "$ROOT/deploy/demo/staff.py" >"$file"
    as demo-city import apply --kind staff "$file" --yes --format json >"$REPORTS/staff.json"
    rows=$(jq -er '.counts.accepted' "$REPORTS/staff.json")
    took=$((SECONDS - began))
    [ "$rows" -eq $(($(wc -l <"$file") - 1)) ] || die "not every row of staff.csv was accepted"
    say "staff (generated): $rows persons in $took s"
}

# The principal of the group's lead school, by the register of posts.
principal() {
    as demo-city staff list --school "$SCHOOL" --post principal --format json |
        jq -er '.items[0].id'
}

appoint() {
    as case-council body appoint "$BODY" council_member "$@" --from "$FROM" --format json \
        >"$REPORTS/body.json"
}

council() {
    local other
    GROUP=$(jq -er .group_id "$CASES/found.json")
    SCHOOL=$(jq -er .school_id "$CASES/found.json")
    other=$(jq -er .school_id "$CASES/across.json")
    as case-council body establish council --group "$GROUP" --from "$FROM" --format json \
        >"$REPORTS/body.json"
    BODY=$(jq -er .id "$REPORTS/body.json")
    appoint --person "$(principal)" --school "$SCHOOL"
    appoint --office 校长 --school "$other"
    appoint --office 书记 --school "$SCHOOL"
    say "council: $(jq -er '.members | length' "$REPORTS/body.json") members"
}

rules() {
    local document resolution present=()
    say "集团规程（示例）：理事会每学期至少召开一次会议。" >"$REPORTS/rules.txt"
    document=$(as case-council document propose rules --group "$GROUP" "$REPORTS/rules.txt" \
        --format json | jq -er .id)
    resolution=$(as case-council body propose "$BODY" --title 审议集团规程 --matter document \
        --document "$document" --document-version 1 --format json | jq -er .id)
    for id in $(jq -er '.members[].appointment_id' "$REPORTS/body.json"); do present+=(--present "$id"); done
    as case-council body resolve "$resolution" --held-on "$HELD" --minutes '示例纪要1号 (demo)' \
        "${present[@]}" --tally 3/0/0 --format json >"$REPORTS/resolution.json"
    as case-council document accept "$document" 1 --resolution "$resolution" --format json \
        >"$REPORTS/document.json"
    [ "$(jq -er .status "$REPORTS/resolution.json")" = adopted ] || die "the rules are not adopted"
    say "group rules: adopted 3/0/0, $(jq -er .state "$REPORTS/document.json")"
    as case-council document due --group "$GROUP" --format json >"$REPORTS/due.json"
    say "due this year: $(jq -er '[.documents[].state] | group_by(.)
        | map("\(length) \(.[0])") | join(", ")' "$REPORTS/due.json")"
}

money() {
    as case-home unit enter "$GROUP" 1200000 --source budget --purpose work \
        --format json >"$REPORTS/entry.json"
    as case-home unit ledger --totals --format json >"$REPORTS/totals.json"
    say "ledger: $(jq -er '.items[] | select(.source == null)
        | "\(.income_fen / 100) yuan in, a reference of \(.reference_fen / 100), \(.reference_clause)"' \
        "$REPORTS/totals.json")"
}

step "staff, a council, its rules"
import_staff
council
rules
money
"$SCRIPTS/quiet.sh"
