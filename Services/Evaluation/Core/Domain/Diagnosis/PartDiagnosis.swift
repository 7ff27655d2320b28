/// In which subjects, or cohorts, the gap of a school lies (TC-14): the same analysis for each part,
/// on one scale, so that parts can be laid side by side.
package struct PartDiagnosis: Hashable, Sendable {
    /// One subject, stage, year or cohort.
    package struct Part: Hashable, Sendable {
        /// Its key, as the caller names it.
        package let name: String
        /// The school's gap to the reference, in standard deviations of all students' results in
        /// this part.
        package let gap: Double
        /// What the priors explain of it, on the same scale.
        package let intake: Double
        /// The rest, on the same scale.
        package let progress: Double
        /// What the school adds here stands above, below or neither.
        package let flag: ValueAdded.Flag

        package init(
            name: String, gap: Double, intake: Double, progress: Double, flag: ValueAdded.Flag
        ) {
            self.name = name
            self.gap = gap
            self.intake = intake
            self.progress = progress
            self.flag = flag
        }
    }

    /// The parts in which the school has students, in the order given.
    package let parts: [Part]
    /// Mean gap over the parts.
    package let meanGap: Double
    /// The part furthest behind what the school's other parts let expect; `nil` with fewer than two.
    package let weakest: Part?
    /// The part furthest ahead of them.
    package let strongest: Part?

    /// - Returns: `nil` when the school has students in no part.
    package init?(_ parts: [Part]) {
        guard !parts.isEmpty else { return nil }
        self.parts = parts
        meanGap = parts.reduce(0) { $0 + $1.gap } / Double(parts.count)
        let isSeveral = parts.count > 1
        weakest = isSeveral ? parts.min { $0.progress < $1.progress } : nil
        strongest = isSeveral ? parts.max { $0.progress < $1.progress } : nil
    }

    /// The schools' parts in the sections of a report, one for each school that has any.
    ///
    /// - Parameter names: of the schools, in the order wanted.
    package static func all(
        _ names: [String], _ sections: [ReportSection]
    ) -> [(name: String, diagnosis: PartDiagnosis)] {
        let lines = sections.map { section in
            Dictionary(section.lines.map { ($0.name, $0) }, uniquingKeysWith: { one, _ in one })
        }
        return names.compactMap { name in
            let parts = zip(sections, lines).compactMap { section, lines -> Part? in
                guard let line = lines[name], let scale = section.deviation else { return nil }
                return Part(
                    name: section.heading, gap: line.toAll.gap / scale,
                    intake: line.toAll.intake / scale, progress: line.toAll.progress / scale,
                    flag: line.effect.flag)
            }
            return PartDiagnosis(parts).map { (name, $0) }
        }
    }
}
