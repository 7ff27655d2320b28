package import TaoliModels

/// A name that a group, school or site bore for a time.
package struct NamePeriod: Hashable, Sendable {
    /// As it was borne.
    package let name: String
    /// `nil`: as far back as anybody knows.
    package let from: CalendarDate?
    /// First day on which it no longer holds; `nil` while it does.
    package internal(set) var until: CalendarDate?

    package init(name: String, from: CalendarDate?, until: CalendarDate?) {
        self.name = name
        self.from = from
        self.until = until
    }

    /// Whether the name was borne on that day.
    package func holds(on date: CalendarDate) -> Bool {
        (from.map { $0 <= date } ?? true) && (until.map { date < $0 } ?? true)
    }
}

/// The names of one unit, oldest first; empty while it was never renamed with a day.
package struct NameHistory: Hashable, Sendable {
    /// Without gaps or overlaps.
    package private(set) var periods: [NamePeriod]

    package init(_ periods: [NamePeriod]) { self.periods = periods }

    /// What it was called on that day, when the present name is `now`.
    package func name(on date: CalendarDate, now: String) -> String {
        periods.first { $0.until != nil && $0.holds(on: date) }?.name ?? now
    }

    /// The history with a new name from a day on. On the day of the last change it corrects that.
    ///
    /// - Throws: `date-order` for a day before the last change.
    func renamed(from now: String, to name: String, on date: CalendarDate) throws(Refusal)
        -> NameHistory
    {
        var history = periods
        let last = history.popLast()
        if let start = last?.from {
            guard date >= start else { throw GroupRefusals.dateOrder("on", after: start) }
            // What an import corrected in the meantime is the name that was borne.
            if date > start { history.append(NamePeriod(name: now, from: start, until: date)) }
        } else {
            history.append(NamePeriod(name: now, from: nil, until: date))
        }
        history.append(NamePeriod(name: name, from: date, until: nil))
        return NameHistory(history)
    }
}

/// A name that changed, as the events say it.
package struct NameChange: Hashable, Sendable {
    /// The new name.
    package let name: String
    /// The name before.
    package let former: String
    /// First day on which the new name is borne.
    package let on: CalendarDate
    /// As given with the command.
    package let reason: String
}
