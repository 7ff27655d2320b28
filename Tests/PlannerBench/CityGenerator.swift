import Foundation

/// Makes the files of a city's instance from a seed: the same bytes for the same settings.
///
/// Shape and figures follow the shared instances of the rotation specification: groups of schools
/// near one another, two or three of them strong, one stage or two; subjects in the proportions of
/// each stage; a quarter of the teachers of strong schools are key teachers, from hardly any to
/// nearly half.
struct CityGenerator {
    /// How large the city is.
    struct Size {
        var groups = 350
        var schoolsPerGroup = 8
        /// Strong schools of a group; `nil` draws two or three.
        var strongPerGroup: Int?
        /// One stage in every group, for large units; else one or two.
        var isSingleStage = false
        var groupsPerDistrict = 25
    }

    let size: Size
    private var random: SplitMix
    private var schoolCount = 0
    private var teacherCount = 0
    private var files: [String: String] = [:]

    init(_ size: Size, seed: UInt64) {
        self.size = size
        random = SplitMix(state: seed)
    }

    /// Writes `schools.csv`, `teachers.csv`, `needs.csv`, `preferences.csv`, `commute.csv` and
    /// `params.json` to a folder that exists.
    mutating func write(to folder: String) throws {
        files = [
            "schools": "school,district,group,stage,role,x10m,y10m,teachers,capacity\n",
            "teachers": "teacher,school,subject,stage,key,years_at_school,years_to_retirement,"
                + "eligible,ineligible_reason,hardship,willing,home_x10m,home_y10m\n",
            "needs": "school,subject,need,weight\n", "preferences": "teacher,rank,school\n",
            "commute": "teacher,school,minutes,extra_minutes\n",
        ]
        for group in 0..<size.groups { addGroup(group) }
        for (name, text) in files {
            try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name).csv"))
        }
        try Data(CityGenerator.parameters.utf8).write(
            to: URL(fileURLWithPath: "\(folder)/params.json"))
    }

    /// The values of the shared instances.
    static let parameters = """
        {"quota_pct": 20, "max_out_pct": 30, "key_pct": 30, "team_min": 3, "commute_max_min": 60,
         "commute_max_hardship_min": 40, "subject_loss_pct": 25, "subject_loss_floor": 1,
         "min_years_at_school": 6, "min_years_to_retirement": 3,
         "points": {"unmet_per_weight": 100, "surplus": 60, "extra_minute": 1,
         "pref_rank": [0, 10, 20], "pref_unlisted": 40, "pref_none_given": 15, "unwilling": 50,
         "hardship": 80}}

        """

    private struct School {
        let code: String
        let stage: Curriculum
        let isStrong: Bool
        let x: Double
        let y: Double
        let teachers: Int
    }

    private mutating func addGroup(_ number: Int) {
        let district = number / size.groupsPerDistrict + 1
        let code = "D\(digits(district, 2))G\(digits(number % size.groupsPerDistrict + 1, 2))"
        let strong = size.strongPerGroup ?? (random.below(10) < 7 ? 2 : 3)
        let kind = size.isSingleStage ? 0 : random.below(3)
        let (x, y) = (Double(600 + random.below(2000)), Double(600 + random.below(2000)))
        var schools: [School] = []
        for place in 0..<size.schoolsPerGroup {
            let isStrong = place < strong
            let stage =
                kind == 0
                ? Curriculum.primary
                : kind == 1
                    ? .junior : (isStrong ? place : place - strong) % 2 == 0 ? .primary : .junior
            schoolCount += 1
            schools.append(
                School(
                    code: "S\(digits(schoolCount, 5))", stage: stage, isStrong: isStrong,
                    x: x + 269 * random.normal(), y: y + 269 * random.normal(),
                    teachers: 62 + random.below(58)))
        }
        for school in schools {
            let places = school.isStrong ? 0 : 4 + school.teachers / 20 + random.below(5)
            files["schools", default: ""] +=
                "\(school.code),D\(digits(district, 2)),\(code),\(school.stage.name),"
                + "\(school.isStrong ? "strong" : "receiving"),\(Int(school.x)),\(Int(school.y)),"
                + "\(school.teachers),\(places)\n"
            if !school.isStrong { addNeeds(school) }
            let partners = schools.filter { !$0.isStrong && $0.stage == school.stage }
            addTeachers(school, partners: school.isStrong ? partners : [])
        }
    }

    private mutating func addNeeds(_ school: School) {
        for subject in school.stage.subjects {
            let amount = Int(0.08 * Double(school.teachers) * subject.share + random.unit())
            if amount == 0 { continue }
            files["needs", default: ""] +=
                "\(school.code),\(subject.name),\(amount),\(1 + random.below(5))\n"
        }
    }

    private mutating func addTeachers(_ school: School, partners: [School]) {
        let keyShare = school.isStrong ? 0.08 + 0.35 * random.unit() : 0.09
        for _ in 0..<school.teachers {
            teacherCount += 1
            let code = "T\(digits(teacherCount, 6))"
            let subject = school.stage.draw(random.unit())
            let isKey = random.unit() < keyShare
            let (years, left) = (random.below(26), random.below(36))
            let chance = random.unit()
            let reason =
                chance < 0.062
                ? "exempt"
                : chance < 0.108
                    ? "on_rotation"
                    : years < 6 ? "under_6_years" : left < 3 ? "near_retirement" : ""
            let isInHardship = random.unit() < 0.077
            let wish = random.unit()
            let willing = wish < 0.155 ? -1 : wish < 0.305 ? 1 : 0
            let (x, y) = (school.x + 325 * random.normal(), school.y + 325 * random.normal())
            files["teachers", default: ""] +=
                "\(code),\(school.code),\(subject),\(school.stage.name),\(isKey ? 1 : 0),\(years),"
                + "\(left),\(reason.isEmpty ? 1 : 0),\(reason),\(isInHardship ? 1 : 0),\(willing),"
                + "\(Int(x)),\(Int(y))\n"
            if reason.isEmpty, !partners.isEmpty { addWays(code, x, y, school, partners) }
        }
    }

    private mutating func addWays(
        _ teacher: String, _ x: Double, _ y: Double, _ home: School, _ partners: [School]
    ) {
        func minutes(_ school: School) -> Int {
            let (east, north) = (school.x - x, school.y - y)
            return Int(8 + 0.038 * (east * east + north * north).squareRoot())
        }
        for school in partners {
            let way = minutes(school)
            files["commute", default: ""] +=
                "\(teacher),\(school.code),\(way),\(max(0, way - minutes(home)))\n"
        }
        guard random.unit() < 0.7 else { return }
        // Nearer schools are wished for more often.
        var rest = partners.sorted { minutes($0) < minutes($1) }
        for rank in 1...min(3, 1 + random.below(3)) where !rest.isEmpty {
            var place = 0
            while place < rest.count - 1, random.unit() > 0.6 { place += 1 }
            let wished = rest.remove(at: place)
            files["preferences", default: ""] += "\(teacher),\(rank),\(wished.code)\n"
        }
    }

    private func digits(_ number: Int, _ width: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }
}
