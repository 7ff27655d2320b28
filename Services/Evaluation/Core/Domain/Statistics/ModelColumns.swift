/// The columns that a model is asked to use beside the result: numbers, and texts as one column for
/// each of their values.
package struct ModelColumns: Hashable, Sendable {
    /// One prior or covariate.
    package struct Column: Hashable, Sendable {
        /// The name in the file's header.
        package let name: String
        /// For a text: its values in byte order. `nil` for a number.
        package let levels: [String]?

        package init(name: String, levels: [String]? = nil) {
            self.name = name
            self.levels = levels
        }

        var width: Int { levels?.count ?? 1 }
    }

    /// A value of one student.
    package enum Value: Hashable, Sendable {
        /// Of a number column.
        case number(Double)
        /// The place of a text among its column's levels.
        case level(Int)
    }

    /// In the order in which terms are reported.
    package let columns: [Column]

    package init(_ columns: [Column] = []) { self.columns = columns }

    /// Measures of one student, the result included.
    package var width: Int { columns.reduce(1) { $0 + $1.width } }

    /// One student's measures in the order of `UnitMoments`: an indicator for every level, the base
    /// included, and the result last.
    ///
    /// - Parameters:
    ///   - values: one for each column.
    ///   - measures: takes them; its content before is dropped.
    package func encode(_ values: [Value], result: Double, into measures: inout [Double]) {
        measures.removeAll(keepingCapacity: true)
        for (column, value) in zip(columns, values) {
            switch value {
            case .number(let number): measures.append(number)
            case .level(let level):
                for place in 0..<column.width { measures.append(place == level ? 1 : 0) }
            }
        }
        measures.append(result)
    }

    /// The terms of a model of these students, with the measure that each takes: a text's first
    /// level that occurs is the base and is no term (treatment coding).
    ///
    /// - Parameter occurs: whether a measure is anything but zero.
    func terms(occurs: (Int) -> Bool) -> [(name: String, measure: Int)] {
        var terms: [(name: String, measure: Int)] = []
        var start = 0
        for column in columns {
            if let levels = column.levels {
                let present = levels.indices.filter { occurs(start + $0) }
                terms += present.dropFirst().map { ("\(column.name)=\(levels[$0])", start + $0) }
            } else {
                terms.append((column.name, start))
            }
            start += column.width
        }
        return terms
    }
}
