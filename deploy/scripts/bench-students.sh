#!/usr/bin/env bash
# How a city's students come in: a file of rolls, then one of results, each checked and applied by
# services of their own, and evaluation killed once in each check and in each apply. One JSON line a
# file: rows, rows a second from the kill on, the new start included, seconds from the first byte to the last row
# with the kills, and evaluation's resident memory in MB: the least seen while it worked, and the most.
#
#   TAOLI_BENCH_ROWS=2500000     students; each has one result
#   TAOLI_BENCH_BINARIES=…       a folder of executables that are built already
#
# JSON lines go to standard output, everything else to standard error. Exit 1 when a row is lost or
# comes in twice.
set -euo pipefail
# shellcheck source=deploy/scripts/common.sh
. "$(dirname "$0")/common.sh"

ROWS=${TAOLI_BENCH_ROWS:-2500000}
exec 3>&1 >&2
BIN=${TAOLI_BENCH_BINARIES:-}
[ -n "$BIN" ] || BIN=$(release_build)
export BIN
begin_run students
# shellcheck source=deploy/scripts/services.sh
. "$SCRIPTS/services.sh"

step "servers and a city"
printf 'TAOLI_DEPLOYMENT_ID=bench\n' >"$RUN/deployment.env"
# The city's job waits until everybody is told of its import.
printf 'TAOLI_DELIVERY_SUMMARY_REST=5\n' >"$RUN/notification.env"
"$SCRIPTS/keys.sh" "$RUN/keys"
"$SCRIPTS/postgres.sh" start bench
"$SCRIPTS/broker.sh" start
choose_service_ports
prepare_databases
(umask 077 && random_secret >"$RUN/keys/first-password")
with_settings registry owner "$BIN/taoli-registry" bootstrap --city 440100 --city-name 广州市 \
    --password-file "$RUN/keys/first-password" >>"$RUN/logs/migrate.log" 2>&1
start_services
"$SCRIPTS/main-job.sh" >"$RUN/logs/main-job.log"
use_postgres
# shellcheck disable=SC1091
. "$RUN/taoli.env"

step "$ROWS students, generated"
"$BIN/taoli" school list --format json >"$RUN/schools.json"
python3 - "$RUN" "$ROWS" <<'PYTHON'
import json, pathlib, sys
run, rows = pathlib.Path(sys.argv[1]), int(sys.argv[2])
chinese = {"primary": "小学", "junior": "初中", "senior": "高中"}
schools = [(school["id"], chinese[stage])
           for school in json.loads((run / "schools.json").read_text(encoding="utf-8"))["items"]
           for stage in school["stages"] if stage in chinese]
with open(run / "rolls.csv", "w", encoding="utf-8") as rolls, \
        open(run / "results.csv", "w", encoding="utf-8") as results:
    rolls.write("student,school,stage\n")
    results.write("student,school,stage,subject,score,prior,passed\n")
    for number in range(rows):
        school, stage = schools[number * 7919 % len(schools)]
        score = number * 31 % 10001 / 100
        rolls.write(f"G{number:09d},{school},{stage}\n")
        results.write(f"G{number:09d},{school},{stage},数学,{score},{number % 101},是\n")
PYTHON

evaluation_sql() { psql -X -At -v ON_ERROR_STOP=1 -d taoli_evaluation -c "$1"; }
resident_kb() { awk '/^VmRSS/ { print $2 }' "/proc/$1/status" 2>/dev/null || say 0; }

# import_students KIND: the file comes in; the samples of how far it was and of memory.
import_students() {
    local kind=$1 importing pid state done killed=' ' began=$SECONDS
    "$BIN/taoli" import apply --kind "$kind" "$RUN/$kind.csv" --effective 2024-09-01 --yes \
        --format json >"$RUN/$kind.json" 2>"$RUN/logs/$kind.log" &
    importing=$!
    while kill -0 "$importing" 2>/dev/null; do
        pid=$(process_pid evaluation)
        IFS='|' read -r state done < <(evaluation_sql \
            "SELECT state, rows_done FROM evaluation.import_job WHERE kind = '$kind'") || state=''
        if [ -n "$state" ]; then
            printf '%s %s %s %s\n' "$(date +%s.%N)" "$state" "$done" "$(resident_kb "$pid")"
            if [[ $state == checking || $state == applying ]] && [[ $killed != *" $state "* ]] &&
                [ "$done" -gt $((ROWS * 2 / 5)) ]; then
                killed+="$state "
                kill -KILL "$pid"
                with_settings evaluation serve start_process evaluation \
                    "$BIN/taoli-evaluation" serve
                printf '%s killed 0 0\n' "$(date +%s.%N)"
            fi
        fi
        sleep 0.5
    done >"$RUN/$kind.samples"
    wait "$importing" || die "the import of $kind failed: $(tail -3 "$RUN/logs/$kind.log")"
    python3 - "$kind" "$ROWS" $((SECONDS - began)) "$RUN/$kind.samples" >&3 <<'PYTHON'
import json, sys
kind, rows, seconds, path = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
samples = [(float(time), state, int(done), int(memory))
           for time, state, done, memory in (line.split() for line in open(path))]
kills = [place for place, sample in enumerate(samples) if sample[1] == "killed"]
line = {"file": kind, "rows": rows, "seconds": seconds, "kills": len(kills)}
# A killed check begins again: all rows from the kill on, the new start and both passes with them. An
# apply goes on where it was.
for place, name in zip(kills, ("checking", "applying")):
    stretch = [sample for sample in samples[place:] if sample[1] in (name, "killed")]
    done = rows if name == "checking" else stretch[-1][2] - stretch[1][2]
    line[name + "_rows_per_second"] = round(done / (stretch[-1][0] - stretch[0][0]))
working = [memory for _, state, done, memory in samples
           if state in ("checking", "applying") and done > 0 and memory > 0]
line["resident_mb"] = [round(min(working) / 1024), round(max(working) / 1024)]
print(json.dumps(line, ensure_ascii=False))
PYTHON
}

step "rolls"
import_students rolls
[ "$(evaluation_sql 'SELECT count(*) FROM evaluation.enrolled_student')" -eq "$ROWS" ] ||
    die "the students in the database are not those of the file"
step "results"
import_students results
[ "$(evaluation_sql 'SELECT count(*) FROM evaluation.student_result')" -eq "$ROWS" ] ||
    die "the results in the database are not those of the file"
