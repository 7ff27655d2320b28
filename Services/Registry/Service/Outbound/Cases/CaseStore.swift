import Foundation
import RegistryCore
import SwiftProtobuf
import TaoliMessaging
import TaoliModels
import TaoliPolicy
import TaoliPostgres

/// Changes cases: loads under locks, lets Core decide, and returns what is to be written, with what
/// a case brought about. Its transactions see every district, since a case may concern two; who may
/// do what stands in the pack and is Core's to decide.
struct CaseStore: Sendable {
    let commands: CommandExecutor
    let loading: CaseLoading

    init(commands: CommandExecutor, policies: PolicyStore) {
        self.commands = commands
        loading = CaseLoading(policies: policies)
    }

    /// What a decision made of a case, with findings to be said.
    struct Decided: Sendable {
        let decision: CaseDecision
        let findings: [RuleFinding]

        init(_ decision: CaseDecision, findings: [RuleFinding] = []) {
            self.decision = decision
            self.findings = findings
        }
    }

    /// Answers, resubmits, withdraws or delegates.
    /// - Parameters:
    ///   - caller: as signed in; the request's sees every district, as its transaction does.
    ///   - resting: the answer that may rest on resolutions; `nil` for other changes.
    /// - Throws: `not-found`, also for a case that the caller may not see; what `decide` refuses and
    ///   what `CaseResolutions` does.
    func change<Response: SwiftProtobuf.Message & Sendable>(
        _ id: CaseID, by caller: Caller, _ request: CommandRequest, resting: AnswerStep? = nil,
        decide: @escaping @Sendable (LoadedCase, CalendarDate) throws -> Decided,
        respond: @escaping @Sendable (CaseView, [RuleFinding]) throws -> Response
    ) async throws -> Response {
        let loading = loading
        return try await StoreRefusals.explained {
            try await commands.run(request) { tx, _, now in
                try await CaseReads.requireVisible(id, to: caller, field: "case_id", tx)
                let loaded = try await loading.load(id, tx)
                try await resting.map(CaseResolutions.init)?.check(loaded, tx)
                let decided = try decide(loaded, CalendarDate(shanghai: now))
                return try await CaseWriting(loaded: loaded, tx: tx, request: request)
                    .outcome(decided.decision) { try respond($0, decided.findings) }
            }
        }
    }

    /// Opens a case.
    /// - Throws: `no-policy-bound`, `not-found`, `not-a-member`, `group-name-taken`, and what
    ///   `OpenCase` refuses.
    func open<Response: SwiftProtobuf.Message & Sendable>(
        _ form: CaseForm, _ request: CommandRequest,
        respond: @escaping @Sendable (CaseView) throws -> Response
    ) async throws -> Response {
        let loading = loading
        return try await StoreRefusals.explained {
            try await commands.run(request) { tx, _, now in
                let today = CalendarDate(shanghai: now)
                let opening = try await CaseOpening(form: form, loading: loading, tx: tx)
                    .open(by: request.caller, on: today, reason: request.reason)
                return try await CaseWriting(loaded: opening.loaded, tx: tx, request: request)
                    .outcome(opening.decision, respond: respond)
            }
        }
    }
}

/// Writes what a command made of a case, and what the case brought about.
struct CaseWriting {
    let loaded: LoadedCase
    let tx: PostgresTransaction
    let request: CommandRequest

    func outcome<Response: SwiftProtobuf.Message & Sendable>(
        _ decision: CaseDecision, respond: @Sendable (CaseView) throws -> Response
    ) async throws -> CommandOutcome<Response> {
        let (work, statements) = try await work(decision)
        let view = CaseView(
            item: decision.state, rules: loaded.rules, groupName: groupName(decision.state),
            schoolName: try await CaseReads.schoolNames([decision.state], tx).values.first ?? "")
        return CommandOutcome(
            try respond(view), writes: statements, events: try work.events(),
            subjects: work.subjects, districts: work.concerned)
    }

    /// The records that changed, and the statements that write them.
    func work(_ decision: CaseDecision) async throws -> (RegistryWork, [SQL]) {
        var work = RegistryWork()
        if let group = loaded.group { work.load(group) }
        loaded.sites.values.forEach { work.load($0) }
        if let effect = decision.effect {
            let holder = try await nameHolder(effect)
            let reason = request.reason.isEmpty ? loaded.rules.chain.name.chinese : request.reason
            try CaseCarryingOut(loaded: loaded, reason: reason)
                .apply(effect, to: &work, nameHolder: holder)
        }
        work.apply(decision)
        let author = ChangeAuthor(request.caller, reason: request.reason)
        let statements =
            try work.statements(by: author)
            + CaseTable.save(decision.state, faces: CaseFaces.faces(decision.state, loaded.rules))
        return (work, statements)
    }

    private func nameHolder(_ effect: CaseEffect) async throws -> GroupID? {
        guard case .found(_, let name, _, _, _) = effect else { return nil }
        return try await CaseLoading.nameHolder(
            name, in: loaded.item.facts.parties.groupDistrict, tx)
    }

    private func groupName(_ item: Case) -> String {
        if case .found(let name, _, _) = item.facts.proposal { return name }
        return loaded.group?.name ?? ""
    }
}

/// What the step table keeps of the rules.
enum CaseFaces {
    static func faces(_ item: Case, _ rules: CaseRules) -> [String: StepFace] {
        Dictionary(
            uniqueKeysWithValues: rules.chain.steps.map { rule in
                let isAutomatic = rule.act == .automatic
                return (
                    rule.id,
                    StepFace(
                        units: rules.units(of: rule, in: item.facts),
                        isTimed: isAutomatic || rule.missed == .goesOn,
                        actsOn: isAutomatic ? date(item, rules) : nil)
                )
            })
    }

    private static func date(_ item: Case, _ rules: CaseRules) -> CalendarDate? {
        guard case .expire(_, let mode, let until) = item.facts.proposal else { return nil }
        return RunCaseClock.expiry(mode, until: until, in: rules.pack)
    }
}
