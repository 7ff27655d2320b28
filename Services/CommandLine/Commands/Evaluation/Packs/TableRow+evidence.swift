import EvaluationCore
import TaoliModels
import TaoliPolicy

extension TableRow {
    /// A whole number that is not negative.
    func whole(_ place: Int) throws(RowProblem) -> Int {
        if let number = Int(self[place]), number >= 0 { return number }
        throw problem(place, "no-count", "应为不小于 0 的整数。", "A whole number from 0 is expected.")
    }

    /// A day such as 2025-06-30.
    func day(_ place: Int) throws(RowProblem) -> CalendarDate {
        if let day = CalendarDate(self[place]) { return day }
        throw problem(
            place, "no-date", "应为日期，如 2025-06-30。", "A date such as 2025-06-30 is expected.")
    }

    /// A number that must be there.
    func number(at place: Int) throws(RowProblem) -> Double {
        if let number = try measure(place) { return number }
        throw problem(place, "no-number", "缺少数值。", "A number is missing.")
    }

    /// Two counts of which the first is not the greater.
    func rate(_ count: Int, _ total: Int) throws(RowProblem) -> Rate {
        let rate = Rate(count: try whole(count), total: try whole(total))
        guard rate.count <= rate.total else {
            throw problem(count, "count-beyond-total", "多于总数。", "It is more than the total.")
        }
        return rate
    }

    func problem(_ place: Int, _ code: String, _ chinese: String, _ english: String) -> RowProblem {
        RowProblem(
            code, row: number, column: header.reference(place), value: self[place],
            text: Wording(chinese + "请改正。", english + " Correct it."))
    }

    func member() throws(RowProblem) -> DatedMember {
        let until = self[4].isEmpty ? nil : try day(4)
        return DatedMember(
            unit: try name(0), school: try name(1), stage: try word(2), isWeak: try flag(5),
            validity: Validity(from: try day(3), until: until))
    }

    func schoolCount() throws(RowProblem) -> SchoolCount {
        SchoolCount(
            school: try name(0), stage: try word(1), subject: self[5], measure: try word(2),
            rate: try rate(3, 4), source: self[6])
    }

    func regionCount() throws(RowProblem) -> RegionCount {
        RegionCount(
            region: try word(0), stage: try word(1), subject: self[5], measure: try word(2),
            rate: try rate(3, 4))
    }

    func publishedFigure() throws(RowProblem) -> PublishedFigure {
        PublishedFigure(
            unit: try name(0), stage: try word(1), subject: self[3], figure: try number(at: 2),
            source: self[4])
    }

    func surveyAnswer(_ respondents: [String]) throws(RowProblem) -> SurveyAnswer {
        guard respondents.contains(self[1]) else {
            let names = respondents.joined(separator: ", ")
            throw problem(
                1, "unknown-respondent", "应为 \(names) 之一。", "It is one of \(names).")
        }
        let answered = try rate(3, 2)
        let satisfied = try rate(4, 3)
        return SurveyAnswer(
            school: try name(0), respondent: self[1],
            answers: .init(
                roll: answered.total, answered: answered.count, satisfied: satisfied.count),
            source: self[5])
    }

    /// Value added with its standard error, a gap of two years, or both.
    func schoolProgress() throws(RowProblem) -> SchoolProgress {
        let added = try measure(3), error = try measure(4)
        let before = try measure(6), now = try measure(7)
        guard (added == nil) == (error == nil), (before == nil) == (now == nil) else {
            throw problem(
                3, "half-a-figure", "value_added 与 se、gap_before 与 gap_now 要成对。",
                "value_added goes with se, and gap_before with gap_now.")
        }
        let size = self[5].isEmpty ? 0 : try whole(5)
        let effect = added.flatMap { added in
            error.map {
                ValueAdded(
                    unit: 0, size: size, estimate: added, standardError: $0, reliability: .nan)
            }
        }
        let gap = before.flatMap { before in
            now.map { WeakSchoolProgress.Gap(before: before, now: $0) }
        }
        return SchoolProgress(
            school: try name(0), stage: try word(1), subject: self[2], valueAdded: effect,
            gap: gap, source: self[8])
    }

    func schoolResources(_ names: [String]) throws(RowProblem) -> ResourceCheck.School {
        var amounts: [String: Double] = [:]
        for (place, name) in names.enumerated() {
            guard let amount = try measure(4 + place) else { continue }
            guard amount >= 0 else {
                throw problem(
                    4 + place, "negative-amount", "数量不能为负。", "An amount cannot be negative.")
            }
            amounts[name] = amount
        }
        return ResourceCheck.School(
            code: try name(0), district: try name(1), stage: try word(2), students: try whole(3),
            amounts: amounts)
    }

    /// A text that must be there.
    func name(_ place: Int) throws(RowProblem) -> String {
        guard !self[place].isEmpty else {
            throw problem(place, "empty-name", "单元格是空的。", "The cell is empty.")
        }
        return self[place]
    }
}
