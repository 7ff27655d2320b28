package import TaoliModels

/// Something about a group as a whole, or about what a school counts as, that people must know.
package struct UnitNews: Hashable, Sendable {
    /// What happened.
    package enum Happening: Hashable, Sendable {
        /// The group went into another.
        case merged(into: GroupID)
        /// Parts of the group are groups of their own.
        case split
        /// The group stands for another, or for a part of one.
        case tookOver(from: GroupID)
        /// The group, or the school, bears another name.
        case renamed(from: String, to: String)
        /// Something is said of it for a time; a time that is over included. It was withdrawn
        /// before it began when the time ends no later than it begins.
        case designated(what: String, value: Wording, time: Validity)
    }

    /// Whom it is about.
    package enum Subject: Hashable, Sendable {
        case group(GroupID)
        case school(SchoolID)
    }

    package let subject: Subject
    package let happening: Happening
    /// The day from which it holds.
    package let date: CalendarDate
    /// As given with the command; may be empty.
    package let reason: String

    package init(
        _ subject: Subject, _ happening: Happening, date: CalendarDate, reason: String
    ) {
        self.subject = subject
        self.happening = happening
        self.date = date
        self.reason = reason
    }

    /// Everybody who gets a message by the rules that hold there, each once.
    ///
    /// - Parameters:
    ///   - leads: schools that lead the group; empty for a school.
    ///   - members: the other schools of the group; empty for a school.
    package func recipients(
        leads: [SchoolID], members: [SchoolID] = [], bureau: DistrictCode,
        by rules: NoticeRules = NoticeRules(pack: nil)
    ) -> [Recipient] {
        let (school, group): (SchoolID?, GroupID?) =
            switch subject {
            case .group(let id): (nil, id)
            case .school(let id): (id, nil)
            }
        return NoticeCircle(
            school: school, leads: leads, members: members, group: group, bureau: bureau
        ).recipients(rules[template.event].tell)
    }

    /// The text that everybody gets.
    package var template: MessageTemplate {
        switch (happening, subject) {
        case (.merged, _): MessageTemplates.groupMerged
        case (.split, _): MessageTemplates.groupSplit
        case (.tookOver, _): MessageTemplates.groupTookOver
        case (.renamed, .group): MessageTemplates.groupRenamed
        case (.renamed, .school): MessageTemplates.schoolRenamed
        case (.designated, .group): MessageTemplates.groupDesignated
        case (.designated, .school): MessageTemplates.schoolDesignated
        }
    }

    /// The group on the other side; `nil` where there is none.
    package var otherGroup: GroupID? {
        switch happening {
        case .merged(let id), .tookOver(let id): id
        case .split, .renamed, .designated: nil
        }
    }

    /// What changed, in both languages; `nil` where the template says it all.
    package var detail: Wording? {
        switch happening {
        case .merged, .split, .tookOver: return nil
        case .renamed(let former, let name):
            return Wording("\(former) → \(name)", "\(former) → \(name)")
        case .designated(let what, let value, let time):
            let kind = UnitNews.kind(what)
            if time.until.map({ $0 <= time.from }) ?? false {
                return Wording(
                    "\(kind.chinese)：\(value.chinese)（原定 \(time.from) 起，已撤销）",
                    "\(kind.english): \(value.english) (was to hold from \(time.from); withdrawn)")
            }
            let last = time.until.map { $0.adding(days: -1).description }
            return Wording(
                "\(kind.chinese)：\(value.chinese)（\(time.from) 起" + (last.map { "，至 \($0)" } ?? "")
                    + "）",
                "\(kind.english): \(value.english) (from \(time.from)"
                    + (last.map { " to \($0)" } ?? "")
                    + ")")
        }
    }

    /// A word for what registry's events name in English keys.
    private static func kind(_ key: String) -> Wording {
        switch key {
        case "grade": Wording("等级", "grade")
        case "size_limit": Wording("规模上限", "size limit")
        case "emblem": Wording("文化符号标识", "emblem")
        case "category": Wording("学校类别", "category")
        case "town": Wording("所在街镇", "town")
        default: Wording(key, key)
        }
    }
}
