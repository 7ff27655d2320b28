/// The time in which a record holds: half-open, `[from, until)`.
package struct Validity: Hashable, Sendable {
    /// First day on which the record holds.
    package let from: CalendarDate
    /// First day on which it no longer holds; `nil` while no end is known.
    package let until: CalendarDate?

    /// - Throws: nothing; an end on or before the start makes an empty validity, which `holds`
    ///   nowhere. Commands refuse such dates before they get here.
    package init(from: CalendarDate, until: CalendarDate? = nil) {
        self.from = from
        self.until = until
    }

    /// Whether the record holds on that day.
    package func holds(on date: CalendarDate) -> Bool {
        from <= date && (until.map { date < $0 } ?? true)
    }

    /// Whether there is a day on which both hold.
    package func overlaps(_ other: Validity) -> Bool {
        (other.until.map { from < $0 } ?? true) && (until.map { other.from < $0 } ?? true)
    }
}
