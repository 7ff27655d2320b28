/// What a page says about one subject, stage or district: figures, and a line for each unit.
package struct ReportSection: Sendable {
    /// One unit.
    package struct Line: Sendable {
        /// The unit's name.
        package let name: String
        /// The upper unit's name; `nil` when none was asked for.
        package let group: String?
        /// What the unit adds.
        package let effect: ValueAdded
        /// Its gap to all students.
        package let toAll: GapAnalysis
        /// Its gap to its group; `nil` when none was asked for.
        package let toGroup: GapAnalysis?
    }

    /// Empty for the file as a whole.
    package let heading: String
    package let table: CohortTable
    /// The model with two levels: a group's effect would be part of what its schools add.
    package let figures: ValueAddedFigures
    /// From what adds least to what adds most; empty where the model does not exist.
    package let lines: [Line]
    /// Standard deviation of all students' results, with N − 1; `nil` without variance.
    package let deviation: Double?

    /// - Parameters:
    ///   - heading: the key of this part of the data.
    ///   - columns: priors and covariates.
    package init(heading: String, table: CohortTable, columns: ModelColumns) {
        self.heading = heading
        self.table = table
        figures = ValueAddedFigures(table.moments, columns: columns)
        deviation = ReportSection.deviation(table.moments)
        guard case .success(let fit) = figures.spread.likelihood,
            case .success(let units) = figures.units
        else {
            lines = []
            return
        }
        let design = ClusteredDesign(table.moments, columns: columns)
        let all = Array(design.units.indices)
        let whole = GapReference(design, moments: table.moments, indices: all)
        let groups = Dictionary(grouping: all) { index in
            table.levelOfUnit.isEmpty ? 0 : table.levelOfUnit[design.units[index]]
        }.mapValues { GapReference(design, moments: table.moments, indices: $0) }
        func gap(_ index: Int, _ reference: GapReference) -> GapAnalysis {
            GapAnalysis(
                design, moments: table.moments, coefficients: fit.centred, index: index,
                reference: reference)
        }
        lines = units.enumerated().map { index, effect in
            let level = table.levelOfUnit.isEmpty ? nil : table.levelOfUnit[effect.unit]
            return Line(
                name: table.units.names[effect.unit], group: level.map { table.levels.names[$0] },
                effect: effect, toAll: gap(index, whole),
                toGroup: level.map { gap(index, groups[$0] ?? whole) })
        }.sorted(by: ReportSection.isBefore)
    }

    private static func isBefore(_ left: Line, _ right: Line) -> Bool {
        if left.effect.estimate != right.effect.estimate {
            return left.effect.estimate < right.effect.estimate
        }
        return ByteOrder.isBefore(left.name, right.name)
    }

    private static func deviation(_ moments: UnitMoments) -> Double? {
        let total = TotalMoments(moments)
        let result = moments.width - 1
        let squares = total.products[result, result]
        return total.count > 1 && squares > 0 ? (squares / (total.count - 1)).squareRoot() : nil
    }
}
