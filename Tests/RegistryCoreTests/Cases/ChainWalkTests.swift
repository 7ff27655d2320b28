import TaoliModels
import TaoliPolicy
import Testing

@testable import RegistryCore

/// XN-10 to XN-21, TC-25, SH-1: every chain of every pack, through every branch.
@Suite("Cases along their chains")
struct ChainWalkTests {
    @Test(
        "Every step says yes: the case is completed and brings about one effect",
        arguments: ChainName.all)
    func completes(_ name: ChainName) throws {
        var walk = try CaseWalk(name)
        try walk.finish()
        #expect(walk.item.status == .completed)
        #expect(walk.item.effectiveOn == CaseExamples.consentDay)
        let (site, group) = (CaseExamples.site, CaseExamples.group)
        let day = CaseExamples.consentDay
        let effect = try #require(walk.effects.first)
        #expect(walk.effects.count == 1)
        switch walk.facts.proposal {
        case .found(_, let kind, _):
            #expect(effect == .found(group, name: "桃李集团", kind: kind, leads: [site], on: day))
        case .join(_, let mode, _, let years):
            let until = years == nil ? nil : CaseExamples.day("2029-09-01")
            #expect(effect == .begin(site, in: group, mode: mode, on: day, termUntil: until))
        case .leave, .expel, .expire: #expect(effect == .end(site, in: group, on: day))
        case .extend:
            let until = CaseExamples.day("2028-09-01")
            #expect(effect == .extend(site, in: group, termUntil: until))
        case .recommend(_, _, let advice):
            #expect(effect == .advised(advice, at: site, on: day))
        }
    }

    @Test(
        "A step is for its actor alone: another role, another district's bureau, another school",
        arguments: ChainName.all)
    func wrongActor(_ name: ChainName) throws {
        var walk = try CaseWalk(name)
        let strangers = [
            CaseExamples.official(of: CaseExamples.district("450109")),
            CaseExamples.caller(.school, UnitReference(.school, SchoolID(.version7()).description)),
            CaseExamples.caller(.group, UnitReference(.group, GroupID(.version7()).description)),
            CaseExamples.caller(.auditor, UnitReference(.city, CaseExamples.city.rawValue)),
            CaseExamples.caller(.service, UnitReference(.city, CaseExamples.city.rawValue)),
        ]
        var looked = 0
        while let step = walk.item.openSteps.first {
            let rule = try #require(walk.rules.chain.step(step.id))
            let isAutomatic = rule.act == .automatic
            let own = walk.rules.units(of: rule, in: walk.facts)
            // The bureau of the other side has no say at this side's steps, and the other way.
            let bureaus = [CaseExamples.home, CaseExamples.other]
                .filter { !own.contains(UnitReference(.district, $0.rawValue)) }
                .map(CaseExamples.official)
            for stranger in strangers + bureaus {
                let answer = try walk.answer(step.id)
                let refusal = try #require(try walk.refusal(answer, by: stranger))
                #expect(refusal.slug == "not-your-step" && refusal.kind == .permission)
                looked += 1
            }
            guard !isAutomatic else { break }
            try walk.take(walk.answer(step.id))
        }
        #expect(looked >= strangers.count)
    }

    @Test("A step that is not open is refused, and so is a second answer", arguments: ChainName.all)
    func wrongOrder(_ name: ChainName) throws {
        var walk = try CaseWalk(name)
        while let step = walk.item.openSteps.first,
            walk.rules.chain.step(step.id)?.act != .automatic
        {
            for waiting in walk.item.steps where waiting.state == .waiting {
                guard walk.rules.chain.step(waiting.id)?.act != .automatic else { continue }
                #expect(try walk.refusal(walk.answer(waiting.id))?.slug == "step-not-open")
            }
            let answer = try walk.answer(step.id)
            let actor = try walk.actor(step.id)
            try walk.take(answer)
            let again = try walk.refusal(answer, by: actor)?.slug
            #expect(again == (walk.item.status.isClosed ? "case-closed" : "step-not-open"))
        }
    }

    @Test(
        "A yes without the papers that the step asks for is refused by its clause",
        arguments: ChainName.all)
    func papers(_ name: ChainName) throws {
        var walk = try CaseWalk(name)
        while let step = walk.item.openSteps.first, let rule = walk.rules.chain.step(step.id),
            rule.act != .automatic
        {
            let full = try walk.answer(step.id)
            if !rule.needs.isEmpty {
                let bare = AnswerStep(
                    step: step.id, outcome: .yes, papers: Array(full.papers.dropLast()),
                    effectiveOn: full.effectiveOn, vote: full.vote)
                let refusal = try #require(try walk.refusal(bare))
                #expect(refusal.slug == "papers-missing")
                #expect(refusal.what.english.contains(try #require(rule.needs.last)))
            }
            try walk.take(full)
        }
    }

    @Test(
        "A no does what the pack says: closed, dropped, returned, gone on or waiting",
        arguments: ChainName.all)
    func refusals(_ name: ChainName) throws {
        let chain = try CaseWalk(name).rules.chain
        for rule in chain.steps where rule.act.outcomes(refusal: rule.refusal).contains(.no) {
            guard chain.purpose != .expire || rule.id == "A.2" else { continue }
            var walk = try CaseWalk(name)
            try walk.reach(rule.id)
            guard isAsked(rule, in: walk) else { continue }
            let before = walk.effects
            #expect(before.isEmpty || rule.isOptional)
            try walk.take(walk.answer(rule.id, .no))
            #expect(walk.effects == before)
            switch rule.refusal {
            case .closes: #expect(walk.item.status == .refused)
            case .drops: #expect(walk.item.status == .dropped)
            case .insists: #expect(walk.item.status == .returned)
            case .goesOn: #expect(walk.item.step(rule.id)?.state == .over)
            case .waits: #expect(walk.item.step(rule.id)?.state == .open)
            case .impossible, .records: Issue.record("\(rule.id) cannot say no")
            }
            if walk.item.status.isClosed {
                #expect(walk.item.openSteps.isEmpty)
                #expect(try walk.refusal(walk.answer(rule.id))?.slug == "case-closed")
            }
        }
    }

    @Test(
        "Returned for correction: no deadline runs, and the applicant sends it again",
        arguments: ChainName.all)
    func returns(_ name: ChainName) throws {
        let chain = try CaseWalk(name).rules.chain
        for rule in chain.steps where rule.act.outcomes(refusal: rule.refusal).contains(.returned) {
            var walk = try CaseWalk(name)
            try walk.reach(rule.id)
            guard isAsked(rule, in: walk) else { continue }
            let wasEffective = walk.item.effectiveOn != nil
            try walk.take(walk.answer(rule.id, .returned))
            #expect(walk.item.status == (wasEffective ? .decided : .returned))
            #expect(walk.item.step(rule.id)?.dueOn == nil)
            let applicant = walk.item.openedBy
            let caller = Caller(
                subject: applicant.subject, role: applicant.role, unit: applicant.unit, scope: .all)
            let again = try ResubmitCase(reason: "已补正").decide(
                walk.item, by: caller, on: walk.today, walk.rules)
            #expect(again.state.step(rule.id)?.state == .open)
            let insisting = ResubmitCase(reason: "坚持", insists: true)
            #expect(throws: Refusal.self) {
                try insisting.decide(walk.item, by: caller, on: walk.today, walk.rules)
            }
        }
    }

    /// Whether a step that the walk went for is open; one that is no part of the case, or of which
    /// the other side is only informed, must be passed over, and no other may be.
    private func isAsked(_ rule: StepRule, in walk: CaseWalk) -> Bool {
        let state = walk.item.step(rule.id)?.state
        guard walk.facts.meets(rule.condition) else {
            #expect(state == .skipped, "\(rule.id)")
            return false
        }
        guard rule.otherSide != .informed else {
            #expect(state == .over, "\(rule.id)")
            return false
        }
        #expect(state == .open, "\(rule.id)")
        return true
    }

    @Test(
        "Before it came about the applicant may withdraw; after it nobody may",
        arguments: ChainName.all)
    func withdraws(_ name: ChainName) throws {
        var walk = try CaseWalk(name)
        let caller = Caller(
            subject: "x", role: walk.item.openedBy.role, unit: walk.item.openedBy.unit, scope: .all)
        let taken = try WithdrawCase(reason: "不再需要").decide(
            walk.item, by: caller, on: walk.today, walk.rules)
        #expect(taken.state.status == .withdrawn)
        let end = CaseClosing(by: CaseSignature(caller), on: walk.today, reason: "不再需要")
        #expect(taken.state.closing == end)
        #expect(taken.changes.map(\.event.name) == ["CaseClosed"])
        try walk.finish()
        do {
            _ = try WithdrawCase(reason: "后悔").decide(
                walk.item, by: caller, on: walk.today, walk.rules)
            Issue.record("withdrawn after its end")
        } catch let refusal {
            #expect(["case-closed", "already-decided"].contains(refusal.slug))
        }
    }
}
