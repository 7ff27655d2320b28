// Literals of the tests themselves: one that is no code or date should end the run.
// swift-format-ignore-file: NeverForceUnwrap

import TaoliModels
import TaoliPolicy
import Testing

@testable import RegistryCore

/// Bodies of a group of Haizhu as the tests use them.
enum BodyExamples {
    static let group = UnitReference(.group, GroupID(.version7()).description)
    static let owner = UnitOwnership(
        unit: group, district: Example.haizhu, districts: [Example.haizhu])
    static let bureau = UnitOwnership(
        unit: UnitReference(.district, "440105"), district: Example.haizhu,
        districts: [Example.haizhu])
    static let today = Example.day("2026-09-15")
    static let start = Example.day("2026-09-01")

    static func pack(_ id: String) -> PolicyPack { PolicyPacks.shipped[id]! }

    /// A unit of the kind that such a body is for.
    static func owner(of rule: BodyRule) -> UnitOwnership {
        switch rule.place {
        case .group: owner
        case .districtBureau, .districtGovernment: bureau
        case .school:
            UnitOwnership(
                unit: UnitReference(.school, SchoolID(.version7()).description),
                district: Example.haizhu, districts: [Example.haizhu])
        case .city:
            UnitOwnership(
                unit: UnitReference(.city, "440100"), district: Example.city,
                districts: [Example.city])
        }
    }

    static func official(_ code: String = "440105") -> Caller {
        let district = DistrictCode(code)!
        return Caller(
            subject: "0199c2f3-0000-7000-8000-000000000001", role: .district,
            unit: UnitReference(.district, code), scope: .districts([district]))
    }

    static func of(_ unit: UnitReference) -> Caller {
        Caller(
            subject: "0199c2f3-0000-7000-8000-000000000002",
            role: unit.kind == .school ? .school : .group, unit: unit,
            scope: .districts([Example.haizhu]))
    }

    static func rules(_ pack: String, _ kind: String = "council") throws -> BodyRules {
        try BodyRules(kind, in: self.pack(pack))
    }

    static func body(_ rules: BodyRules, owner: UnitOwnership? = nil) throws -> Body {
        let owner = owner ?? self.owner(of: rules.kind)
        return try EstablishBody(
            id: BodyID(.version7()), kind: rules.kind.id, name: "", owner: owner, from: start
        ).decide(
            by: city, pack: rules.pack, lifetime: Validity(from: Example.day("2020-09-01")),
            others: []
        ).state
    }

    static let city = Caller(
        subject: "0199c2f3-0000-7000-8000-000000000003", role: .city,
        unit: UnitReference(.city, "440100"), scope: .all)

    /// Somebody for a post, from the body's first day on.
    static func appointing(
        _ post: String, _ holder: PostHolder? = nil, for school: SchoolID? = nil,
        from: CalendarDate = start, until: CalendarDate? = nil
    ) -> AppointMember {
        AppointMember(
            id: AppointmentID(.version7()), post: post,
            holder: holder ?? .person(PersonID(.version7())),
            unit: school.map { UnitReference(.school, $0.description) }, from: from, until: until)
    }

    /// A council of so many members, each for a school of its own.
    static func council(_ pack: String, members: Int) throws -> (Body, BodyRules, [SchoolID]) {
        let rules = try rules(pack)
        var body = try body(rules)
        let schools = (0..<members).map { _ in SchoolID(.version7()) }
        let lead = schools.first.map { Set([$0]) } ?? []
        let facts = HolderFacts(
            principalOf: Set(schools),
            schools: UnitSchools(leads: lead, members: Set(schools.dropFirst())))
        for (index, school) in schools.enumerated() {
            let post =
                switch pack {
                case "TC": index == 0 ? "chair" : "deputy_chair"
                case "XN": "council_member"
                default: BodyRules.plainPost
                }
            body = try appointing(post, for: school).decide(body, by: city, rules, facts)
                .decision.state
        }
        return (body, rules, schools)
    }

    /// The members who sit for these schools, in their order.
    static func seats(_ body: Body, _ schools: some Sequence<SchoolID>) -> [AppointmentID] {
        schools.compactMap { school in body.appointments.first { $0.school == school }?.id }
    }

    static func item(
        _ body: Body, _ rules: BodyRules, about school: SchoolID? = nil, in schools: [SchoolID]
    ) throws -> ResolutionDecision {
        try ProposeResolution(
            id: ResolutionID(.version7()), title: "学校更名",
            matter: school == nil ? .general : .member, concerned: school
        ).decide(body, by: city, on: today, rules, UnitSchools(members: Set(schools)))
    }

    static func session(
        present: [AppointmentID], favour: Int, against: Int = 0, abstained: Int? = nil,
        voting: Int? = nil, hearing: String = "陈述记录 1 号", on day: CalendarDate = today
    ) -> DecideResolution {
        let voting = voting ?? present.count
        return DecideResolution(
            heldOn: day, rule: nil, present: present,
            count: .counted(
                VoteTally(
                    inFavour: favour, against: against,
                    abstained: abstained ?? (voting - favour - against))),
            hearing: hearing, minutes: "纪要〔2026〕1号")
    }
}
