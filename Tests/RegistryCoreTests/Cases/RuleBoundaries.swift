import TaoliModels
import TaoliPolicy

@testable import RegistryCore

/// One figure held against a rule of a pack: what it allows, or the next that it does not.
struct BoundaryInput: Sendable {
    /// The rule's path in the pack.
    let rule: String
    /// E.g. `11`.
    let figure: String
    let isKept: Bool
    let input: GuardInput
    /// Looked at as a term; `nil` for a rule of composition.
    var term: (mode: String, isExtension: Bool)?

    /// The rules that a pack finds not kept.
    func told(by pack: PolicyPack) -> [String: RuleStrength] {
        let findings =
            term.map {
                TermCheck(pack).findings(input, mode: $0.mode, isExtension: $0.isExtension)
            } ?? CompositionCheck(pack).findings(input) + ConditionCheck(pack).findings(input)
        return Dictionary(findings.map { ($0.source.rule, $0.strength) }) { first, _ in first }
    }
}

/// Makes the inputs at the boundary of each rule of composition and terms, from the pack itself: a
/// rule that is added is tried without a line being written.
enum RuleBoundaries {
    static let packs = ["TC", "JD", "GT", "XN", "SH"]

    static func inputs(_ pack: PolicyPack) -> [BoundaryInput] {
        let section = pack[CompositionSection.self]
        return section.limits.flatMap(inputs) + section.conditions.flatMap(inputs)
            + pack[TermsSection.self].lengths.flatMap(inputs)
    }

    /// The rules that have a boundary.
    static func rules(_ pack: PolicyPack) -> [String] {
        let section = pack[CompositionSection.self]
        return section.limits.map(\.source.rule) + section.conditions.map(\.source.rule)
            + pack[TermsSection.self].lengths.map(\.source.rule)
    }

    private static func inputs(_ rule: LimitRule) -> [BoundaryInput] {
        let figures =
            rule.atMost.map { [($0, true), ($0 + 1, false)] }
            ?? rule.atLeast.map { [($0, true), ($0 - 1, false)] } ?? []
        return figures.map { count, isKept in
            BoundaryInput(
                rule: rule.source.rule, figure: "\(count)", isKept: isKept,
                input: unit(rule, count))
        }
    }

    /// A unit in which the rule counts so many.
    private static func unit(_ rule: LimitRule, _ count: Int) -> GuardInput {
        let lead = CaseExamples.member(.lead, mode: nil, category: nil)
        func members(_ number: Int, _ mode: String? = nil) -> [UnitMember] {
            (0..<max(0, number)).map { _ in CaseExamples.member(mode: mode) }
        }
        let (there, joining): ([UnitMember], [UnitMember]) =
            switch rule.measure {
            case .sites: ([lead] + members(count - 2), members(1))
            case .leads:
                (
                    (0..<count).map { _ in
                        CaseExamples.member(.lead, mode: nil, category: nil)
                    }, members(1)
                )
            case .members: ([lead] + members(count), [])
            case .sitesOfMode: ([lead] + members(count - 1, rule.mode), members(1, rule.mode))
            case .joinedOfMode: ([lead], count == 0 ? members(1) : members(count, rule.mode))
            }
        return GuardInput(members: there, joining: joining, district: CaseExamples.home)
    }

    private static func inputs(_ rule: ConditionRule) -> [BoundaryInput] {
        func input(_ figure: String, _ isKept: Bool, _ member: UnitMember) -> BoundaryInput {
            BoundaryInput(
                rule: rule.source.rule, figure: figure, isKept: isKept,
                input: GuardInput(
                    members: [CaseExamples.member(.lead, mode: nil, category: nil)],
                    joining: [member], district: CaseExamples.home))
        }
        let role = rule.about
        switch rule.test {
        case .public:
            return Ownership.allCases.map {
                input("\($0)", $0 == .public, CaseExamples.member(role, ownership: $0))
            }
        case .built:
            return SchoolStatus.allCases.map {
                input("\($0)", $0 == .open, CaseExamples.member(role, status: $0))
            }
        case .category:
            return (rule.values.map { ($0, true) } + [("another", false)]).map {
                input($0, $1, CaseExamples.member(role, category: $0))
            }
        case .mode:
            return (rule.values.map { ($0, true) } + [("another", false)]).map {
                input($0, $1, CaseExamples.member(role, mode: $0))
            }
        case .sameDistrict:
            return [(CaseExamples.home, true), (CaseExamples.other, false)].map {
                input("\($0)", $1, CaseExamples.member(role, district: $0))
            }
        case .sameTown:
            let lead = CaseExamples.member(.lead, mode: nil, category: nil, town: "江南街道")
            return [("江南街道", true), ("海幢街道", false)].map { town, isKept in
                BoundaryInput(
                    rule: rule.source.rule, figure: town, isKept: isKept,
                    input: GuardInput(
                        members: [lead], joining: [CaseExamples.member(role, town: town)],
                        district: CaseExamples.home))
            }
        case .acrossStages:
            return [(SchoolKind.junior, true), (.primary, false)].map { kind, isKept in
                let facts = SiteFacts(
                    name: "新校", district: CaseExamples.home, kind: kind, ownership: .public,
                    status: .open)
                return input(
                    "\(kind)", isKept, UnitMember(facts, of: SchoolID(.version7()), role: role))
            }
        }
    }

    private static func inputs(_ rule: TermRule) -> [BoundaryInput] {
        let range = rule.years
        let figures = [
            (range.lowerBound - 1, false), (range.lowerBound, true), (range.upperBound, true),
            (range.upperBound + 1, false),
        ]
        return rule.modes.flatMap { mode in
            figures.filter { $0.0 >= 0 }.map { years, isKept in
                BoundaryInput(
                    rule: rule.source.rule, figure: "\(mode) \(years)", isKept: isKept,
                    input: CaseExamples.unit(term: years),
                    term: (mode, rule.counts == .extensions))
            }
        }
    }
}
