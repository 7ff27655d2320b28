import TaoliModels

/// All that was ever said of one unit, and how something new fits in.
struct DesignationBook {
    let held: [Designation]

    init(_ held: [Designation]) { self.held = held.filter { !$0.isEmpty } }

    /// Those that change when something new is said, the new one last.
    ///
    /// - Throws: `designation-overlap` when a later time stands already, or when the one that
    ///   holds would go on behind the new one's end.
    func opening(_ new: Designation) throws(Refusal) -> [Designation] {
        var changed: [Designation] = []
        for old in held where old.isExcluded(by: new) && old.validity.overlaps(new.validity) {
            let start = old.validity.from
            let endsBehind =
                new.validity.until.map { end in old.validity.until.map { $0 > end } ?? true }
                ?? false
            guard start <= new.validity.from, !endsBehind || start == new.validity.from else {
                throw StructureRefusals.overlap(old)
            }
            var ended = old
            ended.validity = Validity(from: start, until: new.validity.from)
            changed.append(ended)
        }
        return changed + [new]
    }

    /// The one of that kind with an end on a day.
    ///
    /// - Throws: `nothing-designated` when none holds on the day before.
    func ending(
        _ kind: DesignationKind, value: String?, stage: Stage?, on date: CalendarDate
    ) throws(Refusal) -> Designation {
        let lastDay = date.adding(days: -1)
        let found = held.first { item in
            item.kind == kind && item.validity.holds(on: lastDay) && item.stage == stage
                && (value.map { $0 == item.value } ?? true) && item.validity.until != date
        }
        guard var ended = found else { throw StructureRefusals.nothingDesignated(kind, date) }
        ended.validity = Validity(from: ended.validity.from, until: date)
        return ended
    }
}
