import TaoliModels
import TaoliPolicy

/// What the rules of agenda items and votes refuse.
enum ResolutionRefusals {
    /// - Throws: `resolution-over`: what was decided once is decided.
    static func check(isOpen resolution: Resolution) throws(Refusal) {
        guard resolution.status == .proposed else {
            throw Refusal(
                .precondition, "resolution-over",
                what: Wording(
                    "该议题已有结果（\(resolution.status.chinese)）。",
                    "The matter is over (\(resolution.status.rawValue))."),
                next: Wording("如需再议，请另行提出议题。", "Put it on the agenda anew."))
        }
    }

    static func noVoteRule(_ kind: BodyRule) -> Refusal {
        Refusal(
            .precondition, "no-vote-rule", clause: kind.source.clause, field: "body_id",
            what: Wording(
                "政策没有写明“\(kind.name.chinese)”如何表决。",
                "The policy does not say how '\(kind.name.english)' votes."),
            next: Wording(
                "教育局可在本区的政策包中增加表决规则。",
                "The bureau may add a rule of votes to the district's pack."))
    }

    static func unknownRule(_ id: String, _ known: [String], _ kind: BodyRule) -> Refusal {
        let near = NearestName.nearest(to: id, in: known) ?? known.joined(separator: ", ")
        return Refusal(
            .invalid, "unknown-vote-rule", clause: kind.source.clause, field: "rule",
            what: Wording("没有表决规则“\(id)”。", "There is no rule of votes '\(id)'."),
            next: Wording("是否为：\(near)？", "Is this meant: \(near)?"))
    }

    static let schoolNeeded = Refusal(
        .invalid, "school-needed", field: "school_id",
        what: Wording("成员校重大事项没有写明学校。", "A member's major matter names no school."),
        next: Wording("请给出成员校。", "Name the member school."))

    static let schoolNotThere = Refusal(
        .precondition, "not-a-member", field: "school_id",
        what: Wording("该校今天不在这个集团。", "The school is not in the group today."),
        next: Wording(
            "请用 taoli group show 查看成员。", "See who is in it with taoli group show."))

    static let notAnAdviser = Refusal(
        .precondition, "not-an-adviser", field: "adviser_id",
        what: Wording(
            "该机构当日不是本单位或其教育局的咨询机构。",
            "On that day this is no advising body of the unit or of its bureau."),
        next: Wording(
            "请用 taoli body list 查看专业委员会。", "See the committees with taoli body list."))

    static let inFuture = Refusal(
        .invalid, "session-in-future", field: "held_on",
        what: Wording("会议日期在今天之后。", "The session lies in the future."),
        next: Wording("会议召开后再记录。", "Record it when it was held."))

    static let noMembers = Refusal(
        .precondition, "no-members", field: "held_on",
        what: Wording("当日没有有表决权的成员。", "Nobody had a vote on that day."),
        next: Wording("请先任命成员。", "Appoint members first."))

    static func notInBody(_ id: AppointmentID) -> Refusal {
        Refusal(
            .invalid, "not-in-body", field: "present",
            what: Wording(
                "\(id) 当日不是该机构的任职。", "\(id) is no appointment of the body on that day."),
            next: Wording(
                "请用 taoli body show --on 查看当日成员。",
                "See who sat there with taoli body show --on."))
    }

    static func presentTwice(_ id: AppointmentID) -> Refusal {
        Refusal(
            .invalid, "present-twice", field: "present",
            what: Wording("\(id) 在到会名单中出现两次。", "\(id) is present twice."),
            next: Wording("每人只写一次。", "Name everybody once."))
    }

    static func notHeard(_ rule: VoteRule) -> Refusal {
        Refusal(
            .precondition, "not-heard", clause: rule.source.clause, field: "hearing",
            what: Wording(
                "没有写明有关成员校的陈述。", "It does not say how the member concerned was heard."),
            next: Wording(
                "请写陈述记录的文号，或其放弃陈述的说明。",
                "Give the record of the hearing, or that the member waived it."))
    }

    static func votedTwice(_ id: AppointmentID) -> Refusal {
        Refusal(
            .invalid, "voted-twice", field: "ballots",
            what: Wording("\(id) 投了两次票。", "\(id) votes twice."),
            next: Wording("每人一票。", "One vote each."))
    }

    static func noVoteHere(_ id: AppointmentID) -> Refusal {
        Refusal(
            .invalid, "no-vote-here", field: "ballots",
            what: Wording(
                "\(id) 没有到会，或对本议题没有表决权。",
                "\(id) was not there, or has no vote in this matter."),
            next: Wording("请去掉这一票，或补写到会。", "Leave the ballot out, or add the presence."))
    }

    static func ballotsMissing(_ count: Int) -> Refusal {
        Refusal(
            .invalid, "ballots-missing", field: "ballots",
            what: Wording(
                "有 \(count) 位到会成员没有票。", "\(count) of those present have no ballot."),
            next: Wording("弃权也请写明。", "Give abstentions too."))
    }

    static func countDiffers(_ total: Int, present: Int) -> Refusal {
        Refusal(
            .invalid, "count-differs", field: "tally",
            what: Wording(
                "赞成、反对、弃权共 \(total) 票，到会有表决权的 \(present) 人。",
                "\(total) votes of \(present) who were there with a vote."),
            next: Wording("请核对票数。", "Check the count."))
    }
}
