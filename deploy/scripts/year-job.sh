#!/usr/bin/env bash
# A school year on the services of a run, through the public calls alone: every group that can rotate
# gets a plan under SH, which is checked, consulted, decided and told; results of two school years and
# a council's assessments are recorded and judged under SH and XN; a school that fails twice in a row
# is warned, and the case of its forced exit, which opens by itself, goes through its chain.
# Part of demo.sh, after council-job.sh.
set -euo pipefail
# shellcheck source=deploy/scripts/common.sh
. "$(dirname "$0")/common.sh"

REPORTS=$RUN/reports/year
CASES=$RUN/reports/cases
PROGRAMS=$RUN/keys/programs
HOME_DISTRICT=440105
START=$(($(date +%Y) - ($(date +%-m) < 9)))
YEAR=$START-$((START + 1))
mkdir -p "$REPORTS/plans"
# shellcheck disable=SC1091
. "$RUN/taoli.env"

# as ACCOUNT ARGUMENT…: taoli as one of the demo's accounts; what it says besides goes to a file.
as() {
    local account=$1
    shift
    TAOLI_KEY_FILE=$PROGRAMS/$account.json "$BIN/taoli" "$@" 2>>"$REPORTS/notes.txt" || {
        tail -5 "$REPORTS/notes.txt" >&2
        return 1
    }
}

# Every group and stage of compulsory schooling that can rotate: what its plan needs, and its start.
start_plans() {
    local group stage folder
    as demo-city rotation units --format json >"$REPORTS/units.json"
    jq -er '.items[] | select(.stage == "primary" or .stage == "junior") | select(.can_rotate)
        | "\(.group_id) \(.stage)"' "$REPORTS/units.json" >"$REPORTS/units.txt"
    while read -r group stage; do
        folder=$REPORTS/plans/$group-$stage
        mkdir -p "$folder"
        as demo-city plan inputs --group "$group" --school-year "$YEAR" --stage "$stage" \
            --format json >"$folder/schools.json"
        "$ROOT/deploy/demo/year.py" plan "$folder/schools.json" "$stage" "$folder"
        as demo-city plan inputs --group "$group" --school-year "$YEAR" --format json \
            --places "$folder/places.csv" --needs "$folder/needs.csv" --ways "$folder/ways.csv" \
            --reason "生成的示例数据 (generated)" >"$folder/recorded.json"
        as demo-city plan start --group "$group" --school-year "$YEAR" --stage "$stage" --pack SH \
            --format json >"$folder/plan.json"
    done <"$REPORTS/units.txt"
    say "plans begun under SH for $YEAR: $(wc -l <"$REPORTS/units.txt") groups and stages"
    say "cannot rotate: $(jq -er '[.items[] | select(.stage == "primary" or .stage == "junior")
        | select(.can_rotate | not) | .reason_english] | group_by(.)
        | map("\(length) × \(.[0])") | join("; ")' "$REPORTS/units.json")"
}

# Until no plan waits any more.
await_plans() {
    local waited=0
    while :; do
        as demo-city plan list --school-year "$YEAR" --format json >"$REPORTS/plans.json"
        [ "$(jq -er '[.items[] | select(.state == "queued")] | length' "$REPORTS/plans.json")" -gt 0 ] ||
            break
        [ "$waited" -lt 300 ] || die "plans still wait after 300 s"
        sleep 1
        waited=$((waited + 1))
    done
    say "solved: $(jq -er '[.items[] | .state] | group_by(.) | map("\(length) \(.[0])") | join(", ")' \
        "$REPORTS/plans.json"), $(jq -er '[.items[].sent] | add' "$REPORTS/plans.json") teachers would move"
}

# decide PLAN ARGUMENT…: a plan from its check to its notices; the day is its schools' answer.
decide() {
    local plan=$1
    shift
    as demo-city plan check "$plan" "$@" --format json >"$REPORTS/plans/$plan.json"
    as demo-city plan consult "$plan" --until "$(date -d '+7 days' +%F)" --format json \
        >"$REPORTS/plans/$plan.json"
    as demo-city plan decide "$plan" --reason "各校均已回复 (demo)" --format json \
        >"$REPORTS/plans/$plan.json"
    as demo-city placement notify "$plan" --format json >"$REPORTS/plans/$plan-told.json"
}

decide_plans() {
    local plan explained
    for plan in $(jq -er '.items[] | select(.state == "draft") | .id' "$REPORTS/plans.json"); do
        decide "$plan"
    done
    # A group without a plan that keeps every rule: the bureau takes a ready one, or leaves it.
    plan=$(jq -r '[.items[] | select(.state == "infeasible")][0].id // empty' "$REPORTS/plans.json")
    if [ -n "$plan" ]; then
        as demo-city plan show "$plan" >"$REPORTS/impossible.txt"
        decide "$plan" --ready quota_first
        say "without a plan: the reasons of one in .run/reports/year/impossible.txt; its ready plan was taken"
    fi
    as demo-city plan list --school-year "$YEAR" --format json >"$REPORTS/plans.json"
    explained=$(jq -er '[.items[] | select(.state == "decided" and .sent > 0)][0].id' \
        "$REPORTS/plans.json")
    as demo-city plan explain "$explained" >"$REPORTS/explained.txt"
    as demo-city placement quota --school-year "$YEAR" --format json >"$REPORTS/quota.json"
    say "decided and told: $(jq -er '[.items[] | select(.state == "decided")] | length' \
        "$REPORTS/plans.json") plans; one explained in .run/reports/year/explained.txt"
}
