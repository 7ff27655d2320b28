package import TaoliModels
import TaoliPolicy

/// What imported results say of the schools of a cycle, as inputs: counts of each school and of the
/// district, and what shows whether weak schools came on.
package struct DerivedInputs: Sendable {
    /// Results of the district's schools, and of members from elsewhere, in the cycle's school year.
    package let now: [ScoreSums]
    /// The same a year before; empty when nothing was imported.
    package let before: [ScoreSums]
    /// How many schools of the district taught each stage in that year: without all of them there is
    /// no figure of the district.
    package let schoolsOfDistrict: [Stage: Int]

    package init(now: [ScoreSums], before: [ScoreSums], schoolsOfDistrict: [Stage: Int]) {
        self.now = now
        self.before = before
        self.schoolsOfDistrict = schoolsOfDistrict
    }

    /// - Parameter weak: schools that the bureau calls weak, with their stage.
    package func inputs(of cycle: Cycle, weak: Set<CycleInput.Key>) -> [CycleInput] {
        let taught = Dictionary(cycle.members.map { ($0.school, Set($0.stages)) }) { $0.union($1) }
        let own = now.filter { taught[$0.school]?.contains($0.stage) == true }
        return own.flatMap(counts) + regions()
            + weak.sorted { $0.text.lexicographicallyPrecedes($1.text) }
            .flatMap { progress($0, cycle) }
    }

    private static let source = "import"

    private func counts(_ sums: ScoreSums) -> [CycleInput] {
        let sat = count(sums, .everyoneSits, sums.students - sums.missing)
        return [sat] + (sums.passed.map { [count(sums, .passRate, $0)] } ?? [])
    }

    private func count(_ sums: ScoreSums, _ measure: StandardRule.Measure, _ number: Int)
        -> CycleInput
    {
        CycleInput(
            CycleInput.Key(
                what: .count, school: sums.school, stage: sums.stage, subject: sums.subject,
                item: measure.rawValue),
            values: [Double(number), Double(sums.students)], source: Self.source)
    }

    private struct Course: Hashable {
        let stage: Stage
        let subject: String
    }

    /// Of the district's own schools: a member from elsewhere is no part of 区域平均.
    private func regions() -> [CycleInput] {
        let byCourse = Dictionary(grouping: now.filter(\.isOfDistrict)) {
            Course(stage: $0.stage, subject: $0.subject)
        }
        return byCourse.compactMap { course, sums -> CycleInput? in
            let passed = sums.compactMap(\.passed)
            guard passed.count == sums.count, sums.count == schoolsOfDistrict[course.stage] else {
                return nil
            }
            return CycleInput(
                CycleInput.Key(
                    what: .region, stage: course.stage, subject: course.subject,
                    item: "district/\(StandardRule.Measure.passRate.rawValue)"),
                values: [
                    Double(passed.reduce(0, +)), Double(sums.reduce(0) { $0 + $1.students }),
                ], source: Self.source)
        }
    }
}

// MARK: - Progress of weak schools

extension DerivedInputs {
    /// One input a subject in which the school has results.
    private func progress(_ weak: CycleInput.Key, _ cycle: Cycle) -> [CycleInput] {
        guard let school = weak.school, let stage = weak.stage else { return [] }
        return now.filter { $0.school == school && $0.stage == stage }.compactMap { own in
            let course = Course(stage: stage, subject: own.subject)
            let added = valueAdded(of: school, course)
            let gaps = gap(of: school, course, in: before, cycle).flatMap { old in
                gap(of: school, course, in: now, cycle).map { [old, $0] }
            }
            guard added != nil || gaps != nil else { return nil }
            return CycleInput(
                CycleInput.Key(
                    what: .progress, school: school, stage: stage, subject: own.subject),
                values: (added ?? []) + (gaps ?? []), source: Self.source)
        }
    }

    /// Value added, its standard error and its students, by a model of the district's schools;
    /// `nil` where it cannot be estimated, as of a school from elsewhere.
    private func valueAdded(of school: SchoolID, _ course: Course) -> [Double]? {
        let columns = ModelColumns([ModelColumns.Column(name: "prior")])
        var moments = UnitMoments(width: columns.width)
        var place: Int?
        for sums in now
        where sums.isOfDistrict && sums.stage == course.stage && sums.subject == course.subject
            && sums.pairs.count > 0
        {
            if sums.school == school { place = moments.counts.count }
            moments.add(sums.pairs)
        }
        guard let place,
            case .success(let units) = ValueAddedFigures(moments, columns: columns).units,
            let unit = units.first(where: { $0.unit == place })
        else { return nil }
        guard unit.standardError > 0 else { return nil }
        return [unit.estimate, unit.standardError, Double(unit.size)]
    }

    /// The unit's mean less the school's, in standard deviations of the district's students. A
    /// school in two groups is compared with the first of them.
    private func gap(
        of school: SchoolID, _ course: Course, in sums: [ScoreSums], _ cycle: Cycle
    ) -> Double? {
        let group = cycle.members.first { $0.school == school }?.group
        let schools = Set(cycle.members.filter { $0.group == group }.map(\.school))
        let courses = sums.filter { $0.stage == course.stage && $0.subject == course.subject }
        let unit = courses.filter { schools.contains($0.school) }
        let count = unit.reduce(0) { $0 + $1.scores.count }
        guard count > 0, let own = courses.first(where: { $0.school == school })?.scores.mean,
            let deviation = deviation(courses.filter(\.isOfDistrict))
        else { return nil }
        let mean = Double(unit.reduce(0) { $0 + $1.scores.result }) / Double(count)
        return (mean / ScoreSums.scale - own) / deviation
    }

    private func deviation(_ courses: [ScoreSums]) -> Double? {
        let count = courses.reduce(Int128(0)) { $0 + Int128($1.scores.count) }
        let sum = courses.reduce(Int128(0)) { $0 + Int128($1.scores.result) }
        let squares = courses.reduce(Int128(0)) { $0 + Int128($1.scores.resultSquared) }
        guard count > 1 else { return nil }
        let about = Double(count * squares - sum * sum) / Double(count)
        guard about > 0 else { return nil }
        return (about / Double(count - 1)).squareRoot() / ScoreSums.scale
    }
}
