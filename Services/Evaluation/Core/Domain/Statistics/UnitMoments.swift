/// What a model needs to know of the students of each unit: how many they are, the means of their
/// measures, and the cross products about those means.
///
/// One pass over the students, in any order; memory grows with units, not with students. Means are
/// moved as students come (Welford 1962), so that results on a scale of 0 to 750 lose no digits.
package struct UnitMoments: Sendable {
    /// Measures of one student; the last is the result.
    package let width: Int
    /// Students of each unit.
    package private(set) var counts: [Int] = []
    /// For each unit its means, then the upper triangle of its cross products, row after row.
    private var sums: [Double] = []
    private let stride: Int

    /// - Parameter width: measures of one student, at least one.
    package init(width: Int) {
        self.width = width
        stride = width + width * (width + 1) / 2
    }

    /// A unit without students; units are numbered from 0.
    @discardableResult package mutating func addUnit() -> Int {
        counts.append(0)
        sums.append(contentsOf: repeatElement(0, count: stride))
        return counts.count - 1
    }

    /// A unit whose students were counted elsewhere.
    ///
    /// - Parameters:
    ///   - count: its students; 0 for none.
    ///   - means: `width` numbers.
    ///   - products: cross products about those means, the upper triangle row after row.
    package mutating func addUnit(count: Int, means: [Double], products: [Double]) {
        let unit = addUnit()
        counts[unit] = count
        sums.replaceSubrange((unit * stride)..<((unit + 1) * stride), with: means + products)
    }

    /// Adds one student.
    ///
    /// - Parameters:
    ///   - values: `width` finite numbers.
    ///   - unit: the number of a unit that was added.
    package mutating func add(_ values: [Double], to unit: Int) {
        counts[unit] += 1
        let share = 1 / Double(counts[unit])
        let start = unit * stride
        let width = width
        sums.withUnsafeMutableBufferPointer { sums in
            var place = start + width
            for left in 0..<width {
                let before = values[left] - sums[start + left]
                // Measures to the right still stand at their old mean, this one at its new: the
                // product of both differences is what the sum grows by.
                sums[start + left] += before * share
                let after = values[left] - sums[start + left]
                sums[place] += before * after
                for right in (left + 1)..<max(width, left + 1) {
                    place += 1
                    sums[place] += after * (values[right] - sums[start + right])
                }
                place += 1
            }
        }
    }

    /// Adds the students that others collected of the same units, unit by unit (Chan, Golub and
    /// LeVeque 1983).
    ///
    /// - Parameter other: of the same width and with as many units.
    package mutating func merge(_ other: UnitMoments) {
        for unit in counts.indices where other.counts[unit] > 0 {
            let (left, right) = (Double(counts[unit]), Double(other.counts[unit]))
            let start = unit * stride
            let steps = (0..<width).map { other.sums[start + $0] - sums[start + $0] }
            var place = start + width
            for row in 0..<width {
                for column in row..<width {
                    sums[place] +=
                        other.sums[place] + steps[row] * steps[column] * left * right
                        / (left + right)
                    place += 1
                }
                sums[start + row] += steps[row] * right / (left + right)
            }
            counts[unit] += other.counts[unit]
        }
    }

    /// The means of a unit, `width` numbers.
    package func means(of unit: Int) -> ArraySlice<Double> {
        sums[(unit * stride)..<(unit * stride + width)]
    }

    /// Cross products of the unit's measures about their means, added to `matrix`.
    func addProducts(of unit: Int, to matrix: inout SymmetricMatrix) {
        var place = unit * stride + width
        for row in 0..<width {
            for column in row..<width {
                matrix[row, column] += sums[place]
                if column != row { matrix[column, row] += sums[place] }
                place += 1
            }
        }
    }
}
