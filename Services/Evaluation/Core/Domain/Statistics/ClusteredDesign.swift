/// The sufficient statistics of a random-intercept model: everything that estimating it needs.
///
/// All measures are centred at their grand means, which changes neither the determinant of the
/// cross products nor any estimate but the intercept, and keeps the digits.
struct ClusteredDesign {
    /// A term that was asked for.
    struct Term: Hashable {
        let name: String
        /// Its column in the model, counted from 1 (0 is the intercept); `nil` when it depends on
        /// terms before it.
        let column: Int?
    }

    /// Units of one size, taken together: a criterion looks at sizes, not at units.
    struct SizeGroup {
        let size: Double
        let unitCount: Double
        /// Σ z z' over the units, z = (1, means of the columns, mean of the result), centred.
        var squares: SymmetricMatrix
    }

    /// Units that have students, by their number in the moments.
    let units: [Int]
    /// Students of each of them.
    let sizes: [Double]
    /// z of each of them, one after the other.
    let means: [Double]
    /// Students in all.
    let studentCount: Double
    /// Columns with the intercept, the result not counted: p.
    let columnCount: Int
    let terms: [Term]
    /// The grand means of columns 1 … p−1 and of the result; the first is 0.
    let centre: [Double]
    /// Cross products within units, pooled; the intercept's are 0.
    let within: SymmetricMatrix
    let sizeGroups: [SizeGroup]

    /// Length of z.
    var length: Int { columnCount + 1 }

    /// z of the unit at `index` of `units`.
    func mean(_ index: Int) -> ArraySlice<Double> {
        means[(index * length)..<((index + 1) * length)]
    }

    /// - Parameters:
    ///   - moments: measures of the students per unit.
    ///   - columns: what the measures are; only the result, the last measure, when empty.
    init(_ moments: UnitMoments, columns: ModelColumns) {
        let total = TotalMoments(moments)
        let asked = columns.terms { total.occurs($0) }
        let result = moments.width - 1
        let products = total.products.part(asked.map(\.measure) + [result])
        let kept = AugmentedFactor.independentColumns(products)
        let measures = kept.map { asked[$0].measure } + [result]
        terms = asked.indices.map { index in
            Term(name: asked[index].name, column: kept.firstIndex(of: index).map { $0 + 1 })
        }
        units = total.units
        sizes = units.map { Double(moments.counts[$0]) }
        studentCount = total.count
        columnCount = kept.count + 1
        centre = [0] + measures.map { total.means[$0] }
        within = ClusteredDesign.widened(total.within.part(measures))
        var means: [Double] = []
        means.reserveCapacity(units.count * (measures.count + 1))
        for unit in units {
            let own = moments.means(of: unit)
            means.append(1)
            for measure in measures {
                means.append(own[own.startIndex + measure] - total.means[measure])
            }
        }
        self.means = means
        sizeGroups = ClusteredDesign.groups(sizes, means, length: measures.count + 1)
    }

    /// With a row and column of zeros for the intercept.
    private static func widened(_ matrix: SymmetricMatrix) -> SymmetricMatrix {
        var wide = SymmetricMatrix(size: matrix.size + 1)
        for row in 0..<matrix.size {
            for column in 0..<matrix.size { wide[row + 1, column + 1] = matrix[row, column] }
        }
        return wide
    }

    private static func groups(
        _ sizes: [Double], _ means: [Double], length: Int
    ) -> [SizeGroup] {
        var places: [Double: Int] = [:]
        var squares: [SymmetricMatrix] = []
        for (index, size) in sizes.enumerated() {
            let place = places[size] ?? squares.count
            if place == squares.count {
                places[size] = place
                squares.append(SymmetricMatrix(size: length))
            }
            squares[place].addSquare(means[(index * length)..<((index + 1) * length)], weight: 1)
        }
        return places.sorted { $0.key < $1.key }.map { size, place in
            SizeGroup(size: size, unitCount: squares[place][0, 0], squares: squares[place])
        }
    }
}
