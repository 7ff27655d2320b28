import RotationCore
import TaoliModels

/// What is to be explained.
struct ExplainFocus {
    /// Units concerned.
    let units: [PlanUnit]
    /// The only teacher, by number.
    let teacher: Int?
    /// The only school, by number.
    let school: Int?

    /// - Throws: ``CommandFailure`` for codes that the instance does not have.
    init(_ loaded: LoadedInstance, teacher: String?, school: String?, group: String?) throws {
        let instance = loaded.instance
        self.teacher = try teacher.map(loaded.teacher)
        self.school = try school.map(loaded.school)
        let number = try group.map { code in
            guard let number = instance.groups.firstIndex(of: code) else {
                throw CommandFailure(
                    .dataInvalid,
                    Wording("数据中没有集团 \(code)。", "The instance has no group \(code)."),
                    next: Wording("请检查代码。", "Check the code."))
            }
            return number
        }
        let home = self.teacher.map { Int(instance.teachers[$0].school) }
        let own = self.school
        units = PlanUnit.split(instance).filter { unit in
            (home.map(unit.schools.contains) ?? true) && (own.map(unit.schools.contains) ?? true)
                && (number.map(unit.groups.contains) ?? true)
        }
    }

    /// Whether one teacher or school is asked about: only then it is said why somebody stays.
    var isNarrow: Bool { teacher != nil || school != nil }

    /// Whether a move from one school to another is asked about.
    func wants(_ row: Placement, from home: Int) -> Bool {
        (teacher.map { $0 == row.teacher } ?? true)
            && (school.map { $0 == row.school || $0 == home } ?? true)
    }
}
