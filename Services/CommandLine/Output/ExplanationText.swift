import RotationCore
import TaoliModels

/// An explanation as sentences, one a line.
struct ExplanationText {
    private let record: GroupExplanation
    private let language: Language

    init(_ record: GroupExplanation, _ language: Language) {
        self.record = record
        self.language = language
    }

    /// All of it, each line ended.
    var text: String {
        if let report = record.report { return report.text(language) }
        let points = record.plan.points
        var lines = [
            say(
                "集团 \(record.name)：派出 \(record.plan.moves.count) 人，\(points.total) 分"
                    + "（缺额 \(points.unmet)，超员 \(points.surplus)，通勤 \(points.minutes)，"
                    + "志愿 \(points.preference)，不愿 \(points.unwilling)，困难 \(points.hardship)）",
                "Group \(record.name): \(record.plan.moves.count) sent, \(points.total) points "
                    + "(unmet \(points.unmet), surplus \(points.surplus), minutes "
                    + "\(points.minutes), wishes \(points.preference), unwilling "
                    + "\(points.unwilling), hardship \(points.hardship))")
        ]
        lines += record.violations.map { "  ! " + $0.text.text(in: language) }
        lines += record.going.map { "  " + sentence($0) }
        lines += record.staying.map { "  " + sentence($0.teacher, $0.reason) }
        lines += record.posts.map { "  " + sentence($0) }
        if !record.rules.isEmpty {
            lines.append(say("  没有余地的规则：", "  Rules without room left:"))
            lines += record.rules.map {
                "    "
                    + $0.wording(record.facts, record.instance).citing(record.citations[$0])
                    .text(in: language)
            }
        }
        for (family, saved) in record.prices {
            guard let saved, saved > 0 else { continue }
            lines.append(
                say(
                    "  若放宽“\(family.term.chinese)”可省 \(saved) 分",
                    "  Without the rule \(family.rawValue) it would be \(saved) points fewer"))
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func say(_ chinese: String, _ english: String) -> String {
        language == .zh ? chinese : english
    }

    /// Why somebody goes there.
    func sentence(_ reason: PlanExplainer.GoReason) -> String {
        let instance = record.instance
        let teacher = instance.teachers[reason.placement.teacher]
        let subject = instance.subjectName(Int(teacher.subject)).text(in: language)
        let amount = reason.need?.amount ?? 0
        let weight = reason.need?.weight ?? 0
        let why =
            amount >= reason.coming
            ? say(
                "填补\(subject)需求（需 \(amount) 人，来 \(reason.coming) 人，权重 \(weight)）",
                "fills a need of \(subject) (\(amount) needed, \(reason.coming) come, weight "
                    + "\(weight))")
            : say(
                "\(subject) 需 \(amount) 人而来 \(reason.coming) 人，为满足名额、骨干或组团规则",
                "\(amount) of \(subject) needed, \(reason.coming) come, for the sake of quota, key "
                    + "share or team")
        let key = teacher.isKey ? say("（骨干）", " (key)") : ""
        let route =
            "\(teacher.code)\(key) \(record.code(ofSchool: Int(teacher.school))) -> "
            + record.code(ofSchool: reason.placement.school)
        return say(
            "\(route)：\(why)；本人 \(reason.cost.total) 分；否则：\(text(reason.otherwise))",
            "\(route): \(why); \(reason.cost.total) points of its own; otherwise "
                + text(reason.otherwise))
    }

    /// Why somebody stays.
    func sentence(_ teacher: Int, _ reason: PlanExplainer.StayReason) -> String {
        let code = record.code(ofTeacher: teacher)
        switch reason {
        case .notEligible:
            return say("\(code) 留任：不在可交流之列", "\(code) stays: not eligible")
        case .outOfReach:
            return say(
                "\(code) 留任：通勤限度内没有接收校",
                "\(code) stays: no receiving school within the commute limit")
        case .notNeeded(let alternative):
            return say(
                "\(code) 留任；若派出：\(text(alternative))",
                "\(code) stays; if sent, \(text(alternative))")
        }
    }

    /// Why a post is filled as it is.
    func sentence(_ post: PlanExplainer.PostReason) -> String {
        let school = record.code(ofSchool: record.facts.receivers[post.receiver].school)
        let subject = record.instance.subjectName(post.subject).text(in: language)
        let head = say(
            "\(school) \(subject)：需 \(post.need?.amount ?? 0) 人，来 \(post.coming) 人，"
                + "可派 \(post.candidates) 人",
            "\(school) \(subject): \(post.need?.amount ?? 0) needed, \(post.coming) come of "
                + "\(post.candidates) who could")
        if post.candidates == 0 {
            return head + say("；通勤限度内无人可派", "; nobody is within reach")
        }
        let more = say(
            "；多一人：\(text(post.oneMore))", "; one more: \(text(post.oneMore))")
        let fewer = post.oneFewer.map {
            say("；少一人：\(text($0))", "; one fewer: \(text($0))")
        }
        return head + more + (fewer ?? "")
    }

    private func text(_ alternative: PlanExplainer.Alternative) -> String {
        switch alternative {
        case .impossible: return say("没有符合规则的方案", "no plan keeps every rule")
        case .unfinished: return say("未算完", "not found in time")
        case .costs(let points, let sent, let kept):
            let names = sent.map {
                "\(record.code(ofTeacher: $0.teacher)) -> \(record.code(ofSchool: $0.school))"
            }.joined(separator: ", ")
            let stays = kept.map { record.code(ofTeacher: $0.teacher) }
                .filter { code in !sent.contains { record.code(ofTeacher: $0.teacher) == code } }
                .joined(separator: ", ")
            let more = say("\(signed(points)) 分", "\(signed(points)) points")
            let go = names.isEmpty ? "" : say("，改派 \(names)", ", sending \(names)")
            let stay = stays.isEmpty ? "" : say("，\(stays) 留任", ", with \(stays) staying")
            return more + go + stay
        }
    }

    private func signed(_ value: Int) -> String { value > 0 ? "+\(value)" : String(value) }
}
