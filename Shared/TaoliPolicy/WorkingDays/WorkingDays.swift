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
    /// - Throws: everything that is wrong with it, with lines.
    package init(_ bytes: Data, file: String) throws(PolicyProblems) {
        self = try WorkingDays(years: [:]).adding(bytes, file: file)
    }

    /// These years and those of a further file, which gives none of them again.
    ///
    /// - Throws: everything that is wrong with it, with lines.
    package func adding(_ bytes: Data, file: String) throws(PolicyProblems) -> WorkingDays {
        let report = PolicyReport(file: file)
        guard let root = PolicyPack.root(bytes, report) else {
            throw PolicyProblems(problems: report.sorted)
        }
        if !root.has("years") {
            root.problem(
                nil, Wording("缺少 years。", "There is no list of years."),
                fix: Wording(
                    "写 years: 和各年，没有则写 years: []。", "Write years: and each year, or years: []."))
        }
        var years = years
        for item in root.plainList("years") {
            let number = item.integer("year", in: 1949...2199)
            if years.updateValue(Self.year(item, number), forKey: number) != nil {
                item.problem(
                    "year", Wording("\(number) 年已经给出。", "\(number) is given already."),
                    fix: Wording(
                        "删去这一行：每一年只写一次，随产品提供的年份不再写。",
                        "Take this line out: each year stands once, those of the product nowhere else."
                    ))
            }
        }
        root.finish()
        guard report.problems.isEmpty else { throw PolicyProblems(problems: report.sorted) }
        return WorkingDays(years: years)
    }

    private static func year(_ item: PolicyReader, _ number: Int) -> Year {
        let free = item.texts("off").flatMap { days($0, item, "off", number) }
        let madeUp = item.texts("work").flatMap { days($0, item, "work", number) }
        item.finish()
        if let day = madeUp.first(where: { !$0.isWeekend || free.contains($0) }) {
            item.problem(
                "work",
                Wording("\(day) 不是需要补班的周末。", "\(day) is no day of a weekend that is made up for."),
                fix: Wording(
                    "work 只写补班的星期六、星期日，且不在 off 中。",
                    "Below work stand Saturdays and Sundays on which people work, and none of off.")
            )
        }
        return Year(free: Set(free), madeUp: Set(madeUp))
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
