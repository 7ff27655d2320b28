# Functions for jobs that act as the demo's accounts; sourced after common.sh.
# REPORTS is the job's folder; PROGRAMS holds the accounts' keys.
# shellcheck shell=bash

PROGRAMS=$RUN/keys/programs
mkdir -p "$REPORTS"
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

# answer CASE ACCOUNT STEP ARGUMENT…: a yes with every paper that the step asks for.
answer() {
    local case=$1 account=$2 step=$3 kind papers=()
    shift 3
    for kind in $(jq -er --arg step "$step" '.steps[] | select(.id == $step).needs[]' \
        "$REPORTS/$case.json" || true); do
        papers+=(--paper "$kind=示例文件 (demo)")
    done
    as "$account" case decide "$(jq -er .id "$REPORTS/$case.json")" "$step" yes "${papers[@]}" \
        "$@" --format json >"$REPORTS/$case.new"
    mv "$REPORTS/$case.new" "$REPORTS/$case.json"
}

# said CASE: one line on how far a case is.
said() {
    jq -er '"  \(.chain) \(.status), holds from \(.effective_on), clause \(.clause), "
        + "\([.steps[] | select(.state == "over")] | length) steps"' "$REPORTS/$1.json"
}
