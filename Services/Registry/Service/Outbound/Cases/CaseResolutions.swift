import RegistryCore
import TaoliModels
import TaoliPostgres

/// Holds an answer's papers against the resolutions they name: a paper whose reference is
/// `resolution/<id>` rests on what a body of the case's group decided about this very case.
struct CaseResolutions {
    private static let prefix = "resolution/"
    let answer: AnswerStep

    /// - Throws: `not-the-groups-resolution`, `vote-differs`.
    func check(_ item: Case, _ tx: PostgresTransaction) async throws {
        for paper in answer.papers where paper.reference.hasPrefix(Self.prefix) {
            guard let session = try await session(paper, item, tx) else {
                throw Self.notTheGroups(paper.reference)
            }
            if let vote = answer.vote, vote != session.count {
                throw Self.voteDiffers(session.count)
            }
        }
    }

    private func session(_ paper: CasePaper, _ item: Case, _ tx: PostgresTransaction)
        async throws -> DecidedSession?
    {
        let text = String(paper.reference.dropFirst(Self.prefix.count))
        guard let id = ResolutionID(text),
            let resolution = try await ResolutionTable.load(tx, [id]).first,
            resolution.matter == .case(item.id),
            let body = try await BodyTable.load(tx, [resolution.body]).first,
            body.owner.unit.groupID == item.facts.parties.group.rawValue
        else { return nil }
        return resolution.session
    }

    private static func notTheGroups(_ reference: String) -> Refusal {
        Refusal(
            .precondition, "not-the-groups-resolution", clause: "TC-6", field: "papers",
            what: Wording(
                "\(reference) 不是该集团就本事项作出的决议。",
                "\(reference) is no decision of the group's about this case."),
            next: Wording(
                "请先就本事项表决：taoli body propose --matter case。",
                "Let the body vote on this case first: taoli body propose --matter case."))
    }

    private static func voteDiffers(_ count: VoteCount) -> Refusal {
        let figures = "\(count.members)/\(count.present)/\(count.inFavour)"
        return Refusal(
            .invalid, "vote-differs", clause: "TC-6", field: "vote",
            what: Wording(
                "票数与决议不符，决议为 \(figures)。",
                "The count is not the resolution's, which is \(figures)."),
            next: Wording("请按决议填写票数。", "Give the resolution's count."))
    }
}
