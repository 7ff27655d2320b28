import RotationCore
import TaoliModels

/// An instance as tests write it down: lists with names, in any order.
struct Sketch {
    struct School {
        var code: String
        var group = "G1"
        var stage = Stage.primary
        var isStrong = false
        var places = 10
        var isTeamAsked = false
    }

    struct Teacher {
        var code: String
        var school: String
        var subject = "math"
        var stage = Stage.primary
        var isKey = false
        var isEligible = true
        var isInHardship = false
        var willing = 0
        var awayAt: String?
        /// In order of rank.
        var wishes: [String] = []
        /// Minutes and extra minutes by school.
        var ways: [String: (Int, Int)] = [:]
    }

    struct Need {
        var school: String
        var subject = "math"
        var amount = 1
        var weight = 1
    }

    var schools: [School] = []
    var teachers: [Teacher] = []
    var needs: [Need] = []
    var parameters = PlanParameters.shanghai

    /// The instance; codes that are not there end the test.
    var instance: PlanInstance {
        var result = PlanInstance()
        var numbers: [String: Int] = [:]
        for school in schools {
            if numbers[school.code] == nil {
                numbers[school.code] = result.schools.count
                result.schools.append(
                    PlanSchool(
                        code: school.code, stage: school.stage, places: school.places,
                        isTeamAsked: school.isTeamAsked))
            }
            if !result.groups.contains(school.group) { result.groups.append(school.group) }
            result.members.append(
                PlanMember(
                    school: numbers[school.code, default: -1],
                    group: result.groups.firstIndex(of: school.group) ?? -1,
                    isStrong: school.isStrong))
        }
        result.subjects = Array(Set(teachers.map(\.subject) + needs.map(\.subject))).sorted()
        func subject(_ name: String) -> Int { result.subjects.firstIndex(of: name) ?? -1 }
        var wishes: [(Int32, PlanWish)] = []
        var ways: [(Int32, PlanWay)] = []
        for (number, teacher) in teachers.enumerated() {
            result.teachers.append(
                PlanTeacher(
                    code: teacher.code, school: Int32(numbers[teacher.school, default: -1]),
                    subject: Int32(subject(teacher.subject)), stage: teacher.stage,
                    isKey: teacher.isKey, isEligible: teacher.isEligible,
                    isInHardship: teacher.isInHardship, willing: Int8(teacher.willing),
                    awayAt: teacher.awayAt.map { Int32(numbers[$0, default: -1]) }))
            for (rank, code) in teacher.wishes.enumerated() {
                wishes.append(
                    (
                        Int32(number),
                        PlanWish(school: Int32(numbers[code, default: -1]), rank: Int32(rank + 1))
                    ))
            }
            for (code, way) in teacher.ways.sorted(by: { $0.key < $1.key }) {
                ways.append(
                    (
                        Int32(number),
                        PlanWay(
                            school: Int32(numbers[code, default: -1]), minutes: Int32(way.0),
                            extraMinutes: Int32(way.1))
                    ))
            }
        }
        result.wishes = Grouped(
            wishes.map(\.1), owners: wishes.map(\.0), count: teachers.count)
        result.ways = Grouped(ways.map(\.1), owners: ways.map(\.0), count: teachers.count)
        result.needs = Grouped(
            needs.map {
                PlanNeed(subject: subject($0.subject), amount: $0.amount, weight: $0.weight)
            }, owners: needs.map { Int32(numbers[$0.school, default: -1]) },
            count: result.schools.count)
        return result
    }

    /// What the planner says of the only unit.
    func best(_ choices: PlanChoices = .none) -> UnitAnswer {
        let instance = instance
        return UnitPlanner(UnitFacts(PlanUnit.split(instance)[0], of: instance, parameters))
            .best(choices)
    }

    func facts() -> UnitFacts {
        let instance = instance
        return UnitFacts(PlanUnit.split(instance)[0], of: instance, parameters)
    }
}

extension Sketch {
    /// A small unit drawn at random, with parameters that make every rule bind now and then.
    static func random(_ seed: Int, scope: TeamScope, teachers: Int = 8) -> Sketch {
        var random = SplitMix(seed)
        var sketch = Sketch()
        let strong = 1 + random.below(2)
        let receiving = 1 + random.below(3)
        for number in 0..<strong {
            sketch.schools.append(School(code: "A\(number)", isStrong: true))
        }
        for number in 0..<receiving {
            sketch.schools.append(
                School(
                    code: "B\(number)", places: random.pick([0, 2, 3, 4, 6]),
                    isTeamAsked: random.chance(50)))
            for subject in ["math", "art", "pe"] where random.chance(60) {
                sketch.needs.append(
                    Need(
                        school: "B\(number)", subject: subject, amount: random.below(4),
                        weight: random.below(6)))
            }
        }
        for number in 0..<teachers { sketch.addTeacher(number, strong, receiving, &random) }
        sketch.draw(scope, &random)
        return sketch
    }

    private mutating func addTeacher(
        _ number: Int, _ strong: Int, _ receiving: Int, _ random: inout SplitMix
    ) {
        var teacher = Teacher(code: "T\(number)", school: "A\(random.below(strong))")
        teacher.subject = random.pick(["math", "math", "art", "pe"])
        teacher.isKey = random.chance(40)
        teacher.isEligible = random.chance(85)
        teacher.isInHardship = random.chance(20)
        teacher.willing = random.below(3) - 1
        for school in 0..<receiving {
            teacher.ways["B\(school)"] = (10 + random.below(60), random.below(30))
            if random.chance(40) { teacher.wishes.append("B\(school)") }
        }
        teacher.wishes.shuffle(using: &random)
        teachers.append(teacher)
    }

    private mutating func draw(_ scope: TeamScope, _ random: inout SplitMix) {
        parameters.teamScope = scope
        parameters.quotaPercent = random.pick([0, 10, 20, 40, 60])
        parameters.maxOutPercent = random.pick([30, 60, 100])
        parameters.keyPercent = random.pick([0, 30, 50])
        parameters.teamMin = random.pick([1, 2, 2, 3])
        parameters.subjectLossPercent = random.pick([25, 50, 100])
        parameters.subjectLossFloor = random.pick([0, 1, 2])
        parameters.points.unmetPerWeight = random.pick([0, 10, 100])
        parameters.points.surplus = random.pick([0, 60])
        parameters.points.preferenceRanks = random.pick([[0, 10, 20], [0], []])
    }
}
