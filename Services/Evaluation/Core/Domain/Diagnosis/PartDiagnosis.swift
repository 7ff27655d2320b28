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

    /// A school's parts in the sections of a report.
    ///
    /// - Parameter unit: the school's name.
    package init?(unit: String, sections: [ReportSection]) {
        self.init(
            sections.compactMap { section in
                guard let line = section.lines.first(where: { $0.name == unit }),
                    let scale = section.deviation
                else { return nil }
                return Part(
                    name: section.heading, gap: line.toAll.gap / scale,
                    intake: line.toAll.intake / scale, progress: line.toAll.progress / scale,
                    flag: line.effect.flag)
            })
    }
}
