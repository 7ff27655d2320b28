package import TaoliModels

/// What the rules of groups and memberships refuse.
package enum GroupRefusals {
    /// The district has a group of this name that is not closed.
    package static func nameTaken(_ name: String) -> Refusal {
        Refusal(
            .alreadyExists, "group-name-taken", field: "name",
            what: Wording("本区已有名为“\(name)”的集团。", "The district has a group named “\(name)”."),
            next: Wording("请换一个名称，或使用已有的集团。", "Choose another name or use that group."))
    }

    /// Nobody leads it.
    package static let noLead = Refusal(
        .invalid, "no-lead", field: "lead_site_ids",
        what: Wording("集团至少要有一所牵头校。", "A group needs at least one lead school."),
        next: Wording("请给出牵头校区的编号。", "Give the id of a site that leads it."))

    static func siteTwice(_ site: Site) -> Refusal {
        Refusal(
            .invalid, "duplicate-site", field: "lead_site_ids",
            what: Wording("校区“\(site.name)”出现了两次。", "Site “\(site.name)” is named twice."),
            next: Wording("每个校区只写一次。", "Name each site once."))
    }

    static func tooMany(_ field: String, max: Int) -> Refusal {
        Refusal(
            .invalid, "too-many", field: field,
            what: Wording("超过 \(max) 条。", "There are more than \(max)."),
            next: Wording("请减少数量。", "Use fewer."))
    }

    /// The bureau's own limit for one group. A case may set it aside, with a reason.
    static func sizeLimit(_ most: Int, count: Int) -> Refusal {
        Refusal(
            .precondition, "group-size-limit",
            what: Wording(
                "将有 \(count) 所学校（校区），教育局为该集团定的上限是 \(most) 所。",
                "There would be \(count) schools (campuses); the bureau limits this group to "
                    + "\(most)."),
            next: Wording(
                "请先调整上限（taoli unit limit），或按加盟事项办理并写明例外理由（taoli case open join）。",
                "Change the limit first (taoli unit limit), or open a case of joining, which can "
                    + "set it aside with a reason (taoli case open join)."))
    }

    static func siteClosed(_ site: Site) -> Refusal {
        Refusal(
            .precondition, "site-closed",
            what: Wording("校区“\(site.name)”已关闭。", "Site “\(site.name)” is closed."),
            next: Wording("请选择仍在办学的校区。", "Choose a site that is not closed."))
    }

    /// The site is in the group on a day of the time wanted.
    package static func alreadyMember(_ membership: Membership) -> Refusal {
        let time = GroupRefusals.time(membership.validity)
        return Refusal(
            .alreadyExists, "already-member", field: "site_id",
            what: Wording(
                "该校区已在集团中（\(membership.role.chinese)，\(time.chinese)）。",
                "The site is in the group already (\(membership.role.rawValue), \(time.english))."),
            next: Wording(
                "无需再次加入；如要改变角色，请先退出再加入。",
                "Nothing to do; to change its role, end the membership and begin another."))
    }

    /// The site will be in the group without an end: what is decided needs no second decision.
    package static func willBeMember(_ membership: Membership) -> Refusal {
        Refusal(
            .alreadyExists, "already-member", field: "site_id",
            what: Wording(
                "已经决定：该校区自 \(membership.validity.from) 起在集团中"
                    + "（\(membership.role.chinese)），现在还没有生效。",
                "It is decided already: from \(membership.validity.from) on the site is in the "
                    + "group (\(membership.role.rawValue))."),
            next: Wording(
                "无需再次申请；taoli case list 可查待生效的事项。",
                "Nothing to do; taoli case list shows what is decided for a later day."))
    }

    static func notFounded(_ group: Group) -> Refusal {
        Refusal(
            .precondition, "group-not-founded", field: "from",
            what: Wording(
                "集团到 \(group.validity.from) 才成立。", "The group begins on \(group.validity.from)."),
            next: Wording("请用这一天或之后的日期。", "Use that day or a later one."))
    }

    static func closed(_ group: Group, on date: CalendarDate) -> Refusal {
        Refusal(
            .precondition, "group-closed",
            what: Wording("集团已于 \(date) 终止。", "The group ended on \(date)."),
            next: Wording(
                "请用更早的日期，或选择其他集团。", "Use an earlier date or choose another group."))
    }

    /// The site is no member on the day before.
    package static func notMember(on date: CalendarDate) -> Refusal {
        Refusal(
            .precondition, "not-a-member", field: "site_id",
            what: Wording(
                "该校区在 \(date) 之前的一天不是成员，或已在这一天退出。",
                "The site is no member on the day before \(date), or leaves on that day already."),
            next: Wording(
                "请用 taoli group show --on 查看当日成员。",
                "See who is in it with taoli group show --on."))
    }

    static func dateOrder(_ field: String, after start: CalendarDate) -> Refusal {
        Refusal(
            .invalid, "date-order", field: field,
            what: Wording("结束日期必须晚于开始日期 \(start)。", "The end must be after the start, \(start)."),
            next: Wording("请更正日期。", "Correct the date."))
    }

    static func lastLead(on date: CalendarDate) -> Refusal {
        Refusal(
            .precondition, "last-lead",
            what: Wording(
                "退出后，集团自 \(date) 起没有牵头校。", "The group would have no lead from \(date) on."),
            next: Wording(
                "请先让另一所学校牵头，或终止集团。",
                "Let another school lead it first, or close the group."))
    }

    /// A time with both its ends, for people.
    static func time(_ validity: Validity) -> Wording {
        guard let until = validity.until else {
            return Wording("自 \(validity.from) 起", "since \(validity.from)")
        }
        return Wording(
            "\(validity.from) 至 \(until.adding(days: -1))",
            "\(validity.from) to \(until.adding(days: -1))")
    }
}
