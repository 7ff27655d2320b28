import TaoliModels
import TaoliPolicy
import Testing

@testable import RegistryCore

/// Walks one case along its chain, step by step.
struct CaseWalk {
    let rules: CaseRules
    let facts: CaseFacts
    let input: GuardInput
    var item: Case
    var effects: [CaseEffect] = []
    var today = CaseExamples.today
    /// What the last answer's events say of the case.
    var news: [CaseNews] = []

    /// Opens a case along a chain of a pack.
    init(
        _ packID: String, _ chainID: String, locality: Locality? = nil, input: GuardInput? = nil
    ) throws {
        let pack = CaseExamples.pack(packID)
        let chain = try #require(pack[ChainsSection.self].chains.first { $0.id == chainID })
        try self.init(pack: pack, chain: chain, locality: locality, input: input)
    }

    init(
        pack: PolicyPack, chain: ChainRule, locality: Locality? = nil, input: GuardInput? = nil
    ) throws {
        rules = CaseRules(pack: pack, chain: chain, workingDays: .shipped)
        facts = CaseExamples.facts(for: chain, of: pack, locality: locality)
        self.input = input ?? CaseExamples.input(for: chain, of: pack)
        let isBuilt = chain.when.built ?? true
        let bureau =
            facts.parties.groupDistrict == CaseExamples.city
            ? CaseExamples.caller(.city, UnitReference(.city, CaseExamples.city.rawValue))
            : CaseExamples.official(of: facts.parties.groupDistrict)
        item = try OpenCase(id: CaseID(.version7()), facts: facts, isBuilt: isBuilt)
            .decide(by: bureau, on: today, pack: pack, workingDays: .shipped).state
    }

    /// The caller whose turn a step is.
    func actor(_ step: String) throws -> Caller {
        let rule = try rules.rule(step)
        let unit = try #require(rules.units(of: rule, in: facts).first)
        let role = try rules.actor(of: rule).role
        return CaseExamples.caller(unit.kind == .city ? .city : role, unit)
    }

    /// An answer that a step takes, with all it asks for.
    func answer(_ step: String, _ outcome: StepOutcome = .yes) throws -> AnswerStep {
        let rule = try rules.rule(step)
        let votes = outcome == .yes ? 7 : 3
        return AnswerStep(
            step: step, outcome: outcome, reason: outcome == .yes ? "" : "材料不全",
            papers: rule.needs.map { CasePaper(kind: $0, reference: "宁教〔2026〕1号") },
            effectiveOn: CaseExamples.consentDay,
            vote: rule.vote == nil ? nil : VoteCount(members: 9, present: 8, inFavour: votes))
    }

    /// Answers at a step as its actor, or as somebody else.
    mutating func take(_ answer: AnswerStep, by caller: Caller? = nil) throws {
        let who = try caller ?? actor(answer.step)
        let result = try answer.decide(item, by: who, on: today, rules, input)
        item = result.decision.state
        news = result.decision.changes.compactMap { change in
            if case .caseStepAnswered(let news, _) = change.event { news } else { nil }
        }
        effects += result.decision.effect.map { [$0] } ?? []
    }

    /// Lets each step that opens say yes, to the end.
    mutating func finish() throws {
        while let step = item.openSteps.first {
            if rules.chain.step(step.id)?.act == .automatic {
                today = CaseExamples.consentDay
                let decision = try #require(
                    RunCaseClock(termUntil: CaseExamples.consentDay).decide(item, on: today, rules))
                item = decision.state
                effects += decision.effect.map { [$0] } ?? []
            } else {
                try take(answer(step.id))
            }
        }
    }

    /// Says yes until a step is open.
    mutating func reach(_ step: String) throws {
        while let open = item.openSteps.first, item.step(step)?.state != .open {
            try take(answer(open.id))
        }
    }

    /// The refusal of an answer; none when it is taken.
    func refusal(_ answer: AnswerStep, by caller: Caller? = nil) throws -> Refusal? {
        let who = try caller ?? actor(answer.step)
        do {
            _ = try answer.decide(item, by: who, on: today, rules, input)
            return nil
        } catch let refusal {
            return refusal
        }
    }
}

/// A chain of a pack and a place of the school for which it is, as a test's argument: each branch
/// that depends on where the school lies is walked.
struct ChainName: CustomTestStringConvertible, Sendable {
    let pack: String
    let chain: String
    let locality: Locality

    var testDescription: String { "\(pack) \(chain) \(locality.rawValue)" }

    static let all: [ChainName] = PolicyPacks.shipped.ids.flatMap { id in
        CaseExamples.pack(id)[ChainsSection.self].chains.flatMap { chain in
            places(chain).map { ChainName(pack: id, chain: chain.id, locality: $0) }
        }
    }

    /// Where the school may lie; a founding has its own district only.
    private static func places(_ chain: ChainRule) -> [Locality] {
        if chain.purpose == .found { return [.sameDistrict] }
        return chain.when.localities.isEmpty
            ? [.sameDistrict, .acrossDistricts] : chain.when.localities
    }
}

extension CaseWalk {
    init(_ name: ChainName) throws {
        try self.init(name.pack, name.chain, locality: name.locality)
    }
}
