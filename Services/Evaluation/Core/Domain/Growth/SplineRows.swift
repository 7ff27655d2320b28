/// A design matrix of B-splines of which each row keeps only the values that are not zero.
struct SplineRows {
    let basis: SplineBasis
    /// Rows.
    let count: Int
    /// The first column that is not zero, a row.
    private(set) var starts: [Int32] = []
    /// `width` values a row.
    private(set) var values: [Double] = []

    /// Values kept for each row.
    var width: Int { basis.degree + 1 }
    var columnCount: Int { basis.count }

    init(_ basis: SplineBasis, at points: [Double]) {
        self.basis = basis
        count = points.count
        starts.reserveCapacity(points.count)
        values.reserveCapacity(points.count * (basis.degree + 1))
        var row = [Double](repeating: 0, count: basis.degree + 1)
        for point in points {
            starts.append(Int32(basis.evaluate(point, into: &row)))
            values.append(contentsOf: row)
        }
    }

    private init(_ basis: SplineBasis, starts: [Int32], values: [Double]) {
        self.basis = basis
        self.starts = starts
        self.values = values
        count = starts.count
    }

    /// Some of the rows, in the order of `chosen`.
    func part(_ chosen: [Int]) -> SplineRows {
        SplineRows(
            basis, starts: chosen.map { starts[$0] },
            values: chosen.flatMap { values[($0 * width)..<(($0 + 1) * width)] })
    }

    /// A row times a vector of `columnCount` numbers.
    func product(_ row: Int, _ vector: [Double]) -> Double {
        var sum = 0.0
        let start = Int(starts[row])
        for place in 0..<width { sum += values[row * width + place] * vector[start + place] }
        return sum
    }

    /// Adds a multiple of a row to a vector.
    func add(_ row: Int, times factor: Double, to vector: inout [Double]) {
        let start = Int(starts[row])
        for place in 0..<width { vector[start + place] += factor * values[row * width + place] }
    }

    /// A row with its zeros.
    func full(_ row: Int) -> [Double] {
        var full = [Double](repeating: 0, count: columnCount)
        add(row, times: 1, to: &full)
        return full
    }

    /// All rows times a vector of `columnCount` numbers.
    ///
    /// - Parameter result: takes one number a row; of `count` elements.
    func products(_ vector: [Double], into result: inout [Double]) {
        let width = width
        values.withUnsafeBufferPointer { values in
            for row in 0..<count {
                let start = Int(starts[row])
                var sum = 0.0
                for place in 0..<width {
                    sum += values[row * width + place] * vector[start + place]
                }
                result[row] = sum
            }
        }
    }

    /// Some rows times a vector of `columnCount` numbers.
    ///
    /// - Parameter result: takes one number for each of `chosen`.
    func products(of chosen: [Int], _ vector: [Double], into result: inout [Double]) {
        let width = width
        result.removeAll(keepingCapacity: true)
        values.withUnsafeBufferPointer { values in
            for row in chosen {
                let start = Int(starts[row])
                var sum = 0.0
                for place in 0..<width {
                    sum += values[row * width + place] * vector[start + place]
                }
                result.append(sum)
            }
        }
    }

    /// As many rows as there are columns that span all of them, the largest remainder first; `nil`
    /// when the columns depend on one another at these points.
    func spanningRows() -> [Int]? {
        let length = columnCount
        var remainders = [Double](repeating: 0, count: count * length)
        for row in 0..<count {
            let start = row * length + Int(starts[row])
            for place in 0..<width { remainders[start + place] = values[row * width + place] }
        }
        var chosen: [Int] = []
        var direction = [Double](repeating: 0, count: length)
        while chosen.count < length {
            let best = SplineRows.longest(remainders, length)
            guard best.square > 1e-14 else { return nil }
            let norm = best.square.squareRoot()
            for place in 0..<length {
                direction[place] = remainders[best.row * length + place] / norm
            }
            SplineRows.remove(direction, from: &remainders)
            chosen.append(best.row)
        }
        return chosen
    }

    private static func longest(_ vectors: [Double], _ length: Int) -> (row: Int, square: Double) {
        var best = (row: 0, square: 0.0)
        for row in 0..<(vectors.count / length) {
            var square = 0.0
            for place in (row * length)..<((row + 1) * length) {
                square += vectors[place] * vectors[place]
            }
            if square > best.square { best = (row, square) }
        }
        return best
    }

    /// Takes the part along a direction of length 1 out of every vector.
    private static func remove(_ direction: [Double], from vectors: inout [Double]) {
        let length = direction.count
        for start in stride(from: 0, to: vectors.count, by: length) {
            var along = 0.0
            for place in 0..<length { along += vectors[start + place] * direction[place] }
            for place in 0..<length { vectors[start + place] -= along * direction[place] }
        }
    }
}
