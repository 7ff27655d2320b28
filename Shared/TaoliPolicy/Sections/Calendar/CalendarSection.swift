package import TaoliModels

/// What is due in which month (TC-21, GT-9, XN-19, XN-27, XN-33).
package struct CalendarSection: PolicySection {
    package static let key = "calendar"

    /// In the order of the file.
    package let dates: [CalendarRule]

    package init(_ reader: PolicyReader) {
        dates = reader.rules("dates", CalendarRule.init)
    }
}

/// Something that comes again.
package struct CalendarRule: Hashable, Sendable {
    /// The rule's own id in its list.
    package let id: String
    /// In the words of the system.
    package let name: Wording
    /// How often it comes.
    package let every: Rhythm
    /// 1 to 12: due by the last day of this month.
    package let month: Int
    package let source: RuleSource

    /// How often.
    package enum Rhythm: String, CaseIterable, Sendable {
        /// Once a school year.
        case schoolYear = "school_year"
        /// Once a calendar year.
        case calendarYear = "calendar_year"
        /// Every second year.
        case twoYears = "two_years"
    }

    init(_ reader: PolicyReader, id: String) {
        self.id = id
        name = reader.wording("name")
        every = reader.choice("every")
        month = reader.integer("month", in: 1...12)
        source = reader.source()
    }
}

/// How many working days a step may take, by what is done in it.
package struct DeadlinesSection: PolicySection {
    package static let key = "deadlines"

    /// In the order of the file.
    package let workingDays: [DeadlineRule]

    package init(_ reader: PolicyReader) {
        workingDays = reader.rules("working_days", DeadlineRule.init)
    }

    /// Working days for an act; `nil` when it has no deadline.
    package func days(for act: StepAct) -> Int? { workingDays.first { $0.act == act }?.days }
}

/// One act's deadline.
package struct DeadlineRule: Hashable, Sendable {
    /// Also the rule's id.
    package let act: StepAct
    /// The day on which the step opens does not count.
    package let days: Int
    package let source: RuleSource

    init(_ reader: PolicyReader, id: String) {
        act = reader.choice("id")
        days = reader.integer("days", in: 1...250)
        source = reader.source()
    }
}
