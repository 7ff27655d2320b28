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
HOME_DISTRICT=440105
START=$(($(date +%Y) - ($(date +%-m) < 9)))
YEAR=$START-$((START + 1))
mkdir -p "$REPORTS/plans"
# shellcheck source=deploy/scripts/acting.sh
. "$SCRIPTS/acting.sh"

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
    as demo-city plan check "$plan" "$@" --format json >"$REPORTS/plans/$plan.json" &&
        as demo-city plan consult "$plan" --until "$(date -d '+7 days' +%F)" --format json \
            >"$REPORTS/plans/$plan.json" &&
        as demo-city plan decide "$plan" --reason "各校均已回复 (demo)" --format json \
            >"$REPORTS/plans/$plan.json" &&
        # Where others have taken every place, a ready plan may send nobody: there is nobody to tell.
        { [ "$(jq -er .sent "$REPORTS/plans/$plan.json")" -eq 0 ] ||
            as demo-city placement notify "$plan" >>"$REPORTS/notified.txt"; }
}

# Two stages or groups that share a school are planned one after the other: what the first one
# decided takes places of the second, whose plan is refused as stale and made anew.
decide_or_plan_anew() {
    local plan=$1 group stage anew
    decide "$plan" 2>"$REPORTS/refused.txt" && return
    grep -q plan-stale "$REPORTS/refused.txt" || die "$(cat "$REPORTS/refused.txt")"
    ANEW=$((ANEW + 1))
    read -r group stage <<<"$(jq -er --arg id "$plan" '.items[] | select(.id == $id)
        | "\(.group_id) \(.stage)"' "$REPORTS/plans.json")"
    as demo-city plan withdraw "$plan" --reason "事实已变 (demo)" --format json >"$REPORTS/withdrawn.json"
    as demo-city plan start --group "$group" --school-year "$YEAR" --stage "$stage" --pack SH --wait \
        --format json >"$REPORTS/anew.json"
    anew=$(jq -er .id "$REPORTS/anew.json")
    case $(jq -er .state "$REPORTS/anew.json") in
    draft) decide "$anew" ;;
    infeasible) decide "$anew" --ready quota_first ;;
    *) die "the plan made anew is $(jq -r .state "$REPORTS/anew.json")" ;;
    esac
}

decide_plans() {
    local plan explained
    ANEW=0
    for plan in $(jq -er '.items[] | select(.state == "draft") | .id' "$REPORTS/plans.json"); do
        decide_or_plan_anew "$plan"
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
    say "why these teachers ($(jq -er --arg id "$explained" '.items[] | select(.id == $id).group_name' \
        "$REPORTS/plans.json")):"
    head -12 "$REPORTS/explained.txt" | sed 's/^/  /'
    as demo-city placement quota --school-year "$YEAR" --format json >"$REPORTS/quota.json"
    say "decided and told: $(jq -er '[.items[] | select(.state == "decided")] | length' \
        "$REPORTS/plans.json") plans, $ANEW of them made anew; one explained in .run/reports/year/explained.txt"
}

# import_year YEAR: rolls and results of all schools in groups; results are judged by nobody yet.
import_year() {
    local year=$1 folder=$REPORTS/students-$1 kind
    "$ROOT/deploy/demo/year.py" students "$REPORTS/schools.json" "$year" "$folder"
    for kind in rolls results; do
        as demo-city import apply --kind "$kind" "$folder/$kind.csv" --yes --format json \
            --effective "${year%-*}-09-01" >"$folder/$kind.json"
        [ "$(jq -er .counts.accepted "$folder/$kind.json")" -eq \
            $(($(wc -l <"$folder/$kind.csv") - 1)) ] || die "not every row of $kind.csv was accepted"
    done
    say "$year (generated): $(jq -er .counts.accepted "$folder/rolls.json") students," \
        "$(jq -er .counts.accepted "$folder/results.json") results"
}

# judge ACCOUNT NAME DAY: computes, shows, publishes and recomputes a past cycle.
judge() {
    local account=$1 name=$2 day=$3 id
    id=$(jq -er .id "$REPORTS/$name.json")
    as "$account" cycle compute "$id" --format json >"$REPORTS/$name-computed.json"
    as "$account" cycle results "$id" --format json >"$REPORTS/$name-results.json"
    as "$account" cycle publish "$id" --on "$day" --format json >"$REPORTS/$name-published.json"
    as "$account" cycle verify "$id" --format json >"$REPORTS/$name-verified.json"
    say "$name: $(jq -er '[.items[].verdict // empty] | group_by(.) | map("\(length) \(.[0])")
        | join(", ")' "$REPORTS/$name-results.json"); computed again: the same bytes"
}

# Standards of SH for the district's groups, a year.
judge_standards() {
    local year=$1
    as case-home cycle open --pack SH --kind standards --year "$year" --past \
        --reason "补录 (demo)" --format json >"$REPORTS/SH-$year.json"
    judge case-home "SH-$year" "${year#*-}-09-15"
}

# What the council says of its members in a school year: the guest fails, the other passes.
assess_members() {
    local year=$1 id
    as case-home cycle open --pack XN --kind levels --year "$year" --group "$GROUP" --past \
        --reason "补录 (demo)" --format json >"$REPORTS/XN-$year.json"
    id=$(jq -er .id "$REPORTS/XN-$year.json")
    printf '%s\n' what,group,school,item,evidence,source \
        "level,$GROUP,$GUEST,fail,示例评估表 (demo),集团理事会" \
        "level,$GROUP,$MEMBER,pass,示例评估表 (demo),集团理事会" >"$REPORTS/levels-$year.csv"
    as case-council cycle record "$id" "$REPORTS/levels-$year.csv" --reason "学年评估 (demo)" \
        --format json >"$REPORTS/XN-$year-recorded.json"
    judge case-home "XN-$year" "${year#*-}-09-15"
}

evaluate() {
    local year
    GROUP=$(jq -er .group_id "$CASES/found.json")
    GUEST=$(jq -er .school_id "$CASES/across.json")
    MEMBER=$(jq -er .school_id "$CASES/join.json")
    as demo-city school list --format json >"$REPORTS/schools.json"
    for year in 2023-2024 2024-2025; do
        import_year "$year"
        judge_standards "$year"
        assess_members "$year"
    done
    say "one verdict: $(jq -er '[.items[] | select(.item == "pass_rate" and .figure != null)][0]
        | "\(.group_name) \(.stage) \(.subject // ""): \(.english), \(.figure)"
        + " of \(.sample_count), \(.verdict), clause \(.clause)"' "$REPORTS/SH-2024-2025-results.json")"
}

# The second failure in a row opened the case in registry by its event.
forced_exit() {
    local waited=0 id
    while :; do
        id=$(as case-home case list --format json |
            jq -r '[.items[] | select(.chain == "X1")][0].id // empty')
        [ -z "$id" ] || break
        [ "$waited" -lt 60 ] || die "the second failure opened no case"
        sleep 1
        waited=$((waited + 1))
    done
    as case-home case show "$id" --format json >"$REPORTS/exit.json"
    say "warned, then failed again: case X1 opened by itself"
    answer exit case-council X1.1
    answer exit case-council X1.2
    answer exit case-council X1.3
    answer exit case-guest X1.4
    answer exit case-council X1.5
    answer exit case-founder X.0
    answer exit case-council X.1
    answer exit case-home X.2a
    answer exit case-other X.2b
    answer exit case-home X.3a --effective-on "$(date +%F)"
    answer exit case-other X.3b --effective-on "$(date +%F)"
    answer exit demo-city X.4
    answer exit case-guest X.5
    [ "$(jq -er .status "$REPORTS/exit.json")" = completed ] || die "the exit is not completed"
    said exit
    as case-guest inbox list --format json >"$REPORTS/inbox-guest.json"
    say "told to the school: $(jq -er '.items | length' "$REPORTS/inbox-guest.json") messages"
}

step "the year $YEAR: rotation"
start_plans
await_plans
decide_plans
step "two school years: evaluation"
evaluate
step "a forced exit"
forced_exit
"$SCRIPTS/quiet.sh"
