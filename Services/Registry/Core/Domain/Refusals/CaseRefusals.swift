package import TaoliModels
import TaoliPolicy

/// What the rules of cases refuse.
package enum CaseRefusals {
    static func noChain(_ rule: AbsentChainRule?) -> Refusal {
        let why = rule?.why ?? Wording("政策没有写明这类事项的程序", "the policy names no procedure for it")
        return Refusal(
            .precondition, "no-chain-in-policy", clause: rule?.source.clause,
            what: Wording(
                "政策中没有这类事项的程序：\(why.chinese)。", "No chain in the policy: \(why.english)."),
            next: Wording(
                "教育局可在本区的政策包中增加程序并说明理由。",
                "The bureau may add a chain to the district's pack, with its reason."))
    }

    static func unknownStep(_ step: String, _ chain: ChainRule) -> Refusal {
        let ids = chain.steps.map(\.id)
        let near = NearestName.nearest(to: step, in: ids) ?? ids.joined(separator: ", ")
        return Refusal(
            .invalid, "unknown-step", field: "step",
            what: Wording(
                "程序 \(chain.id) 没有“\(step)”这一步。", "Chain \(chain.id) has no step '\(step)'."),
            next: Wording("是否为：\(near)？", "Is this meant: \(near)?"))
    }

    static func closed(_ item: Case) -> Refusal {
        Refusal(
            .precondition, "case-closed",
            what: Wording("该事项已结束。", "The case is closed (\(item.status.rawValue))."),
            next: Wording("如有需要，请重新申请。", "Open a new case if it is still wanted."))
    }

    static func notOpen(_ step: CaseStep, _ item: Case) -> Refusal {
        Refusal(
            .precondition, "step-not-open", field: "step",
            what: Wording(
                "“\(step.id)”现在不能办理（\(step.state.chinese)）。",
                "Step \(step.id) cannot be decided now (\(step.state.rawValue))."),
            next: turn(item))
    }

    /// Whose turn it is: at the open steps, and the applicant's where a step came back.
    private static func turn(_ item: Case) -> Wording {
        let open = item.openSteps.map(\.id).joined(separator: ", ")
        let waiting =
            open.isEmpty ? nil : Wording("待办的步骤：\(open)。", "Open now: \(open).")
        guard let back = item.steps.first(where: { $0.state == .returned }) else {
            return waiting ?? Wording("没有待办的步骤。", "No step is open.")
        }
        let came: Wording
        let insists: Wording
        if back.answers.last?.outcome == .no {
            came = Wording("的意见为不同意", "was answered no")
            insists = Wording("，或加 --insist 坚持报审（一次）", ", or insists once with --insist")
        } else {
            came = Wording("已退回补正", "was returned")
            insists = Wording("", "")
        }
        let sent = Wording(
            "步骤 \(back.id) \(came.chinese)：由申请人补正后用 "
                + "taoli case resubmit \(item.id) --reason … 重新提交\(insists.chinese)。",
            "Step \(back.id) \(came.english): the applicant corrects it and sends it again by "
                + "taoli case resubmit \(item.id) --reason …\(insists.english).")
        guard let waiting else { return sent }
        return Wording(waiting.chinese + sent.chinese, waiting.english + " " + sent.english)
    }

    static func notYourStep(_ rule: StepRule, _ actor: ActorRule) -> Refusal {
        Refusal(
            .permission, "not-your-step", clause: rule.source.clause, field: "step",
            what: Wording(
                "“\(rule.name.chinese)”由\(actor.name.chinese)办理。",
                "'\(rule.name.english)' is for the \(actor.name.english)."),
            next: Wording("请由该单位的人员办理或委托。", "Let somebody of that unit act, or be named by them."))
    }

    static func notApplicant(_ field: String) -> Refusal {
        Refusal(
            .permission, "not-the-applicant", field: field,
            what: Wording("只有申请人可以这样做。", "Only the applicant may do this."),
            next: Wording("请由申请单位的人员办理。", "Let somebody of the applicant's unit do it."))
    }

    static func papersMissing(_ missing: [EvidenceRule], _ rule: StepRule) -> Refusal {
        let chinese = missing.map { "\($0.name.chinese)（\($0.id)）" }.joined(separator: "、")
        let english = missing.map { "\($0.name.english) (\($0.id))" }.joined(separator: ", ")
        return Refusal(
            .precondition, "papers-missing",
            clause: missing.first?.source.clause ?? rule.source.clause, field: "papers",
            what: Wording("还缺少材料：\(chinese)。", "These papers are missing: \(english)."),
            next: Wording("请补交后再办理。", "Hand them in with the answer."))
    }

    /// - Parameters:
    ///   - needs: the papers that the step asks for, which are offered first.
    ///   - known: every paper of the policy.
    static func unknownPaper(_ kind: String, needs: [EvidenceRule], known: [String]) -> Refusal {
        let near =
            NearestName.nearest(to: kind, in: needs.map(\.id))
            ?? NearestName.nearest(to: kind, in: known)
        let chinese = needs.map { "\($0.id)（\($0.name.chinese)）" }.joined(separator: "、")
        let english = needs.map { "\($0.id) (\($0.name.english))" }.joined(separator: ", ")
        let all = known.joined(separator: ", ")
        let list =
            needs.isEmpty
            ? Wording("政策中的材料：\(all)。", "The policy's papers: \(all).")
            : Wording("这一步要的材料：\(chinese)。", "This step asks for: \(english).")
        let slip = near.map { Wording("是否为：\($0)？", "Is this meant: \($0)? ") }
        return Refusal(
            .invalid, "unknown-paper", field: "papers",
            what: Wording("政策中没有“\(kind)”这种材料。", "The policy knows no paper '\(kind)'."),
            next: Wording(
                (slip?.chinese ?? "") + list.chinese, (slip?.english ?? "") + list.english))
    }

    static func badReference(max: Int) -> Refusal {
        Refusal(
            .invalid, "bad-reference", field: "papers",
            what: Wording("材料的文号或地址为空或过长。", "A paper's reference is empty or too long."),
            next: Wording("请写 1 到 \(max) 个字。", "Write 1 to \(max) characters."))
    }

    static let reasonNeeded = Refusal(
        .invalid, "reason-needed", field: "reason",
        what: Wording("必须说明理由。", "A reason is needed."),
        next: Wording("请写明理由。", "Say why."))

    static func reasonTooLong(max: Int) -> Refusal {
        Refusal(
            .invalid, "reason-too-long", field: "reason",
            what: Wording("理由过长。", "The reason is too long."),
            next: Wording("请写 \(max) 字以内。", "Write at most \(max) characters."))
    }

    static func cannotSay(_ outcome: StepOutcome, _ rule: StepRule, _ allowed: [StepOutcome])
        -> Refusal
    {
        let names = allowed.map(\.rawValue).joined(separator: ", ")
        return Refusal(
            .invalid, "outcome-not-possible", clause: rule.source.clause, field: "outcome",
            what: Wording(
                "“\(rule.name.chinese)”不能作出“\(outcome.chinese)”（\(outcome.rawValue)）的决定。",
                "'\(rule.name.english)' cannot be answered with \(outcome.rawValue)."),
            next: Wording("可选：\(names)。", "It takes: \(names)."))
    }

    static let effectiveDateNeeded = Refusal(
        .invalid, "effective-date-needed", field: "effective_on",
        what: Wording("没有写明从哪一天起生效。", "It does not say from which day it holds."),
        next: Wording("请写同意文件中的日期。", "Give the date that the consent names."))

    static func effectiveDateFar(_ date: CalendarDate, from today: CalendarDate) -> Refusal {
        let days = date.daysSinceEpoch - today.daysSinceEpoch
        let years = max(1, (abs(days) + 182) / 365)
        return Refusal(
            .invalid, "effective-date-far", field: "effective_on",
            what: Wording(
                "生效日期 \(date) 距今天（\(today)）约 \(years) 年，在今天之\(days > 0 ? "后" : "前")。",
                "The day \(date), from which it would hold, lies about \(years) "
                    + "\(years == 1 ? "year" : "years") \(days > 0 ? "after" : "before") today, "
                    + "\(today)."),
            next: Wording(
                "请核对日期；确是这一天的，请写明理由（--reason）。",
                "Check the date; if it is meant, say why (--reason)."))
    }

    static func ruleBroken(_ finding: RuleFinding) -> Refusal {
        let remedy =
            finding.remedy ?? Wording("请更改所申请的内容。", "Change what is asked for.")
        return Refusal(
            .precondition, "rule-broken", clause: finding.source.clause,
            what: finding.what,
            next: Wording(
                "不符合规则 \(finding.source.rule)，该规则没有例外。\(remedy.chinese)",
                "Rule \(finding.source.rule) knows no exception. \(remedy.english)"))
    }

    static func needsException(_ finding: RuleFinding) -> Refusal {
        Refusal(
            .precondition, "rule-needs-exception", clause: finding.source.clause,
            field: "exceptions", what: finding.what,
            next: Wording(
                "如确有需要，教育局可对规则 \(finding.source.rule) 记录例外并说明理由。",
                "If it must be, the bureau may record an exception from rule "
                    + "\(finding.source.rule) with its reason."))
    }

    static let exceptionsAreTheBureaus = Refusal(
        .permission, "exceptions-are-the-bureaus", field: "exceptions",
        what: Wording(
            "只有教育局在同意时可以记录例外。", "Only a bureau sets rules aside, where it agrees."),
        next: Wording("请去掉例外，由教育局在其步骤中决定。", "Leave them out: the bureau decides at its step."))

    static func nothingToExcept(_ rule: String, broken: [String]) -> Refusal {
        let names = broken.isEmpty ? "–" : broken.joined(separator: ", ")
        return Refusal(
            .invalid, "nothing-to-except", field: "exceptions",
            what: Wording(
                "这一步没有不符合规则 \(rule)。", "Rule \(rule) is not broken at this step."),
            next: Wording("可记录例外的规则：\(names)。", "Rules that may be set aside: \(names)."))
    }

    static let yearsNeeded = Refusal(
        .invalid, "years-needed", field: "years",
        what: Wording("没有写明延长几年。", "It does not say by how many years."),
        next: Wording("请写 1 年或以上。", "Give 1 year or more."))

    static func notALeadersPost(_ post: StaffPost) -> Refusal {
        let leaders = StaffPost.allowed(StaffPost.allCases.filter(\.isLeader))
        return Refusal(
            .invalid, "not-a-leaders-post", field: "post",
            what: Wording(
                "\(post.chinese)不是校级领导岗位；牵头校只对校级领导有任免建议权。",
                "\(post.rawValue) is no leader's post; the lead recommends on leaders only."),
            next: Wording("可用：\(leaders.chinese)。", "Use one of \(leaders.english)."))
    }

    /// Whom a recommendation names must be known, and hold the post that it is to leave.
    package static let notInPost = Refusal(
        .precondition, "not-in-post", field: "person_id",
        what: Wording(
            "登记中没有此人，或此人今天不在该校的这个岗位上。",
            "The register has no such person, or they do not hold that post at the school today."),
        next: Wording(
            "请用 taoli staff list 查人员编号和任职。",
            "Look up the person's id and posts with taoli staff list."))

    static func noTermForMode(_ mode: MembershipModeRule) -> Refusal {
        Refusal(
            .invalid, "no-term-for-mode", clause: mode.source.clause, field: "years",
            what: Wording(
                "“\(mode.name.chinese)”没有合作期限。", "'\(mode.name.english)' has no term."),
            next: Wording("请不要写年数。", "Leave the years out."))
    }

    /// A joining whose mode is missing, or none that the policy takes members in.
    static func modeNeeded(_ rule: ConditionRule, _ modes: [MembershipModeRule]) -> Refusal {
        let allowed = modes.filter { rule.values.contains($0.id) }
        let chinese = allowed.map { "\($0.id)（\($0.name.chinese)）" }.joined(separator: "、")
        let english = allowed.map { "\($0.id) (\($0.name.english))" }.joined(separator: ", ")
        let bound = allowed.filter { $0.term == .bound }.map(\.id).joined(separator: ", ")
        return Refusal(
            .precondition, "mode-needed", clause: rule.source.clause, field: "mode",
            what: Wording(
                "没有写明加入方式，或者不是政策允许的方式。",
                "How the school joins is not said, or is no way that the policy allows."),
            next: Wording(
                "请加上 --mode，可选：\(chinese)"
                    + (bound.isEmpty ? "。" : "；\(bound) 还要加 --years 年数。"),
                "Add --mode, one of: \(english)"
                    + (bound.isEmpty ? "." : "; with \(bound) add --years too.")))
    }

    /// A joining in a mode with a term, of which the length is missing.
    static func termNeeded(_ rule: TermRule, _ mode: Wording) -> Refusal {
        let (least, most) = (rule.years.lowerBound, rule.years.upperBound)
        return Refusal(
            .invalid, "years-needed", clause: rule.source.clause, field: "years",
            what: Wording(
                "“\(mode.chinese)”要写明合作期限。", "'\(mode.english)' needs the length of its term."),
            next: Wording(
                "请加上 --years，一般为 \(least)–\(most) 年。",
                "Add --years, as a rule \(least) to \(most)."))
    }

    static func unknownMode(_ mode: String, _ known: [String]) -> Refusal {
        let near = NearestName.nearest(to: mode, in: known) ?? known.joined(separator: ", ")
        return Refusal(
            .invalid, "unknown-mode", field: "mode",
            what: Wording("政策中没有“\(mode)”这种方式。", "The policy knows no mode '\(mode)'."),
            next: Wording("是否为：\(near)？", "Is this meant: \(near)?"))
    }

    static func unknownKind(_ kind: GroupKind, _ known: [GroupKind]) -> Refusal {
        Refusal(
            .precondition, "unit-kind-not-in-policy", field: "kind",
            what: Wording(
                "政策中没有“\(kind.chinese)”。", "The policy has no unit of kind \(kind.rawValue)."),
            next: Wording(
                "可选：\(known.map(\.chinese).joined(separator: "、"))。",
                "It has: \(known.map(\.rawValue).joined(separator: ", "))."))
    }

    static let voteNeeded = Refusal(
        .invalid, "vote-needed", field: "vote",
        what: Wording("没有写明表决票数。", "The count of the vote is missing."),
        next: Wording("请写应到、实到和赞成人数。", "Give members, present and in favour."))

    static let badVote = Refusal(
        .invalid, "bad-vote", field: "vote",
        what: Wording("表决票数不合理。", "The count of the vote cannot be."),
        next: Wording("赞成不多于实到，实到不多于应到。", "In favour ≤ present ≤ members."))

    static func notQuorate(_ rule: VoteRule) -> Refusal {
        Refusal(
            .precondition, "not-quorate", clause: rule.source.clause, field: "vote",
            what: Wording(
                "实到不足应到的 \(rule.presentAtLeast)/\(rule.presentOf)。",
                "Fewer than \(rule.presentAtLeast)/\(rule.presentOf) of the members were there."),
            next: Wording("请重新召开会议。", "Call another session."))
    }

    static func voteSays(_ outcome: StepOutcome, _ rule: VoteRule) -> Refusal {
        Refusal(
            .invalid, "vote-says-otherwise", clause: rule.source.clause, field: "outcome",
            what: Wording(
                "按票数应为“\(outcome.rawValue)”。", "By the count the answer is \(outcome.rawValue)."),
            next: Wording("请核对票数或决定。", "Check the count or the answer."))
    }

    static let nothingToCorrect = Refusal(
        .precondition, "nothing-to-correct",
        what: Wording("没有退回补正的步骤。", "No step was returned for correction."),
        next: Wording("请查看该事项的待办步骤。", "Look at the open steps of the case."))

    static func mayNotInsist(_ rule: StepRule) -> Refusal {
        Refusal(
            .precondition, "may-not-insist", clause: rule.source.clause,
            what: Wording(
                "只有理事会的初步意见可以坚持报审，且只能一次。",
                "Only a council's opinion can be insisted against, and once."),
            next: Wording("请补正后重新提交。", "Correct it and send it again."))
    }

    /// - Parameter date: from which day it holds, as its consents say.
    static func alreadyDecided(from date: CalendarDate, today: CalendarDate) -> Refusal {
        let isToCome = date > today
        return Refusal(
            .precondition, "already-decided",
            what: Wording(
                isToCome ? "该事项已经决定，自 \(date) 起生效，不能撤回。" : "该事项已于 \(date) 生效，不能撤回。",
                isToCome
                    ? "It is decided, takes effect on \(date) and cannot be withdrawn."
                    : "It took effect on \(date) and cannot be withdrawn."),
            next: Wording("如要改变，请另行申请。", "Open another case to change it."))
    }

    static let groundMismatch = Refusal(
        .invalid, "ground-mismatch", field: "ground",
        what: Wording("强制退出要写明理由类别，其他事项不写。", "A forced exit has a ground, and nothing else has."),
        next: Wording(
            "可写 yearly_failure、veto、disobedience。", "Give yearly_failure, veto or disobedience."))
}
