/// A small symmetric matrix, kept in full, row by row.
package struct SymmetricMatrix: Hashable, Sendable {
    /// Rows, and columns.
    package let size: Int
    /// size² numbers, row after row; both triangles are kept.
    package private(set) var elements: [Double]

    /// All zeros.
    package init(size: Int) {
        self.size = size
        elements = [Double](repeating: 0, count: size * size)
    }

    /// The number in a row and a column, counted from 0; setting it does not set its mirror.
    package subscript(row: Int, column: Int) -> Double {
        get { elements[row * size + column] }
        set { elements[row * size + column] = newValue }
    }

    /// Adds `weight` times the product of a vector of `size` numbers with itself.
    mutating func addSquare(_ vector: some Collection<Double>, weight: Double) {
        var place = 0
        for left in vector {
            let scaled = left * weight
            for right in vector {
                elements[place] += scaled * right
                place += 1
            }
        }
    }

    /// The same for the upper triangle alone: `mirror` completes it when all squares are added.
    mutating func addUpper(_ vector: UnsafeBufferPointer<Double>, weight: Double) {
        let size = size
        elements.withUnsafeMutableBufferPointer { elements in
            for row in 0..<size {
                let scaled = weight * vector[row]
                for column in row..<size {
                    elements[row * size + column] += scaled * vector[column]
                }
            }
        }
    }

    /// Copies the upper triangle to the lower one.
    mutating func mirror() {
        for row in 0..<size {
            for column in 0..<row { elements[row * size + column] = elements[column * size + row] }
        }
    }

    /// Adds `weight` times another matrix of the same size.
    mutating func add(_ other: SymmetricMatrix, weight: Double = 1) {
        for place in elements.indices { elements[place] += weight * other.elements[place] }
    }

    /// v' M v.
    func square(of vector: [Double]) -> Double {
        var sum = 0.0
        for row in 0..<size {
            var inner = 0.0
            for column in 0..<size { inner += elements[row * size + column] * vector[column] }
            sum += inner * vector[row]
        }
        return sum
    }

    /// The matrix of some of the rows and the same columns.
    func part(_ places: [Int]) -> SymmetricMatrix {
        var part = SymmetricMatrix(size: places.count)
        for (row, from) in places.enumerated() {
            for (column, to) in places.enumerated() { part[row, column] = self[from, to] }
        }
        return part
    }

    /// The trace of the product with another matrix of at least this size, its further rows and
    /// columns left out.
    func traceOfProduct(_ other: SymmetricMatrix) -> Double {
        var sum = 0.0
        for row in 0..<size {
            for column in 0..<size { sum += self[row, column] * other[row, column] }
        }
        return sum
    }
}
