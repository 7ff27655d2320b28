package import TaoliModels

/// A recorded instance as the planner reads it, and the ids behind its numbers.
package struct RecordedProblem: Sendable {
    /// What is kept.
    package let recorded: RecordedInstance
    /// The same as the planner reads it.
    package let instance: PlanInstance
    /// Quotas, caps and possible moves.
    package let facts: UnitFacts
    /// By number in the instance; schools outside the group, where people are away, come last.
    package let schoolIDs: [SchoolID]
    /// By number in the instance.
    package let personIDs: [PersonID]

    /// - Parameter names: what schools are called in reasons; one without a name shows its id.
    /// - Throws: `RecordedProblem.Unreadable` for what no service wrote.
    package init(
        _ recorded: RecordedInstance, _ parameters: PlanParameters, names: [SchoolID: String] = [:]
    ) throws(Unreadable) {
        var draft = try ProblemDraft(recorded, names)
        try draft.addTeachers()
        try draft.addNeeds()
        guard let unit = PlanUnit.split(draft.instance).first else { throw Unreadable() }
        self.recorded = recorded
        instance = draft.instance
        schoolIDs = draft.schoolIDs
        personIDs = draft.personIDs
        facts = UnitFacts(unit, of: draft.instance, parameters)
    }

    /// What is kept is no instance.
    package struct Unreadable: Error, Hashable {}

    /// The moves of a plan as they are kept and shown, by person.
    package func moves(_ plan: [Placement]) -> [PlannedMove] {
        plan.map { row in
            let teacher = recorded.teachers[row.teacher]
            let way = instance.ways[row.teacher].first { Int($0.school) == row.school }
            let wish = instance.wishes[row.teacher].first { Int($0.school) == row.school }
            return PlannedMove(
                person: personIDs[row.teacher], home: schoolIDs[number(of: row.teacher)],
                receiving: schoolIDs[row.school], subject: teacher.subject, isKey: teacher.isKey,
                minutes: Int(way?.minutes ?? 0), extraMinutes: Int(way?.extraMinutes ?? 0),
                wish: wish.map { Int($0.rank) }, isInHardship: teacher.isInHardship,
                willing: teacher.willing)
        }
        .sorted { $0.person.description < $1.person.description }
    }

    /// The rows of kept moves; a move of somebody unknown is left out.
    package func placements(_ moves: [PlannedMove]) -> [Placement] {
        moves.compactMap { move in
            guard let teacher = personIDs.firstIndex(of: move.person),
                let school = schoolIDs.firstIndex(of: move.receiving)
            else { return nil }
            return Placement(teacher: teacher, school: school)
        }
    }

    private func number(of teacher: Int) -> Int { Int(instance.teachers[teacher].school) }
}

/// The steps from what is kept to an instance.
private struct ProblemDraft {
    let recorded: RecordedInstance
    let stage: Stage
    var instance = PlanInstance()
    var schoolIDs: [SchoolID] = []
    var personIDs: [PersonID] = []
    private var schoolNumbers: [String: Int] = [:]
    private var subjectNumbers: [String: Int] = [:]

    init(_ recorded: RecordedInstance, _ names: [SchoolID: String])
        throws(RecordedProblem.Unreadable)
    {
        guard let stage = Stage(rawValue: recorded.stage) else {
            throw RecordedProblem.Unreadable()
        }
        self.recorded = recorded
        self.stage = stage
        instance.groups = [recorded.group]
        let count = Dictionary(grouping: names.values, by: \.self)
        for school in recorded.schools {
            guard let id = SchoolID(school.id) else { throw RecordedProblem.Unreadable() }
            let name = names[id].flatMap { count[$0]?.count == 1 ? $0 : nil }
            add(id, name ?? school.id, school.places, school.isTeamAsked)
            instance.members.append(
                PlanMember(
                    school: instance.schools.count - 1, group: 0, isStrong: school.isStrong))
        }
    }

    private mutating func add(_ id: SchoolID, _ code: String, _ places: Int, _ team: Bool) {
        schoolNumbers[id.description] = instance.schools.count
        schoolIDs.append(id)
        instance.schools.append(
            PlanSchool(code: code, stage: stage, places: places, isTeamAsked: team))
    }

    mutating func addTeachers() throws(RecordedProblem.Unreadable) {
        var wishes: [PlanWish] = []
        var wishers: [Int32] = []
        var ways: [PlanWay] = []
        var travellers: [Int32] = []
        for teacher in recorded.teachers {
            guard let id = PersonID(teacher.id), let school = schoolNumbers[teacher.school] else {
                throw RecordedProblem.Unreadable()
            }
            let number = Int32(personIDs.count)
            personIDs.append(id)
            for (rank, wish) in teacher.wishes.enumerated() {
                guard let school = schoolNumbers[wish] else { continue }
                wishes.append(PlanWish(school: Int32(school), rank: Int32(rank + 1)))
                wishers.append(number)
            }
            for way in teacher.ways {
                guard let school = schoolNumbers[way.to] else { continue }
                ways.append(
                    PlanWay(
                        school: Int32(school), minutes: Int32(way.minutes),
                        extraMinutes: Int32(way.extra)))
                travellers.append(number)
            }
            instance.teachers.append(
                PlanTeacher(
                    code: teacher.id, school: Int32(school), subject: subject(teacher.subject),
                    stage: stage, isKey: teacher.isKey, isEligible: teacher.isEligible,
                    isInHardship: teacher.isInHardship, willing: Int8(teacher.willing),
                    awayAt: try away(teacher), years: Int32(teacher.years)))
        }
        let count = personIDs.count
        instance.wishes = Grouped(wishes, owners: wishers, count: count)
        instance.ways = Grouped(ways, owners: travellers, count: count)
    }

    private mutating func away(_ teacher: RecordedInstance.Teacher)
        throws(RecordedProblem.Unreadable) -> Int32?
    {
        guard let away = teacher.awayAt else { return nil }
        if let known = schoolNumbers[away] { return Int32(known) }
        guard let id = SchoolID(away) else { throw RecordedProblem.Unreadable() }
        add(id, away, 0, false)
        return Int32(instance.schools.count - 1)
    }

    mutating func addNeeds() throws(RecordedProblem.Unreadable) {
        var needs: [PlanNeed] = []
        var owners: [Int32] = []
        for need in recorded.needs {
            guard let school = schoolNumbers[need.school] else {
                throw RecordedProblem.Unreadable()
            }
            needs.append(
                PlanNeed(
                    subject: Int(subject(need.subject)), amount: need.posts, weight: need.weight))
            owners.append(Int32(school))
        }
        instance.needs = Grouped(needs, owners: owners, count: instance.schools.count)
    }

    private mutating func subject(_ name: String) -> Int32 {
        if let known = subjectNumbers[name] { return Int32(known) }
        subjectNumbers[name] = instance.subjects.count
        instance.subjects.append(name)
        return Int32(instance.subjects.count - 1)
    }
}
