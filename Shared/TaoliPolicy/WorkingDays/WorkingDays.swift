package import Foundation
package import TaoliModels
import Yams

/// Which days are working days, by the State Council's yearly notice: Monday to Friday, less the
/// days it gives free, and the days it makes up for them.
package struct WorkingDays: Sendable {
    private let years: [Int: Year]

    private struct Year: Sendable {
        var free: Set<CalendarDate> = []
        var madeUp: Set<CalendarDate> = []
    }

    /// A year whose notice is not loaded: nobody can say which of its days are working days.
    package struct UnknownYear: Error, Hashable, Sendable {
        /// The one that is not loaded.
        package let year: Int

        package init(year: Int) { self.year = year }
    }

    /// Whether people of a bureau work on that day.
    package func isWorkingDay(_ date: CalendarDate) throws(UnknownYear) -> Bool {
        guard let year = years[date.components.year] else {
            throw UnknownYear(year: date.components.year)
        }
        if year.madeUp.contains(date) { return true }
        return !year.free.contains(date) && !date.isWeekend
    }

    /// The last day of a deadline of so many working days; the day on which it begins to run does
    /// not count.
    ///
    /// - Parameter count: 0 or more.
    /// - Throws: `UnknownYear` when the deadline reaches a year that is not loaded.
    package func date(_ count: Int, after start: CalendarDate) throws(UnknownYear) -> CalendarDate {
        var date = start
        var left = count
        while left > 0 {
            date = date.adding(days: 1)
            if try isWorkingDay(date) { left -= 1 }
        }
        return date
    }

    /// The years that are loaded, rising.
    package var known: [Int] { years.keys.sorted() }
}

extension WorkingDays {
    /// The years that come with the product.
    package static let shipped: WorkingDays = {
        guard
            let loaded = try? WorkingDays(
                Data(PackageResources.WorkingDays_yaml), file: "WorkingDays.yaml")
        else { fatalError("the shipped working days do not load") }
        return loaded
    }()

    /// Reads a file of years.
    ///
    /// - Throws: everything that is wrong with it.
    package init(_ bytes: Data, file: String) throws(PolicyProblems) {
        let report = PolicyReport(file: file)
        guard let root = PolicyPack.root(bytes, report) else {
            throw PolicyProblems(problems: report.sorted)
        }
        var years: [Int: Year] = [:]
        for item in root.plainList("years") {
            let number = item.integer("year", in: 1949...2199)
            var year = Year()
            year.free = Set(item.texts("off").flatMap { Self.days($0, item, "off", number) })
            year.madeUp = Set(item.texts("work").flatMap { Self.days($0, item, "work", number) })
            item.finish()
            years[number] = year
        }
        root.finish()
        guard report.problems.isEmpty else { throw PolicyProblems(problems: report.sorted) }
        self.years = years
    }

    /// One day, or the first and the last of several.
    private static func days(
        _ text: String, _ reader: PolicyReader, _ key: String, _ year: Int
    ) -> [CalendarDate] {
        let ends = text.split(separator: " ").map { CalendarDate(String($0)) }
        guard let first = ends.first.flatMap({ $0 }), let last = ends.last.flatMap({ $0 }),
            ends.count <= 2, first <= last, first.components.year == year,
            last.components.year == year
        else {
            reader.problem(
                key, Wording("“\(text)”不是 \(year) 年的日期。", "'\(text)' is no day of \(year)."),
                fix: Wording(
                    "写一天，或用空格隔开的首尾两天。", "Write a day, or the first and last day with a space."))
            return []
        }
        return (first.daysSinceEpoch...last.daysSinceEpoch).map {
            CalendarDate(daysSinceEpoch: $0)
        }
    }
}

extension CalendarDate {
    /// Saturday or Sunday; 1970-01-01 was a Thursday.
    fileprivate var isWeekend: Bool {
        let weekday = ((daysSinceEpoch + 3) % 7 + 7) % 7
        return weekday >= 5
    }
}
