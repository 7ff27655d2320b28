#!/usr/bin/env bash
# The main job on the services of a run: sign in, import a city's districts, schools and groups,
# let one school change its group, and say what happened where. Part of demo.sh.
set -euo pipefail
# shellcheck source=deploy/scripts/common.sh
. "$(dirname "$0")/common.sh"
# shellcheck source=deploy/scripts/services.sh
. "$SCRIPTS/services.sh"
use_postgres

DATA=$ROOT/deploy/demo
REPORTS=$RUN/reports
CITY=440100
DISTRICT=440105
EFFECTIVE=2023-09-01
mkdir -p "$REPORTS"

# What taoli says besides its answer goes to a file, and to the screen when a command fails (refused
# rows, 65, are no failure).
taoli() {
    local code=0
    "$BIN/taoli" "$@" 2>"$REPORTS/last-notes.txt" || code=$?
    [ "$code" -eq 0 ] || [ "$code" -eq 65 ] || cat "$REPORTS/last-notes.txt" >&2
    cat "$REPORTS/last-notes.txt" >>"$REPORTS/notes.txt"
    return "$code"
}
# A registry's number of events so far, sent or not.
events_so_far() {
    psql -X -At -v ON_ERROR_STOP=1 -d taoli_registry -c \
        'select (select count(*) from bus.event_archive) + (select count(*) from bus.outbox)'
}
# The first value of a name anywhere in a JSON file.
field() { jq -r --arg name "$2" 'first(.. | objects | select(has($name)) | .[$name])' "$1"; }

# Endpoints for taoli, and the city official's key by default.
write_environment() {
    local service
    {
        say "# Written by make demo: where its services listen, and who can be acted as."
        for service in $(service_names); do
            say "export TAOLI_${service^^}_ENDPOINT=127.0.0.1:$(calls_port "$service")"
        done
        say "export TAOLI_KEY_FILE_CITY='$RUN/keys/programs/demo-city.json'"
        say "export TAOLI_KEY_FILE_DISTRICT='$RUN/keys/programs/demo-district.json'"
        say "export TAOLI_KEY_FILE_LEAD='$RUN/keys/programs/demo-lead.json'"
        say "export TAOLI_KEY_FILE_MEMBER='$RUN/keys/programs/demo-member.json'"
        # shellcheck disable=SC2016
        say 'export TAOLI_KEY_FILE=$TAOLI_KEY_FILE_CITY'
    } >"$RUN/taoli.env"
    # shellcheck disable=SC1091
    . "$RUN/taoli.env"
}

# program LOGIN NAME ROLE UNIT: an account for scripts, with its key file.
program() {
    mkdir -p "$RUN/keys/programs"
    chmod 700 "$RUN/keys/programs"
    taoli account create --kind program --login "$1" --name "$2" --role "$3" --unit "$4" \
        --key-file "$RUN/keys/programs/$1.json" >>"$REPORTS/accounts.txt"
}

sign_in() {
    step "sign in"
    # Tokens belong to the run, not to the person who runs it.
    export TAOLI_TOKEN_FILE=$RUN/keys/tokens.json
    TAOLI_KEY_FILE='' taoli login --login admin --password-file "$RUN/keys/first-password" \
        >"$REPORTS/login.txt"
    TAOLI_KEY_FILE='' program demo-city 市教育局 city "city/$CITY"
    say "signed in as the first account; from here on the city official demo-city acts"
}

# import_file KIND FILE: checks, shows what is doubtful or refused, applies. Exit 65 = refused rows.
import_file() {
    local kind=$1 file=$2 code=0
    shift 2
    taoli import check --kind "$kind" "$file" "$@" >"$REPORTS/$kind-check.txt" || code=$?
    [ "$code" -eq 0 ] || [ "$code" -eq 65 ] || return "$code"
    code=0
    taoli import apply --kind "$kind" "$file" --yes --format json "$@" \
        >"$REPORTS/$kind-apply.json" || code=$?
    [ "$code" -eq 0 ] || [ "$code" -eq 65 ]
}

# rows_of FILE: its rows without the header; groups_of FILE: how many groups they name.
rows_of() {
    python3 -c 'import csv, sys
print(sum(1 for _ in csv.DictReader(open(sys.argv[1], encoding="utf-8-sig"))))' "$1"
}
groups_of() {
    python3 -c 'import csv, sys
rows = csv.DictReader(open(sys.argv[1], encoding="utf-8-sig"))
print(len({(row["group_name"], row["district_code"]) for row in rows}))' "$1"
}

# count_line KIND FILE: the counts in words, compared with the file's own number of rows.
count_line() {
    local report=$REPORTS/$1-apply.json rows label accepted doubtful refused
    rows=$(rows_of "$2")
    label="$1 $rows rows"
    [ "$1" != groups ] || label="groups $(groups_of "$2") ($rows rows)"
    accepted=$(field "$report" accepted)
    doubtful=$(field "$report" doubtful)
    refused=$(field "$report" refused)
    say "$label: $accepted accepted, $doubtful doubtful, $refused refused"
    [ $((accepted + doubtful + refused)) -eq "$rows" ] ||
        die "$2 has $rows rows, the report counts $((accepted + doubtful + refused))"
}

import_city() {
    step "import"
    import_file districts "$DATA/districts.csv"
    count_line districts "$DATA/districts.csv"
    import_file schools "$DATA/gz-schools.csv" --effective "$EFFECTIVE"
    count_line schools "$DATA/gz-schools.csv"
    import_file groups "$DATA/gz-groups.csv" --effective "$EFFECTIVE"
    count_line groups "$DATA/gz-groups.csv"
    say "row by row: ${REPORTS#"$ROOT"/}/{districts,schools,groups}-check.txt"
}

# The same files again must change nothing and send nothing.
import_again() {
    local before kind
    before=$(events_so_far)
    for kind in schools groups; do
        cp "$REPORTS/$kind-apply.json" "$REPORTS/$kind-first.json"
        import_file "$kind" "$DATA/gz-$kind.csv" --effective "$EFFECTIVE"
        mv "$REPORTS/$kind-apply.json" "$REPORTS/$kind-again.json"
        [ "$(field "$REPORTS/$kind-again.json" unchanged)" = \
            "$(field "$REPORTS/$kind-first.json" accepted)" ] ||
            die "importing gz-$kind.csv again did not find every applied row unchanged"
    done
    [ "$(events_so_far)" -eq "$before" ] || die "importing the same files again sent events"
    say "the same files again: every applied row unchanged, no event"
}

# One campus leaves a group of the district and joins another one; the schools that lead and belong
# to the first group get accounts.
change_one_school() {
    step "one school changes its group"
    local from to show=$REPORTS/group-from.json site name
    taoli group list --format json >"$REPORTS/groups.json"
    from=$(group_of_district 0)
    to=$(group_of_district 1)
    taoli group show "$from" --format json >"$show"
    site=$(members "$show" member site_id | tail -n 1)
    taoli group leave "$from" "$site" --reason "示例：调整集团 (demo: moves to another group)" \
        --format json >"$REPORTS/leave.json"
    taoli group join "$to" "$site" --reason "示例：调整集团 (demo: comes from another group)" \
        --format json >"$REPORTS/join.json"
    name=$(site_name "$show" "$site")
    say "$name"
    say "  leaves $(group_line "$REPORTS/leave.json")"
    say "  joins  $(group_line "$REPORTS/join.json")"
    program demo-district 区教育局 district "district/$DISTRICT"
    program demo-lead 牵头校 school "school/$(members "$show" lead school_id | head -n 1)"
    program demo-member 成员校 school "school/$(members "$show" member school_id | head -n 1)"
}
# The id of the group with the given place among those of the district that have members enough
# to let one go.
group_of_district() {
    jq -er --arg district "$DISTRICT" --argjson place "$1" \
        '[.items[] | select(.district == $district and .member_count >= 2)][$place].id' \
        "$REPORTS/groups.json"
}
site_name() { jq -er --arg site "$2" 'first(.members[] | select(.site_id == $site)).site_name' "$1"; }
group_line() { jq -er '"\(.name), now \(.lead_count) leads and \(.member_count) members"' "$1"; }
# members FILE ROLE FIELD: one line a membership. All is read before the first line is printed.
members() {
    jq -er --arg role "$2" --arg field "$3" '.members[] | select(.role == $role) | .[$field]' "$1"
}

summary() {
    step "what happened where"
    local service
    for service in $(service_names); do
        psql -X -At -F ' ' -v ON_ERROR_STOP=1 -d "taoli_$service" <<SQL
select rpad('$service', 13), (select count(*) from bus.command_log where outcome = 'answered')
    || ' commands,', (select count(*) from bus.event_archive) || ' events sent,',
    (select count(*) from bus.applied) || ' events of others applied';
SQL
    done
    say ""
    local group
    group=$(jq -er .id "$REPORTS/join.json")
    taoli rotation units --group "$group" --format json >"$REPORTS/rotation.json"
    taoli evaluation units --group "$group" --format json >"$REPORTS/evaluation.json"
    say "rotation: who may send teachers and who receives, in $(jq -er .name "$REPORTS/join.json")"
    jq -er '.items[] | "  \(.stage): \(.senders | length) sites send, \(.receivers | length) receive"
        + (if .can_rotate then "" else ". \(.reason_english)" end)' "$REPORTS/rotation.json"
    say ""
    say "evaluation: of which schools a standard is asked, in the same group"
    jq -er '.items[] | "  \(.stage): \([.schools[].school_name] | join("、"))"
        + (if .note_english then ". \(.note_english)" else "" end)' "$REPORTS/evaluation.json"
    say ""
    say "notification: five messages"
    five_messages
}

# Joining, leaving and summaries, as those read them whom they concern.
five_messages() {
    local lead
    lead=$(members "$REPORTS/group-from.json" lead school_name | head -n 1)
    inbox district "$TAOLI_KEY_FILE_DISTRICT"
    inbox lead "$TAOLI_KEY_FILE_LEAD"
    inbox city "$TAOLI_KEY_FILE_CITY"
    {
        message district school-left "the bureau of district $DISTRICT"
        message district school-joined "the bureau of district $DISTRICT"
        message lead school-left "the leading school $lead"
        message district import-summary "the bureau of district $DISTRICT"
        message city import-summary "the bureau of the city"
    } | tee "$REPORTS/messages.txt"
    [ "$(grep -c '^  to ' "$REPORTS/messages.txt")" -eq 5 ] || die "five messages are not there"
}
inbox() { TAOLI_KEY_FILE=$2 taoli inbox list --format json >"$REPORTS/inbox-$1.json"; }
# message INBOX TEMPLATE READER: the newest of that kind, in both languages. The sed: an id of 36
# characters tells a person nothing.
message() {
    jq -er --arg template "$2@" --arg reader "$3" '
        first(.items[] | select(.template | startswith($template)))
        | "  to \($reader), \(.created_at)\n    \(.body_english)\n    \(.body_chinese)"' \
        "$REPORTS/inbox-$1.json" | sed -E 's/ ?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12} ?/ /'
}

began=$SECONDS
write_environment
sign_in
import_city
"$SCRIPTS/quiet.sh"
say "everybody has everything $((SECONDS - began)) s after signing in"
import_again
change_one_school
"$SCRIPTS/quiet.sh"
summary
say ""
say "main job: $((SECONDS - began)) s"
