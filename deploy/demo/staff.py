#!/usr/bin/env python3
"""Writes a generated staff file for the demo's schools, for `taoli import … --kind staff`.

    staff.py [--rows N] [--seed S] [--per-school M] [--schools FILE] > staff.csv

NOBODY IN IT IS REAL. Names are drawn from lists of common characters by a fixed seed, and every
number says that it was made here: area codes begin with 99, which no area of GB/T 2260 has, and
telephones with 12, which no operator has. Check digits follow GB 11643, so that the file goes through
the same checks as a real one. The same arguments write the same bytes.

At least M persons (40) work at each school of the demo that has an id; with --rows the larger schools
get more, up to N rows in all (default: M a school). Two of a hundred have a name with a dot, and one
of two hundred a rare character beyond the basic plane.
"""
import argparse
import csv
import pathlib
import random
import sys

HERE = pathlib.Path(__file__).resolve().parent
HEADER = ["姓名", "证件类型", "证件号码", "电话", "学校标识码", "岗位", "学科", "学段", "骨干级别", "职称",
          "校长职级", "参加工作年月", "任教年月", "入校年月", "招聘渠道"]
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉梅志国建文斌辉鹏宇晨欣怡佳雪琳婷峰浩然子涵"
DOTTED = ["艾力·买买提", "古丽·阿依", "阿卜杜拉·吐尔逊", "扎西·多吉", "卓玛·央金", "娜仁·其其格"]
RARE = "𠮷𤭢𡈽𬍛𫖯"
STAGES = {"kindergarten": ["学前"], "primary": ["小学"], "junior": ["初中"], "senior": ["高中"],
          "nine_year": ["小学", "初中"], "complete": ["初中", "高中"],
          "twelve_year": ["小学", "初中", "高中"]}
SUBJECTS = {"学前": ["学前教育"],
            "小学": ["语文", "语文", "数学", "数学", "英语", "道德与法治", "科学", "音乐", "美术", "体育",
                   "信息科技"],
            "初中": ["语文", "数学", "英语", "物理", "化学", "生物", "历史", "地理", "道德与法治", "体育",
                   "音乐", "美术", "信息科技"],
            "高中": ["语文", "数学", "英语", "物理", "化学", "生物", "历史", "地理", "道德与法治", "体育",
                   "通用技术"]}
TITLES = ["三级教师", "二级教师", "一级教师", "高级教师", "正高级教师"]
CHANNELS = ["公开招聘"] * 8 + ["人才计划", "定岗特选", "竞赛名师特聘", "公费师范生", "调入"]
WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]


def number(serial, born):
    """A resident's number of nobody: unique for serials below 9,999,000."""
    digits = f"99{1 + serial // 1000:04d}{born}{serial % 1000:03d}"
    return digits + "10X98765432"[sum(int(d) * w for d, w in zip(digits, WEIGHTS)) % 11]


def name(rng):
    chance = rng.random()
    if chance < 0.02:
        return rng.choice(DOTTED)
    given = "".join(rng.choice(GIVEN) for _ in range(1 if rng.random() < 0.2 else 2))
    if chance < 0.025:
        given = given[:-1] + rng.choice(RARE)
    return rng.choice(SURNAMES) + given


def schools(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["school_id"]]
    return [(row["school_id"], STAGES.get(row["stage"], ["小学"])) for row in rows]


def post(place):
    """The first of a school leads it, then its deputies and middle managers."""
    if place == 0:
        return "校长"
    if place <= 2:
        return "副校长"
    return "中层干部" if place <= 6 else "教师"


def level(rng, years, kind):
    """Key levels come with years; about one teacher in seven has one."""
    chance = rng.random()
    if kind not in ("教师", "中层干部", "副校长") or years < 5:
        return "学科新星" if chance < 0.02 else ""
    for share, word in ((0.004, "特级教师"), (0.012, "学术技术带头人"), (0.04, "学科带头人"), (0.15, "骨干教师")):
        if chance < share:
            return word
    return ""


def person(rng, serial, school, stages, place):
    years = rng.randrange(0, 36)
    began = 2025 - years
    born = f"{began - rng.randrange(22, 26)}{rng.randrange(1, 13):02d}{rng.randrange(1, 29):02d}"
    here = began + rng.randrange(0, years + 1)
    kind = post(place)
    stage = rng.choice(stages)
    title = TITLES[min(4, max(0, years // 7 + rng.choice((-1, 0, 0))))]
    return [name(rng), "居民身份证", number(serial, born), f"12{serial % 1_000_000_000:09d}", school, kind,
            rng.choice(SUBJECTS[stage]), stage, level(rng, years, kind), title,
            rng.choice(("初级校长", "中级校长", "高级校长")) if kind == "校长" else "",
            f"{began}-08", f"{began}-09", f"{here}-09", rng.choice(CHANNELS)]


def sizes(count, rng, rows, minimum):
    """Rows of each school: the minimum, and what is left over shared by chance."""
    sizes = [minimum] * count
    rest = rows - minimum * count
    if rest > 0:
        weights = [rng.random() + 0.2 for _ in range(count)]
        share = [int(rest * weight / sum(weights)) for weight in weights]
        share[0] += rest - sum(share)
        sizes = [size + more for size, more in zip(sizes, share)]
    return sizes


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=0, help="rows in all")
    parser.add_argument("--per-school", type=int, default=40, help="least rows of a school")
    parser.add_argument("--seed", type=int, default=20250901)
    parser.add_argument("--schools", default=HERE / "gz-schools.csv", help="file of schools")
    options = parser.parse_args()
    rng = random.Random(options.seed)
    places = schools(options.schools)
    writer = csv.writer(sys.stdout, lineterminator="\r\n")
    sys.stdout.reconfigure(encoding="utf-8", newline="")
    sys.stdout.write("\ufeff")
    writer.writerow(HEADER)
    serial = 0
    for (school, stages), size in zip(
            places, sizes(len(places), rng, options.rows, options.per_school)):
        for place in range(size):
            writer.writerow(person(rng, serial, school, stages, place))
            serial += 1


if __name__ == "__main__":
    main()
