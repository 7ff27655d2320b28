import TaoliModels
import TaoliPolicy

/// What the rules of documents refuse.
enum DocumentRefusals {
    static func unknownKind(_ kind: String, _ known: [String]) -> Refusal {
        Refusal(
            .invalid, "unknown-document-kind", field: "kind",
            what: Wording("政策中没有“\(kind)”这种文件。", "The policy knows no document '\(kind)'."),
            next: NearestRight.next(
                to: kind, in: known,
                none: Wording(
                    "请先在政策包的 documents.kinds 中写出文件。",
                    "Write the documents in documents.kinds of the pack first.")))
    }

    static func ofCase(_ rule: DocumentRule) -> Refusal {
        Refusal(
            .precondition, "document-of-case", clause: rule.source.clause, field: "kind",
            what: Wording(
                "“\(rule.name.chinese)”是事项的材料。",
                "'\(rule.name.english)' is a paper of a case."),
            next: Wording(
                "请在办理该事项的步骤时用 --paper 提交。",
                "Hand it in with the case's step: taoli case decide … --paper."))
    }

    static func wrongUnit(_ rule: DocumentRule, _ kind: UnitReference.Kind) -> Refusal {
        Refusal(
            .invalid, "wrong-unit", clause: rule.source.clause, field: "unit",
            what: Wording(
                "“\(rule.name.chinese)”不是这类单位的文件。",
                "'\(rule.name.english)' is no document of such a unit."),
            next: Wording(
                "请给出 \(kind.rawValue)/… 形式的单位。",
                "Name a unit of the form \(kind.rawValue)/…."))
    }

    static func wrongPeriod(_ rule: DocumentRule) -> Refusal {
        let (chinese, english) =
            switch rule.every {
            case .once: ("不写学年", "give no school year")
            case .schoolYear: ("写一个学年", "give the school year")
            case .threeYears: ("写三年中的第一个学年", "give the first of its three school years")
            case .term: ("写学年和学期（1 或 2）", "give the school year and the term, 1 or 2")
            }
        return Refusal(
            .invalid, "wrong-period", clause: rule.source.clause, field: "school_year",
            what: Wording(
                "“\(rule.name.chinese)”的时期写得不对。",
                "The time is not one of '\(rule.name.english)'."),
            next: Wording("请\(chinese)。", "Please \(english)."))
    }

    static func exists(_ other: Document, _ rule: DocumentRule) -> Refusal {
        let period = other.period.text
        // A standing document is for no time in particular.
        let time =
            period.isEmpty ? Wording("", "") : Wording(" \(period) 的", " for \(period)")
        return Refusal(
            .alreadyExists, "document-exists", clause: rule.source.clause, field: "kind",
            what: Wording(
                "该单位已有\(time.chinese)“\(rule.name.chinese)”。",
                "The unit has '\(rule.name.english)'\(time.english) already."),
            next: Wording(
                "请为它提出新版本：taoli document version \(other.id)。",
                "Propose another version of it: taoli document version \(other.id)."))
    }

    static func unknownChapter(_ id: String, _ known: [String], _ rule: DocumentRule) -> Refusal {
        Refusal(
            .invalid, "unknown-chapter", clause: rule.source.clause, field: "chapters",
            what: Wording(
                "“\(rule.name.chinese)”没有“\(id)”这一方面。",
                "'\(rule.name.english)' has no chapter '\(id)'."),
            next: NearestRight.next(
                to: id, in: known,
                none: Wording(
                    "这种文件不分方面；请不写。", "Such a document has no chapters: leave them out.")))
    }

    static let sameContent = Refusal(
        .alreadyExists, "same-content", field: "content",
        what: Wording("内容与最新版本相同。", "The content is that of the newest version."),
        next: Wording("无需再次提出。", "There is nothing to propose."))

    static func unknownVersion(_ number: Int) -> Refusal {
        Refusal(
            .notFound, "unknown-version", field: "version",
            what: Wording("没有第 \(number) 版。", "There is no version \(number)."),
            next: Wording(
                "请用 taoli document show 查看版本。", "See the versions with taoli document show."))
    }

    static func superseded(_ number: Int) -> Refusal {
        Refusal(
            .precondition, "version-superseded", field: "version",
            what: Wording("第 \(number) 版已被新版本代替。", "A newer one replaced version \(number)."),
            next: Wording("请用最新版本。", "Use the newest version."))
    }

    static func notToBeAccepted(_ rule: DocumentRule) -> Refusal {
        Refusal(
            .precondition, "not-to-be-accepted", clause: rule.source.clause,
            what: Wording(
                "“\(rule.name.chinese)”不需要认可，提出即生效。",
                "'\(rule.name.english)' needs no acceptance: it holds when it is proposed."),
            next: Wording("无需办理。", "Nothing is to be done."))
    }

    static func acceptedOtherwise(_ rule: DocumentRule) -> Refusal {
        let isCouncil = rule.acceptedBy == .council
        return Refusal(
            .precondition, "accepted-otherwise", clause: rule.source.clause,
            what: Wording(
                isCouncil ? "该文件由理事会表决通过。" : "该文件由每所学校分别认可。",
                isCouncil
                    ? "The council accepts this document." : "Each school accepts this document."),
            next: Wording(
                isCouncil ? "请给出理事会的决议 --resolution。" : "请给出学校 --school。",
                isCouncil
                    ? "Name the council's resolution: --resolution."
                    : "Name the school: --school."))
    }

    static func notYourSchool(_ rule: DocumentRule) -> Refusal {
        Refusal(
            .permission, "not-your-school", clause: rule.source.clause, field: "school_id",
            what: Wording("只有该校自己可以认可。", "Only the school itself accepts."),
            next: Wording("请由该校人员办理。", "Let somebody of that school do it."))
    }

    static let alreadyAccepted = Refusal(
        .alreadyExists, "already-accepted",
        what: Wording("已经认可过这一版。", "This version was accepted already."),
        next: Wording("无需再次办理。", "Nothing is to be done."))

    static func notTheCouncils(_ number: Int) -> Refusal {
        Refusal(
            .precondition, "not-the-councils", field: "resolution_id",
            what: Wording(
                "该决议不是本单位理事会通过第 \(number) 版的决议。",
                "This is no resolution by which the unit's council adopted version \(number)."),
            next: Wording(
                "请先由理事会就这一版表决：taoli body propose --matter document。",
                "Let the council vote on it first: taoli body propose --matter document."))
    }

    static func notTheBureau(_ rule: DocumentRule) -> Refusal {
        Refusal(
            .permission, "not-the-bureau", clause: rule.source.clause,
            what: Wording("备案由教育局办理。", "Filing is the bureau's."),
            next: Wording("请由该区教育局的人员办理。", "Let an official of the district do it."))
    }

    static func filedNowhere(_ rule: DocumentRule) -> Refusal {
        Refusal(
            .precondition, "filed-nowhere", clause: rule.source.clause, field: "document_id",
            what: Wording(
                "“\(rule.name.chinese)”不需要备案。", "'\(rule.name.english)' is filed nowhere."),
            next: Wording("无需办理。", "Nothing is to be done."))
    }

    static func notInForce(_ rule: DocumentRule) -> Refusal {
        Refusal(
            .precondition, "not-in-force", clause: rule.source.clause, field: "version",
            what: Wording("这一版尚未生效，还有待认可。", "This version still waits for acceptance."),
            next: Wording(
                "请用 taoli document show 查看还需谁认可。",
                "See who must still accept it with taoli document show."))
    }

    static func alreadyFiled(_ filing: DocumentFiling) -> Refusal {
        Refusal(
            .precondition, "already-filed", field: "version",
            what: Wording(
                "这一版已于 \(filing.on) 答复（\(filing.outcome.chinese)）。",
                "This version was answered on \(filing.on) (\(filing.outcome.rawValue))."),
            next: Wording(
                filing.outcome == .filed ? "无需再次办理。" : "请等待单位提出新版本。",
                filing.outcome == .filed
                    ? "Nothing is to be done." : "Wait for the unit's next version."))
    }
}
