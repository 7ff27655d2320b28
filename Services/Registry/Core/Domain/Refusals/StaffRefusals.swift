import TaoliModels

/// What the rules of staff refuse. No text quotes a name or a number.
enum StaffRefusals {
    static func identityNumber(_ flaw: Wording) -> Refusal {
        Refusal(
            .invalid, "bad-identity-number", field: "number", what: flaw,
            next: Wording("请对照证件核对号码。", "Compare it with the document."))
    }

    static let phone = Refusal(
        .invalid, "bad-phone", field: "phone",
        what: Wording(
            "电话不是 11 位手机号码或带区号的固定电话。",
            "It is neither a mobile number of 11 digits nor a landline with its area code."),
        next: Wording("请核对电话号码。", "Check the number."))

    static func name(_ flaw: Wording) -> Refusal {
        Refusal(
            .invalid, "bad-person-name", field: "name", what: flaw,
            next: Wording("请按证件填写姓名。", "Write the name as the document has it."))
    }

    static let numberTaken = Refusal(
        .alreadyExists, "person-exists", field: "number",
        what: Wording("该证件号码已有人员登记。", "A person of this number is registered already."),
        next: Wording(
            "请用 taoli staff list --number-file 查找；在其他区的，请市级人员办理调动。",
            "Find them with taoli staff list --number-file; from another district, the city transfers "
                + "them."))

    static let withdrawn = Refusal(
        .notFound, "not-found", field: "person_id",
        what: Wording("人员不存在，或不在您的范围内。", "There is no such person, or it is outside your scope."),
        next: Wording("请核对编号，或联系市级人员。", "Check the id, or ask an official of the city."))

    static let otherDistrict = Refusal(
        .permission, "not-your-staff", field: "school_id",
        what: Wording(
            "该学校或岗位属于其他区，不归您管理。", "The school or post is another district's, not yours to change."),
        next: Wording("请联系该区或市级人员。", "Ask an official of that district or the city."))

    static func overlap(_ other: Employment) -> Refusal {
        let until = other.validity.until?.description
        return Refusal(
            .precondition, "main-post-overlap", field: "from",
            what: Wording(
                "该人员在 \(other.validity.from) 至 \(until ?? "今") 已有主岗，主岗不得重叠。",
                "A main post is held from \(other.validity.from) to \(until ?? "now"): two never "
                    + "overlap."),
            next: Wording(
                "请用 transfer 办理调动，或先结束原岗位，或登记为兼任。",
                "Transfer the person, end the earlier post first, or record a concurrent one."))
    }

    static let samePost = Refusal(
        .alreadyExists, "already-in-post", field: "post",
        what: Wording("该人员此时已在该校任此岗位。", "The person holds this post at the school at that time."),
        next: Wording("无需再次登记。", "There is nothing to record."))

    static let noMainPost = Refusal(
        .precondition, "no-main-post", field: "from",
        what: Wording("该日没有主岗。", "There is no main post on that day."),
        next: Wording("请先登记主岗，或更正日期。", "Record the main post first, or correct the date."))

    static let noSuchEmployment = Refusal(
        .notFound, "employment-not-found", field: "employment_id",
        what: Wording("该人员没有这个任职。", "The person has no such employment."),
        next: Wording("请用 taoli staff show 查看任职编号。", "Look at taoli staff show for the ids."))

    static let endedAlready = Refusal(
        .precondition, "employment-ended", field: "employment_id",
        what: Wording("该任职已结束。", "This employment has ended already."),
        next: Wording("无需再次结束。", "There is nothing to end."))

    static func dateOrder(_ field: String, after date: CalendarDate) -> Refusal {
        Refusal(
            .invalid, "date-order", field: field,
            what: Wording("日期应晚于 \(date)。", "The date must be after \(date)."),
            next: Wording("请更正日期。", "Correct the date."))
    }

    static func before(_ field: String, _ date: CalendarDate) -> Refusal {
        Refusal(
            .invalid, "date-order", field: field,
            what: Wording("日期不应晚于 \(date)。", "The date must not be after \(date)."),
            next: Wording("请更正日期。", "Correct the date."))
    }

    static let tooYoung = Refusal(
        .invalid, "working-too-young", field: "working_since",
        what: Wording("参加工作时不满 15 岁。", "Nobody begins to work under 15 years of age."),
        next: Wording("请核对参加工作年月和证件号码。", "Check the date and the number."))

    static func postLimit(_ limit: Int, leaders: Bool) -> Refusal {
        Refusal(
            .precondition, "post-limit", field: "post",
            what: Wording(
                "该校\(leaders ? "校级领导" : "中层")职数为 \(limit)，已满。",
                "The school may have \(limit) \(leaders ? "leaders" : "middle managers"), and has."),
            next: Wording(
                "请先调整职数（taoli staff establishment set），或先结束一个岗位。",
                "Change the limit (taoli staff establishment set), or end a post first."))
    }

    static let notOutsideLimit = Refusal(
        .precondition, "not-outside-limit", field: "outside_limit",
        what: Wording(
            "只有成员校校长兼任龙头学校副校长不占职数。",
            "Only a member school's principal who is the lead's vice principal is not counted."),
        next: Wording("请按占职数登记。", "Record it as counted."))

    static let levelHeld = Refusal(
        .alreadyExists, "level-held", field: "level",
        what: Wording("该人员此时已有这一级别。", "The person holds this level at that time."),
        next: Wording("无需再次授予。", "There is nothing to award."))

    static let noSuchAward = Refusal(
        .notFound, "award-not-found", field: "award_id",
        what: Wording("该人员没有这个称号，或已撤销。", "The person has no such level, or it was withdrawn."),
        next: Wording("请用 taoli staff show 查看称号编号。", "Look at taoli staff show for the ids."))

    static let tooMany = Refusal(
        .precondition, "too-many",
        what: Wording("该人员的记录已达上限。", "The person's record is full."),
        next: Wording("请联系管理员。", "Tell an operator."))

    static let establishmentNumbers = Refusal(
        .invalid, "bad-posts", field: "posts",
        what: Wording(
            "编制和职数应为 0 到 \(RegistryLimits.postsMax) 的整数，职数不超过编制。",
            "Posts are 0 to \(RegistryLimits.postsMax), limits not above the establishment."),
        next: Wording("请更正数字。", "Correct the numbers."))
}
