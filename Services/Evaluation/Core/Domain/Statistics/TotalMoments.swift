/// The moments of all students together, and within their units.
struct TotalMoments {
    /// Units that have students.
    let units: [Int]
    /// Students in all.
    let count: Double
    /// Grand mean of each measure.
    let means: [Double]
    /// Cross products about the units' means.
    let within: SymmetricMatrix
    /// Cross products about the grand means.
    let products: SymmetricMatrix

    init(_ moments: UnitMoments) {
        units = moments.counts.indices.filter { moments.counts[$0] > 0 }
        count = units.reduce(0) { $0 + Double(moments.counts[$1]) }
        var means = [Double](repeating: 0, count: moments.width)
        var seen = 0.0
        var within = SymmetricMatrix(size: moments.width)
        for unit in units {
            let size = Double(moments.counts[unit])
            seen += size
            // Moved, not summed: a sum of large numbers would lose digits.
            for (place, mean) in moments.means(of: unit).enumerated() {
                means[place] += (mean - means[place]) * size / seen
            }
            moments.addProducts(of: unit, to: &within)
        }
        var products = within
        for unit in units {
            let steps = zip(moments.means(of: unit), means).map { $0 - $1 }
            products.addSquare(steps, weight: Double(moments.counts[unit]))
        }
        self.means = means
        self.within = within
        self.products = products
    }

    /// Whether a measure is anything but zero.
    func occurs(_ measure: Int) -> Bool {
        means[measure] != 0 || products[measure, measure] > 0
    }
}
