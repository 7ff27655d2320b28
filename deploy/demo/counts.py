#!/usr/bin/env python3
"""Compares what the databases hold with what the demo's files say, read here a second time.

    counts.py REPORTS COUNTED...

REPORTS is the folder with `schools-first.json` and `groups-first.json`, what `taoli import apply
--format json` answered; of them only the row numbers that were not accepted are used. A COUNTED
file is named `<service>.tsv` and has lines `what<TAB>district<TAB>number`. Prints one line a
service and one a difference. Exit 1 on any.

The rules are those of Shared/Documentation/imports.md, in other words than the product's:
a schools row is a site; sites with one legal name are one school; a groups row is a membership.
"""
import collections
import csv
import json
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
SUMMARIES = ["foundings", "joinings", "schools told", "joinings told"]
PLACES = ["schools", "sites", "groups", "leads", "members"]


def rows_of(name):
    with open(HERE / name, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def accepted(kind, reports):
    """Rows that the report does not set aside; the header is row 1."""
    report = json.loads((reports / f"{kind}-first.json").read_text(encoding="utf-8"))
    aside = {row["row"] for row in report["rows"] if row["verdict"] != "accepted"}
    rows = rows_of(f"gz-{kind}.csv")
    counts = report["counts"]
    if len(rows) - len(aside) != counts["accepted"]:
        sys.exit(f"{kind}: {len(rows)} rows, {len(aside)} set aside, but the report counts "
                 f"{counts['accepted']} accepted")
    return [row for number, row in enumerate(rows, start=2) if number not in aside]


def legal_names(groups):
    names = {}
    for row in groups:
        for part in row["note"].split(";"):
            key, _, value = part.partition("=")
            if key.strip() == "legal_or_list_name" and value.strip():
                names.setdefault(row["school_id"], value.strip())
    return names


class Schools:
    """Which school a site belongs to: a name that several share, or the site's own."""

    def __init__(self, sites, groups):
        self.district = {row["school_id"]: row["district_code"] for row in sites}
        self.legal = legal_names(groups)
        self.bearers = collections.defaultdict(list)
        for row in sites:
            if row["school_id"] not in self.legal:
                self.bearers[row["name"]].append(row["school_id"])

    def of(self, site):
        name = self.legal.get(site)
        if name is None:
            return site
        bearers = self.bearers.get(name, [])
        near = [other for other in bearers if self.district[other] == self.district[site]]
        if near:
            return near[0]
        return bearers[0] if len(bearers) == 1 else ("legal", name)

    def districts(self, groups):
        """Each school with its district; a shared name lies where the file names it first."""
        found = {}
        for row in groups:
            found.setdefault(self.of(row["school_id"]), self.district[row["school_id"]])
        for site in self.district:
            school = self.of(site)
            found[school] = self.district.get(school, found.get(school, self.district[site]))
        return found


def told(groups, schools):
    """Schools that hear of a joining: the one that joins, and those that lead by then. A group's
    leads are recorded before its members."""
    leads = collections.defaultdict(set)
    heard = collections.Counter()
    for row in sorted(groups, key=lambda row: row["lead_or_member"] != "lead"):
        group, school = (row["group_name"], row["district_code"]), schools.of(row["school_id"])
        if row["lead_or_member"] == "lead":
            leads[group].add(school)
        heard.update(leads[group] | {school})
    return heard


def expected(reports):
    sites, groups = accepted("schools", reports), accepted("groups", reports)
    city = next(row["district_code"] for row in rows_of("districts.csv") if row["level"] == "city")
    schools = Schools(sites, groups)
    counts = collections.Counter()
    counts.update(("schools", code) for code in schools.districts(groups).values())
    counts.update(("sites", row["district_code"]) for row in sites)
    names = {(row["group_name"], row["district_code"] or city) for row in groups}
    counts.update(("groups", code) for _, code in names)
    counts.update(
        (row["lead_or_member"] + "s", schools.district[row["school_id"]]) for row in groups)
    counts.update(("foundings", code) for _, code in names)
    counts.update(("joinings", row["district_code"] or city) for row in groups)
    heard = told(groups, schools)
    counts["schools told", "all"] = len(heard)
    counts["joinings told", "all"] = sum(heard.values())
    return counts


def read(path):
    counts = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        what, district, number = line.split("\t")
        counts[what, district] = int(number)
    return counts


def compare(path, wanted):
    """Prints what a service holds; the number of differences."""
    found = read(path)
    kinds = PLACES + (SUMMARIES if path.stem == "notification" else [])
    wanted = {key: number for key, number in wanted.items() if key[0] in kinds}
    keys = sorted(set(wanted) | set(found))
    wrong = [key for key in keys if wanted.get(key, 0) != found.get(key, 0)]
    sums = collections.Counter()
    for (what, _), number in found.items():
        sums[what] += number
    text = f"{path.stem}: " + ", ".join(f"{sums[kind]} {kind}" for kind in PLACES)
    print(f"{'DIFFERENT' if wrong else 'ok':<9} files  {text:<70} "
          f"{len(keys)} checked, {len(wrong)} different")
    for what, district in wrong:
        key = what, district
        print(f"          {what} of {district}: {found.get(key, 0)}, by the files "
              f"{wanted.get(key, 0)}")
    return len(wrong)


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    wanted = expected(pathlib.Path(sys.argv[1]))
    sys.exit(1 if sum(compare(pathlib.Path(path), wanted) for path in sys.argv[2:]) else 0)


main()
