/// The students of one key (a district, a subject …) as models take them: moments per unit.
package struct CohortTable: Sendable {
    /// Units by the number they have in `moments`.
    package private(set) var units = NameRegister()
    /// Upper units; without names when no level was asked for.
    package private(set) var levels = NameRegister()
    /// For each unit the number of its upper unit; empty when no level was asked for.
    package private(set) var levelOfUnit: [Int] = []
    /// Measures of the students counted.
    package private(set) var moments: UnitMoments
    /// Rows left out because a result, prior or covariate is missing.
    package private(set) var dropped = 0

    /// - Parameter width: measures of one student, the result included.
    package init(width: Int) { moments = UnitMoments(width: width) }

    /// Counts a row that is left out.
    package mutating func drop() { dropped += 1 }

    /// Adds a student.
    ///
    /// - Parameters:
    ///   - measures: as `ModelColumns.encode` gives them.
    ///   - level: the upper unit; `nil` when none was asked for.
    /// - Returns: the upper unit that the unit belonged to before, when it is another one: units
    ///   lie in one upper unit (nested); the student is not added then.
    package mutating func add(_ measures: [Double], unit: String, level: String?) -> String? {
        let number = units.number(of: unit)
        if number == moments.counts.count {
            moments.addUnit()
            if let level { levelOfUnit.append(levels.number(of: level)) }
        } else if let level, levels.names[levelOfUnit[number]] != level {
            return levels.names[levelOfUnit[number]]
        }
        moments.add(measures, to: number)
        return nil
    }
}
