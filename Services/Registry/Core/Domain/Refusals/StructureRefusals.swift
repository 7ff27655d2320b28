import TaoliModels

/// What the rules of merging, splitting, renaming and designating refuse.
enum StructureRefusals {
    static let reasonNeeded = Refusal(
        .invalid, "reason-needed", field: "reason",
        what: Wording("没有写明理由。", "No reason is given."),
        next: Wording("请写明理由，如文号。", "Say why, e.g. the decision's number."))

    static let nothingToMerge = Refusal(
        .invalid, "nothing-to-merge", field: "group_ids",
        what: Wording("没有要并入的集团。", "There is no group to merge."),
        next: Wording("请给出要并入的集团。", "Name the groups that go into the other."))

    static let mergeIntoItself = Refusal(
        .invalid, "merge-into-itself", field: "group_ids",
        what: Wording("集团不能并入自身。", "A group cannot be merged into itself."),
        next: Wording("请更正要并入的集团。", "Correct the groups that go into the other."))

    static let mergeAcrossDistricts = Refusal(
        .precondition, "merge-across-districts", field: "group_ids",
        what: Wording(
            "这些集团属于不同的区，新集团归属不明。",
            "The groups belong to different districts; a new one would be nobody's."),
        next: Wording(
            "请并入其中一个已有的集团。", "Merge them into one that exists, with --into."))

    static let splitNeedsParts = Refusal(
        .invalid, "split-needs-parts", field: "parts",
        what: Wording(
            "拆分至少要有一个新集团；原集团终止时至少两个。",
            "A split makes at least one new group, two when the group itself ends."),
        next: Wording(
            "请补充新集团；只换名称请用 taoli unit rename。",
            "Name more parts; for a new name alone use taoli unit rename."))

    static func siteTwice(_ site: SiteID) -> Refusal {
        Refusal(
            .invalid, "duplicate-site", field: "parts",
            what: Wording("校区 \(site) 出现了两次。", "Site \(site) is named twice."),
            next: Wording("每个校区只归入一个新集团。", "Put each site into one part."))
    }

    static func siteUnassigned(_ site: SiteID) -> Refusal {
        Refusal(
            .precondition, "site-unassigned", field: "parts",
            what: Wording(
                "原集团终止，但校区 \(site) 没有归入任何新集团。",
                "The group ends, but its site \(site) is in no part."),
            next: Wording(
                "请把它归入一个新集团，或先让它退出。", "Put it into a part, or let it leave first."))
    }

    static let renameNeedsReason = Refusal(
        .invalid, "rename-needs-reason", field: "reason",
        what: Wording(
            "名称原则上不再变更，变更必须写明理由。",
            "Names do not change as a rule; a change needs its reason."),
        next: Wording(
            "请写明理由，例如退出紧密型集团。", "Say why, e.g. it leaves a close-knit group."))

    static func sameName(_ name: String) -> Refusal {
        Refusal(
            .alreadyExists, "same-name", field: "name",
            what: Wording("现在的名称就是“\(name)”。", "It is called “\(name)” already."),
            next: Wording("无需变更。", "There is nothing to change."))
    }

    static func renameInFuture(_ today: CalendarDate) -> Refusal {
        Refusal(
            .precondition, "rename-in-future", field: "on",
            what: Wording(
                "更名只能从今天（\(today)）或更早起登记。",
                "A name is recorded from today (\(today)) or an earlier day."),
            next: Wording("请在更名当日登记。", "Record it on its day."))
    }

    static func notSaidOf(_ kind: DesignationKind) -> Refusal {
        let unit =
            kind.isOfGroups ? Wording("集团", "groups") : Wording("学校", "schools")
        return Refusal(
            .invalid, "wrong-unit-for-designation", field: "unit",
            what: Wording(
                "“\(kind.name.chinese)”只用于\(unit.chinese)。",
                "'\(kind.name.english)' is said of \(unit.english) only."),
            next: Wording("请更正单位或项目。", "Correct the unit, or what is said."))
    }

    static let stageOnlyCategory = Refusal(
        .invalid, "stage-only-for-categories", field: "stage",
        what: Wording("只有学校类别才分学段。", "Only a school's category has a stage."),
        next: Wording("请去掉学段。", "Leave the stage out."))

    static func stageNotTaught(_ stage: Stage, _ school: School) -> Refusal {
        Refusal(
            .precondition, "stage-not-taught", field: "stage",
            what: Wording(
                "“\(school.name)”没有\(stage.chinese)学段。",
                "“\(school.name)” does not teach the stage \(stage.rawValue)."),
            next: Wording(
                "请用 taoli school show 查看学段。", "See its stages with taoli school show."))
    }

    static func overlap(_ old: Designation) -> Refusal {
        let end = old.validity.until.map { " – \($0)" } ?? ""
        return Refusal(
            .alreadyExists, "designation-overlap", field: "from",
            what: Wording(
                "这段时间已有“\(old.name.chinese)”（\(old.validity.from)\(end)）。",
                "“\(old.name.english)” stands in that time already (\(old.validity.from)\(end))."),
            next: Wording(
                "请给出不重叠的起止日期，或先结束原有的。",
                "Give days that do not overlap, or end the one that stands."))
    }

    static func nothingDesignated(_ kind: DesignationKind, _ date: CalendarDate) -> Refusal {
        Refusal(
            .precondition, "nothing-designated", field: "until",
            what: Wording(
                "\(date) 前一天没有“\(kind.name.chinese)”，或已在这一天结束。",
                "No '\(kind.name.english)' holds on the day before \(date), or it ends there already."
            ),
            next: Wording("请用 taoli unit show 查看。", "See what holds with taoli unit show."))
    }

    static let valueNeeded = Refusal(
        .invalid, "value-needed", field: "value",
        what: Wording("一所学校可有几个类别，没有写明是哪一个。", "A school may have several categories."),
        next: Wording("请写明要结束的类别。", "Say which of them ends."))

    static func unknown(_ kind: DesignationKind, _ value: String, known: [String]) -> Refusal {
        Refusal(
            .invalid, "unknown-\(kind.rawValue)", field: "value",
            what: Wording(
                "本区的政策中没有“\(value)”。", "The district's policy has no '\(value)'."),
            next: NearestRight.next(
                to: value, in: known,
                none: Wording(
                    "本区的政策包没有规定“\(kind.name.chinese)”，不能认定。",
                    "The district's pack names no '\(kind.name.english)', so none can be "
                        + "designated.")))
    }

    static func badText(max: Int) -> Refusal {
        Refusal(
            .invalid, "too-long", field: "value",
            what: Wording("应为 1 到 \(max) 个字。", "1 to \(max) characters are expected."),
            next: Wording("请更正。", "Correct it."))
    }

    static func noPolicy(_ kind: DesignationKind, _ district: DistrictCode) -> Refusal {
        Refusal(
            .precondition, "no-policy-bound", field: "from",
            what: Wording(
                "\(district) 在该学年没有采用政策包，无从判断“\(kind.name.chinese)”。",
                "District \(district) follows no pack in that school year, which would name it."),
            next: Wording("请先用 taoli policy bind 采用。", "Bind one first with taoli policy bind."))
    }

    static let badLimit = Refusal(
        .invalid, "bad-limit", field: "value",
        what: Wording("规模上限应为正整数。", "A limit is a whole number of schools."),
        next: Wording(
            "请写 1 到 \(RegistryLimits.sizeLimitMax)。",
            "Write 1 to \(RegistryLimits.sizeLimitMax)."))

    static func limitNotLower(_ limit: Int, _ most: Int) -> Refusal {
        Refusal(
            .precondition, "limit-not-lower", field: "value",
            what: Wording(
                "政策本身的上限是 \(most) 所，\(limit) 不更低。",
                "The policy's own limit is \(most); \(limit) is not lower."),
            next: Wording(
                "请写小于 \(most) 的数；例外在事项中说明理由。",
                "Write less than \(most); more needs an exception in its case."))
    }

    /// What a case says a school counts as, against what the bureau has on record (XN-1).
    static func categoryDiffers(_ stated: String, recorded: [String]) -> Refusal {
        let list = recorded.isEmpty ? "–" : recorded.joined(separator: ", ")
        return Refusal(
            .precondition, "category-not-designated", field: "category",
            what: Wording(
                "申请称该校为“\(stated)”，教育局登记的是：\(list)。",
                "The case calls the school '\(stated)'; the bureau has on record: \(list)."),
            next: Wording(
                "请不填类别，或请教育局先用 taoli unit category 认定。",
                "Leave it out, or let the bureau designate it with taoli unit category first."))
    }
}
