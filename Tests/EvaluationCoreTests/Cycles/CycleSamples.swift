import Foundation
import TaoliModels
import TaoliPolicy
import Testing

@testable import EvaluationCore

/// A small cycle under a shipped pack: one group of Haizhu with a lead and two members.
enum CycleSamples {
    static let district = "440105"
    static let group = GroupID(UUID.version7())
    static let lead = SchoolID(UUID.version7())
    static let first = SchoolID(UUID.version7())
    static let second = SchoolID(UUID.version7())
    static let today = CalendarDate(daysSinceEpoch: 20_280)  // 2025-07-11

    static let bureau = caller(.district, .district, district)
    static let foreign = caller(.district, .district, "440104")
    static let council = caller(.group, .group, group.description)

    static func school(_ id: SchoolID) -> Caller { caller(.school, .school, id.description) }

    private static func caller(_ role: Role, _ kind: UnitReference.Kind, _ id: String) -> Caller {
        Caller(
            subject: "somebody", role: role, unit: UnitReference(kind, id),
            scope: .districts([DistrictCode(district)].compactMap(\.self)))
    }

    static func members(membership: UUID = UUID(uuid: UUID_NULL)) throws -> [CycleMember] {
        let code = try #require(DistrictCode(district))
        return [(lead, "龙头", true), (first, "甲校", false), (second, "乙校", false)].map {
            CycleMember(
                group: group, groupName: "桃李集团", school: $0.0, schoolName: $0.1, leads: $0.2,
                stages: [.primary, .junior], sites: [SiteID($0.0.rawValue)],
                membership: membership, districts: [code])
        }
    }

    static func open(
        _ kind: CycleKind = .levels, _ period: String = "2024-2025", pack: String = "XN",
        past: Bool = false, members: [CycleMember]? = nil
    ) throws -> Cycle {
        let open = OpenCycle(
            id: CycleID(.version7()), district: try #require(DistrictCode(district)), kind: kind,
            period: try #require(CyclePeriod(period)), isPast: past, namesGroups: true,
            reason: past ? "补录" : "")
        return try open.decide(
            by: bureau, on: past ? CalendarDate(daysSinceEpoch: 20_400) : today,
            pack: try Packs.pack(pack), members: try members ?? self.members(), running: []
        ).state
    }

    static func level(_ school: SchoolID, _ level: String, evidence: String = "纪要") -> CycleInput {
        CycleInput(
            CycleInput.Key(what: .level, group: group, school: school), level: level,
            evidence: evidence)
    }

    static func computed(_ cycle: Cycle, _ inputs: [CycleInput], pack: String = "XN") throws
        -> (cycle: Cycle, judgement: CycleJudgement)
    {
        let judgement = try CycleJudgement(cycle, try Packs.pack(pack), inputs)
        let decision = try ComputeCycle().decide(
            cycle, by: bureau, on: today, inputs: inputs.count, judgement, .shipped)
        return (decision.state, judgement)
    }
}

private let UUID_NULL: uuid_t = (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
