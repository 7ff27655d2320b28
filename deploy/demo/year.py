#!/usr/bin/env python3
"""Writes the generated tables of the demo's school year.

    year.py plan SCHOOLS.json STAGE FOLDER      places.csv, needs.csv, ways.csv of one group and stage
    year.py students SCHOOLS.json YEAR FOLDER   rolls.csv, results.csv of all schools in groups

NOTHING IN THEM IS REAL: places, posts, ways, students and results are drawn from a fixed seed and from
the names of schools, so the same schools get the same tables. SCHOOLS.json is
what `taoli plan inputs --stage … --format json` and `taoli school list --format json` answer.
"""
import argparse
import csv
import hashlib
import json
import pathlib
import random

SUBJECTS = {"primary": ["chinese", "mathematics", "english"],
            "junior": ["chinese", "mathematics", "english", "physics"],
            "senior": ["chinese", "mathematics", "english", "physics"]}
STAGES = {"primary": "小学", "junior": "初中"}
RESULTS = {"primary": ["语文", "数学"], "junior": ["语文", "数学", "英语"]}
STUDENTS = 36


def chance(*parts):
    """Draws that depend on nothing but what they are about."""
    return random.Random("taoli:2026:" + ":".join(parts))


def write(path, header, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def plan(schools, stage, folder):
    strong = [school for school in schools if school["role"] == "strong"]
    receiving = [school for school in schools if school["role"] == "receiving"]
    places, needs, ways = [], [], []
    for school in receiving:
        draw = chance("school", school["school_name"])
        places.append([school["school_id"], stage, draw.randrange(4, 9), 0])
        for subject in SUBJECTS[stage]:
            posts = draw.choice((0, 1, 1, 2))
            if posts:
                needs.append([school["school_id"], stage, subject, posts, draw.randrange(2, 6) * 5])
        for home in strong:
            # A metropolis: a quarter of an hour to an hour and a quarter, some of it beyond today's.
            minutes = chance("way", home["school_name"], school["school_name"]).randrange(15, 76)
            ways.append([home["school_id"], school["school_id"], minutes, minutes // 2])
    write(folder / "places.csv", ["school", "stage", "places", "team"], places)
    write(folder / "needs.csv", ["school", "stage", "subject", "posts", "weight"], needs)
    write(folder / "ways.csv", ["from", "to", "minutes", "extra_minutes"], ways)


def students(schools, year, folder):
    rolls, results = [], []
    for school in schools:
        if not school["memberships"]:
            continue
        for stage in sorted(set(school["stages"]) & set(STAGES)):
            name = school["district"] + school["name"]
            draw = chance("results", name, stage, year)
            level = chance("level", name, stage).gauss(0, 4)
            code = hashlib.sha256(name.encode()).hexdigest()[:12]
            for serial in range(STUDENTS):
                student = f"{year[2:4]}{code}{stage[0]}{serial:03d}"
                ability = draw.gauss(0, 9)
                rolls.append([student, school["id"], STAGES[stage]])
                for subject in RESULTS[stage]:
                    prior = min(100, max(0, round(72 + ability + draw.gauss(0, 5))))
                    score = min(100, max(0, round(73 + level + 0.8 * ability + draw.gauss(0, 5))))
                    results.append([student, school["id"], STAGES[stage], subject, score, prior,
                                    "是" if score >= 50 else "否"])
    write(folder / "rolls.csv", ["student", "school", "stage"], rolls)
    write(folder / "results.csv",
          ["student", "school", "stage", "subject", "score", "prior", "passed"], results)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=["plan", "students"])
    parser.add_argument("schools", type=pathlib.Path)
    parser.add_argument("detail", help="the stage, or the school year")
    parser.add_argument("folder", type=pathlib.Path)
    options = parser.parse_args()
    schools = json.loads(options.schools.read_text(encoding="utf-8"))["items"]
    options.folder.mkdir(parents=True, exist_ok=True)
    {"plan": plan, "students": students}[options.what](schools, options.detail, options.folder)


if __name__ == "__main__":
    main()
