package import TaoliModels

/// Makes a year's instance from the facts. Pure: the same facts give the same instance.
///
/// A school that the bureau designated `quality` for the stage sends, one designated `weak` receives
/// (decision 3), by the newest word; where nothing is designated, leads send and members receive. A
/// teacher is eligible with a teaching post in a subject at a sending school, years enough at the
/// school and before retirement (house rules of the pack), and not away; what the bureau recorded
/// goes before.
package struct InstanceAssembly: Sendable {
    private let facts: PlanningFacts
    private let parameters: PlanParameters

    /// What the bureau has to record before a plan can be started.
    package private(set) var missing: [Wording] = []

    /// - Parameter parameters: for the limits of years.
    package init(_ facts: PlanningFacts, _ parameters: PlanParameters) {
        self.facts = facts
        self.parameters = parameters
    }

    /// The part that a school has, and why.
    package func part(of member: PlanningMember) -> (isStrong: Bool, basis: RecordedInstance.Basis)
    {
        let newest = sides(of: member.school).max { $0.validity.from < $1.validity.from }
        guard let newest else { return (member.isLead, .member) }
        return (newest.value == "quality", .designated)
    }

    /// What makes a school send or receive at the stage on that day: what is said of the stage goes
    /// before what is said of all.
    private func sides(of school: SchoolID) -> [PlanningCategory] {
        let own = facts.categories.filter {
            $0.school == school && $0.validity.holds(on: facts.on)
                && ["quality", "weak"].contains($0.value)
                && ($0.stage == nil || $0.stage == facts.stage)
        }
        let ofStage = own.filter { $0.stage != nil }
        return ofStage.isEmpty ? own : ofStage
    }

    /// The instance; what is missing is in ``missing`` afterwards.
    ///
    /// - Parameter names: of schools, for what is missing.
    package mutating func assemble(_ group: GroupID, names: [SchoolID: String])
        -> RecordedInstance
    {
        let members = facts.members.filter { $0.stages.contains(facts.stage) }
            .sorted { $0.school.description < $1.school.description }
        let parts = members.map { ($0.school, part(of: $0)) }
        let torn = members.map(\.school).filter { Set(sides(of: $0).map(\.value)).count > 1 }
        if !torn.isEmpty { missing.append(InstanceAssembly.both(torn, names)) }
        let receivers = parts.filter { !$0.1.isStrong }.map(\.0)
        let senders = Set(parts.filter(\.1.isStrong).map(\.0))
        if senders.isEmpty { missing.append(InstanceAssembly.noSender(facts.stage)) }
        if receivers.isEmpty { missing.append(InstanceAssembly.noReceiver(facts.stage)) }
        let teachers = teachers(members, senders, receivers)
        let guests = guests(outside: Set(teachers.map(\.id)))
        let places = Dictionary(
            facts.inputs.places.filter { $0.stage == facts.stage }.map { ($0.school, $0) },
            uniquingKeysWith: { _, last in last })
        let without = receivers.filter { places[$0] == nil }
        if !without.isEmpty { missing.append(InstanceAssembly.noPlaces(without, names)) }
        noteMissingWays(teachers, receivers, names)
        return RecordedInstance(
            group: group.description, stage: facts.stage.rawValue, year: facts.year.description,
            on: facts.on.description,
            schools: parts.map { school, part in
                RecordedInstance.School(
                    id: school.description, isStrong: part.isStrong, basis: part.basis,
                    places: part.isStrong
                        ? 0 : max(0, (places[school]?.places ?? 0) - guests[school, default: 0]),
                    isTeamAsked: places[school]?.isTeamAsked ?? false)
            },
            teachers: teachers, needs: needs(Set(receivers)))
    }

    private func needs(_ receivers: Set<SchoolID>) -> [RecordedInstance.Need] {
        facts.inputs.needs.filter { $0.stage == facts.stage && receivers.contains($0.school) }
            .map {
                RecordedInstance.Need(
                    school: $0.school.description, subject: $0.subject, posts: $0.posts,
                    weight: $0.weight)
            }
            .sorted { ($0.school, $0.subject) < ($1.school, $1.subject) }
    }

    /// Guests whose home school is not among these, by receiving school.
    private func guests(outside known: Set<String>) -> [SchoolID: Int] {
        var count: [SchoolID: Int] = [:]
        for stay in facts.serving
        where stay.validity.holds(on: facts.on) && stay.share == 100
            && !known.contains(stay.person.description)
        {
            count[stay.receiving, default: 0] += 1
        }
        return count
    }

    private func teachers(
        _ members: [PlanningMember], _ senders: Set<SchoolID>, _ receivers: [SchoolID]
    ) -> [RecordedInstance.Teacher] {
        let stages = Dictionary(
            members.map { ($0.school, $0.stages) }, uniquingKeysWith: { $0.union($1) })
        let keys = Set(
            facts.levels.filter { $0.isKey && $0.validity.holds(on: facts.on) }.map(\.person))
        let serving = facts.serving.filter { $0.validity.holds(on: facts.on) }
        let busy = Set(serving.map(\.person))
        let away = Dictionary(
            serving.filter { $0.share == 100 }.map { ($0.person, $0.receiving) },
            uniquingKeysWith: { first, _ in first })
        let said = Dictionary(
            facts.inputs.teachers.map { ($0.person, $0) }, uniquingKeysWith: { _, last in last })
        let ways = InputWays(facts.inputs.ways, to: receivers)
        var seen: Set<PersonID> = []
        return facts.posts.filter { post in
            guard let own = stages[post.school], post.validity.holds(on: facts.on),
                !post.subject.isEmpty, post.post == .teacher || post.post == .middleManager
            else { return false }
            return post.stage.map { $0 == facts.stage } ?? (own == [facts.stage])
        }
        .sorted { $0.person.description < $1.person.description }
        .filter { seen.insert($0.person).inserted }
        .map { post in
            let input = said[post.person]
            let years = InstanceAssembly.wholeYears(post.schoolSince, facts.on)
            let isSender = senders.contains(post.school)
            let isEligible =
                isSender && !busy.contains(post.person)
                && (input?.isEligible
                    ?? (years >= parameters.minYearsAtSchool
                        && (input?.yearsToRetirement ?? .max) >= parameters.minYearsToRetirement))
            return RecordedInstance.Teacher(
                id: post.person.description, school: post.school.description,
                subject: post.subject, isKey: keys.contains(post.person), isEligible: isEligible,
                isInHardship: input?.isInHardship ?? false, willing: input?.willing ?? 0,
                awayAt: away[post.person]?.description, years: years,
                wishes: (input?.wishes ?? []).filter(receivers.contains).map(\.description),
                ways: isEligible ? ways.of(post.person, at: post.school) : [])
        }
    }

    /// Eligible teachers without a way to every receiving school.
    private mutating func noteMissingWays(
        _ teachers: [RecordedInstance.Teacher], _ receivers: [SchoolID],
        _ names: [SchoolID: String]
    ) {
        var lacking: [SchoolID: Int] = [:]
        for teacher in teachers where teacher.isEligible && teacher.ways.count < receivers.count {
            if let school = SchoolID(teacher.school) { lacking[school, default: 0] += 1 }
        }
        let count = lacking.values.reduce(0, +)
        if count > 0 { missing.append(InstanceAssembly.noWays(count, Array(lacking.keys), names)) }
        if teachers.allSatisfy({ !$0.isEligible }) {
            missing.append(InstanceAssembly.nobodyEligible)
        }
    }

    /// Whole years between two days.
    static func wholeYears(_ from: CalendarDate, _ to: CalendarDate) -> Int {
        ServiceMonths.months(from: from, until: to) / 12
    }
}

/// Ways by owner: a teacher's own go before those of the school.
private struct InputWays {
    private var byPerson: [PersonID: [SchoolID: WayInput]] = [:]
    private var bySchool: [SchoolID: [SchoolID: WayInput]] = [:]
    private let receivers: [SchoolID]

    init(_ ways: [WayInput], to receivers: [SchoolID]) {
        self.receivers = receivers
        for way in ways {
            switch way.owner {
            case .person(let id): byPerson[id, default: [:]][way.to] = way
            case .school(let id): bySchool[id, default: [:]][way.to] = way
            }
        }
    }

    func of(_ person: PersonID, at school: SchoolID) -> [RecordedInstance.Way] {
        receivers.compactMap { receiver in
            (byPerson[person]?[receiver] ?? bySchool[school]?[receiver]).map {
                RecordedInstance.Way(
                    to: receiver.description, minutes: $0.minutes, extra: $0.extraMinutes)
            }
        }
    }
}

extension InstanceAssembly {
    static func noSender(_ stage: Stage) -> Wording {
        Wording(
            "\(stage.chinese)没有派出校：请用 taoli unit category 认定优质校，或确认集团有牵头校。",
            "No school sends at stage \(stage.rawValue): designate a quality school with taoli unit "
                + "category, or see that a lead teaches the stage.")
    }

    static func noReceiver(_ stage: Stage) -> Wording {
        Wording(
            "\(stage.chinese)没有接收校：请用 taoli unit category 认定相对薄弱校，或确认集团有成员校。",
            "No school receives at stage \(stage.rawValue): designate a weak school with taoli unit "
                + "category, or see that a member teaches the stage.")
    }

    static func both(_ schools: [SchoolID], _ names: [SchoolID: String]) -> Wording {
        let list = InstanceAssembly.named(schools, names)
        return Wording(
            "既认定为优质校又认定为相对薄弱校：\(list)；请用 taoli unit end 终止其中一项。",
            "Designated both quality and weak: \(list); end one of them with taoli unit end.")
    }

    static func noPlaces(_ schools: [SchoolID], _ names: [SchoolID: String]) -> Wording {
        let list = InstanceAssembly.named(schools, names)
        return Wording(
            "尚未登记接收名额的学校：\(list)；请用 taoli plan inputs 登记。",
            "Receiving schools without places: \(list); record them with taoli plan inputs.")
    }

    static func noWays(_ count: Int, _ schools: [SchoolID], _ names: [SchoolID: String])
        -> Wording
    {
        let list = InstanceAssembly.named(schools, names)
        return Wording(
            "\(list) 有 \(count) 名可交流教师缺少到接收校的通勤时间；请用 taoli plan inputs 登记。",
            "Eligible teachers of \(list) without a way to every receiving school: \(count); record "
                + "ways with taoli plan inputs.")
    }

    static let nobodyEligible = Wording(
        "没有可交流的教师：请核对在职教师、任教年限和教师情况登记。",
        "No teacher is eligible: look at posts, years at the school and recorded circumstances.")

    private static func named(_ schools: [SchoolID], _ names: [SchoolID: String]) -> String {
        let all = schools.map { names[$0] ?? $0.description }.sorted()
        return all.prefix(5).joined(separator: "、") + (all.count > 5 ? " (+\(all.count - 5))" : "")
    }
}
