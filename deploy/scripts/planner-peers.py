#!/usr/bin/env python3
"""Solves the groups of a rotation instance with general solvers, to set the planner against them.

usage: planner-peers.py TAOLI FOLDER RUNS

The model is rotation.md's, written down once more and handed to each solver as it is: CP-SAT (one
worker, linearization_level 2), HiGHS (one thread) and, where the program `cbc` is installed, CBC. One
JSON line each: median, over the runs, of the seconds for all groups, the ratio to the planner's own
seconds on one thread, and how many groups had another objective (0, or something is wrong).
Reading the files and building the models is not counted, neither here nor there.
"""
import collections
import csv
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time


class Model:
    """Columns with cost and upper bound, rows as (terms, lower, upper); None is unbounded."""

    def __init__(self):
        self.costs, self.uppers, self.rows, self.offset = [], [], [], 0

    def column(self, cost, upper=1):
        self.costs.append(cost)
        self.uppers.append(upper)
        return len(self.costs) - 1

    def row(self, terms, lower=None, upper=None):
        self.rows.append((terms, lower, upper))


def read(folder):
    def table(name):
        with open(os.path.join(folder, name + ".csv"), encoding="utf-8") as file:
            return list(csv.DictReader(file))

    with open(os.path.join(folder, "params.json"), encoding="utf-8") as file:
        parameters = json.load(file)
    return parameters, {name: table(name) for name in
                        ("schools", "teachers", "needs", "preferences", "commute")}


def move_cost(points, teacher, way, ranks):
    cost = points["extra_minute"] * int(way["extra_minutes"])
    rank = ranks.get(way["school"])
    if not ranks:
        cost += points["pref_none_given"]
    elif rank and rank <= len(points["pref_rank"]):
        cost += points["pref_rank"][rank - 1]
    else:
        cost += points["pref_unlisted"]
    cost += points["unwilling"] if teacher["willing"] == "-1" else 0
    return cost + (points["hardship"] if teacher["hardship"] == "1" else 0)


def build(parameters, tables):
    """One model a group."""
    schools = {row["school"]: row for row in tables["schools"]}
    teachers = {row["teacher"]: row for row in tables["teachers"]}
    ranks = collections.defaultdict(dict)
    for row in tables["preferences"]:
        ranks[row["teacher"]][row["school"]] = int(row["rank"])
    ways = collections.defaultdict(list)
    for way in tables["commute"]:
        teacher = teachers[way["teacher"]]
        limit = "commute_max_hardship_min" if teacher["hardship"] == "1" else "commute_max_min"
        if teacher["eligible"] == "1" and int(way["minutes"]) <= parameters[limit]:
            ways[schools[teacher["school"]]["group"]].append(way)
    staff = collections.Counter((row["school"], row["subject"]) for row in tables["teachers"])
    eligible = collections.Counter(
        row["school"] for row in tables["teachers"] if row["eligible"] == "1")
    needs = collections.defaultdict(list)
    for need in tables["needs"]:
        needs[schools[need["school"]]["group"]].append(need)
    groups = dict.fromkeys(row["group"] for row in tables["schools"])
    return {group: group_model(
        parameters, [row for row in tables["schools"] if row["group"] == group], teachers, ranks,
        ways[group], staff, eligible, needs[group]) for group in groups}


def group_model(parameters, schools, teachers, ranks, ways, staff, eligible, needs):
    model, points = Model(), parameters["points"]
    by = {name: collections.defaultdict(list) for name in ("teacher", "from", "to", "team", "pool", "post")}
    for way in ways:
        teacher = teachers[way["teacher"]]
        column = model.column(move_cost(points, teacher, way, ranks[way["teacher"]]))
        for name, key in (
                ("teacher", way["teacher"]), ("from", teacher["school"]), ("to", way["school"]),
                ("team", (teacher["school"], way["school"])),
                ("pool", (teacher["school"], teacher["subject"])),
                ("post", (way["school"], teacher["subject"]))):
            by[name][key].append((column, teacher["key"] == "1"))
    ones = lambda members: [(column, 1) for column, _ in members]
    for members in by["teacher"].values():
        model.row(ones(members), upper=1)
    for school in schools:
        code = school["school"]
        if school["role"] != "strong":
            model.row(ones(by["to"][code]), upper=int(school["capacity"]))
            continue
        quota = -(-parameters["quota_pct"] * eligible[code] // 100)
        most = max(quota, parameters["team_min"], parameters["max_out_pct"] * eligible[code] // 100)
        model.row(ones(by["from"][code]), quota, most)
        model.row([(column, 100 * key - parameters["key_pct"])
                   for column, key in by["from"][code]], 0)
    for pool, members in by["pool"].items():
        model.row(ones(members), upper=max(
            parameters["subject_loss_floor"], parameters["subject_loss_pct"] * staff[pool] // 100))
    for members in by["team"].values():
        team = model.column(0)
        model.row(ones(members) + [(team, -parameters["team_min"])], 0)
        model.row(ones(members) + [(team, -len(members))], upper=0)
    wanted = {(row["school"], row["subject"]): row for row in needs}
    for post in sorted(set(wanted) | set(by["post"])):
        row, members = wanted.get(post), by["post"].get(post, [])
        amount = int(row["need"]) if row else 0
        unmet = points["unmet_per_weight"] * int(row["weight"]) if row else 0
        short = model.column(unmet, amount)
        over = model.column(points["surplus"], len(members))
        model.row(ones(members) + [(short, 1), (over, -1)], amount, amount)
    return model


def cp_sat(model):
    from ortools.sat.python import cp_model
    program = cp_model.CpModel()
    columns = [program.new_int_var(0, upper, "") for upper in model.uppers]
    for terms, lower, upper in model.rows:
        total = sum(columns[column] * value for column, value in terms)
        if terms:
            program.add_linear_constraint(
                total, -10**6 if lower is None else lower, 10**6 if upper is None else upper)
        elif (lower or 0) > 0:
            return 0, None
    program.minimize(sum(column * cost for column, cost in zip(columns, model.costs)))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = 2
    start = time.monotonic()
    status = solver.solve(program)
    seconds = time.monotonic() - start
    return seconds, round(solver.objective_value) if status == cp_model.OPTIMAL else None


def highs(model):
    import highspy
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("mip_rel_gap", 0.0)
    for cost, upper in zip(model.costs, model.uppers):
        solver.addVar(0, upper)
    for column, cost in enumerate(model.costs):
        solver.changeColCost(column, cost)
        solver.changeColIntegrality(column, highspy.HighsVarType.kInteger)
    infinity = highspy.kHighsInf
    for terms, lower, upper in model.rows:
        solver.addRow(
            -infinity if lower is None else lower, infinity if upper is None else upper,
            len(terms), [column for column, _ in terms], [value for _, value in terms])
    start = time.monotonic()
    solver.run()
    seconds = time.monotonic() - start
    optimal = solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
    return seconds, round(solver.getInfo().objective_function_value) if optimal else None


def cbc(model):
    with tempfile.TemporaryDirectory() as folder:
        path, answer = os.path.join(folder, "m.lp"), os.path.join(folder, "answer")
        with open(path, "w", encoding="ascii") as file:
            write_lp(model, file)
        start = time.monotonic()
        subprocess.run(["cbc", path, "ratioGap", "0", "allowableGap", "0", "solve", "solution", answer],
                       stdout=subprocess.DEVNULL, check=True)
        seconds = time.monotonic() - start
        with open(answer, encoding="ascii") as file:
            head = file.readline()
    return seconds, round(float(head.split()[-1])) if head.startswith("Optimal") else None


def write_lp(model, file):
    def text(terms):
        return " ".join(f"{value:+d} x{column}" for column, value in terms) or "0 x0"

    file.write("Minimize\n obj: " + text(list(enumerate(model.costs))) + "\nSubject To\n")
    for number, (terms, lower, upper) in enumerate(model.rows):
        if lower is not None:
            file.write(f" l{number}: {text(terms)} >= {lower}\n")
        if upper is not None:
            file.write(f" u{number}: {text(terms)} <= {upper}\n")
    file.write("Bounds\n")
    for column, upper in enumerate(model.uppers):
        file.write(f" 0 <= x{column} <= {upper}\n")
    file.write("Generals\n" + "\n".join(f" x{column}" for column in range(len(model.uppers))))
    file.write("\nEnd\n")


def ours(taoli, folder):
    with tempfile.TemporaryDirectory() as scratch:
        done = subprocess.run(
            [taoli, "rotation", "solve", "--instance", folder, "--plan",
             os.path.join(scratch, "plan.csv"), "--threads", "1", "--format", "json"],
            capture_output=True, text=True, check=True)
    groups = json.loads(done.stdout)["groups"]
    return sum(group["seconds"] for group in groups), {
        group["group"]: group["objective"] for group in groups}


def main():
    taoli, folder, runs_wanted = sys.argv[1:]
    trials = range(int(runs_wanted))
    # Solvers write banners to standard output; it is for the JSON lines.
    lines = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    models = build(*read(folder))
    runs = [ours(taoli, folder) for _ in trials]
    own = statistics.median(seconds for seconds, _ in runs)
    about = {"groups": len(models), "runs": len(trials)}
    print(json.dumps({"peer": "taoli", **about, "seconds": round(own, 3)}), file=lines, flush=True)
    peers = [("cp-sat", cp_sat), ("highs", highs)]
    if shutil.which("cbc"):
        peers.append(("cbc", cbc))
    for name, solve in peers:
        totals, different = [], 0
        for _ in trials:
            answers = {group: solve(model) for group, model in models.items()}
            totals.append(sum(seconds for seconds, _ in answers.values()))
            different = sum(answers[group][1] != runs[0][1][group] for group in answers)
        seconds = statistics.median(totals)
        print(json.dumps({
            "peer": name, **about, "seconds": round(seconds, 2), "ratio": round(seconds / own, 1),
            "spread": [round(min(totals), 2), round(max(totals), 2)], "different": different}),
            file=lines, flush=True)


main()
