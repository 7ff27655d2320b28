import RegistryCore
import TaoliModels
import TaoliPolicy
import TaoliPostgres

/// Holds an answer's papers against the resolutions they name: a paper whose reference is
/// `resolution/<id>` rests on what a body of the case's group decided about this very case, and no
/// yes on what it rejected. A body's own step is answered as that body decided.
struct CaseResolutions {
    private static let prefix = "resolution/"
    let answer: AnswerStep

    /// - Throws: `not-the-groups-resolution`, `resolution-says-otherwise`, `vote-differs`.
    func check(_ loaded: LoadedCase, _ tx: PostgresTransaction) async throws {
        let kind = bodyKind(loaded.rules)
        for paper in answer.papers where paper.reference.hasPrefix(Self.prefix) {
            guard let resolution = try await resolution(paper, kind, loaded.item, tx),
                let session = resolution.session
            else { throw Self.notTheGroups(paper.reference) }
            let isOtherwise =
                switch answer.outcome {
                case .yes: resolution.status != .adopted
                case .no: kind != nil && resolution.status != .rejected
                default: false
                }
            if isOtherwise { throw Self.saysOtherwise(paper.reference, resolution.status) }
            if let vote = answer.vote, vote != session.count {
                throw Self.voteDiffers(session.count)
            }
        }
    }

    /// The kind of body whose step is answered; `nil` where no body acts.
    private func bodyKind(_ rules: CaseRules) -> String? {
        let section = rules.pack[BodiesSection.self]
        guard let step = rules.chain.step(answer.step) else { return nil }
        if let vote = section.votes.first(where: { $0.id == step.vote }) { return vote.body }
        return section.kinds.first { $0.id == step.by }?.id
    }

    private func resolution(
        _ paper: CasePaper, _ kind: String?, _ item: Case, _ tx: PostgresTransaction
    ) async throws -> Resolution? {
        let text = String(paper.reference.dropFirst(Self.prefix.count))
        guard let id = ResolutionID(text),
            let resolution = try await ResolutionTable.load(tx, [id]).first,
            resolution.matter == .case(item.id),
            let body = try await BodyTable.load(tx, [resolution.body]).first,
            body.owner.unit.groupID == item.facts.parties.group.rawValue,
            kind == nil || body.kind == kind
        else { return nil }
        return resolution
    }

    private static func notTheGroups(_ reference: String) -> Refusal {
        Refusal(
            .precondition, "not-the-groups-resolution", field: "papers",
            what: Wording(
                "\(reference) 不是该集团就本事项作出的决议。",
                "\(reference) is no decision of the group's about this case."),
            next: Wording(
                "请先就本事项表决：taoli body propose --matter case。",
                "Let the body vote on this case first: taoli body propose --matter case."))
    }

    private static func saysOtherwise(_ reference: String, _ status: ResolutionStatus) -> Refusal {
        let isAdopted = status == .adopted
        return Refusal(
            .precondition, "resolution-says-otherwise", field: "papers",
            what: Wording(
                "\(reference) \(isAdopted ? "已获通过" : "未获通过")，与本步骤的答复不符。",
                "\(reference) was \(isAdopted ? "adopted" : "rejected"): the answer says otherwise."
            ),
            next: Wording(
                "请按决议答复，或重新表决后附上新的决议。",
                "Answer as it was decided, or let the body vote again and name that resolution."))
    }

    private static func voteDiffers(_ count: VoteCount) -> Refusal {
        let figures = "\(count.members)/\(count.present)/\(count.inFavour)"
        return Refusal(
            .invalid, "vote-differs", field: "vote",
            what: Wording(
                "票数与决议不符，决议为 \(figures)。",
                "The count is not the resolution's, which is \(figures)."),
            next: Wording("请按决议填写票数。", "Give the resolution's count."))
    }
}
