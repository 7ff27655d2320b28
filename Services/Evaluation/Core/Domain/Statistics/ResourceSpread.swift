import Foundation

/// How unevenly a resource is spread over the students of a district's schools (差异系数).
///
/// Source: 教督〔2017〕6号, annex: S = √Σ(P_i/P)(X_i−X)², CV = S/X, with P_i students of a school, X_i
/// its resource per student, X that of all students together.
package struct ResourceSpread: Hashable, Sendable {
    /// One school.
    package struct School: Hashable, Sendable {
        /// On roll, not negative.
        package let students: Double
        /// What the school has in all, e.g. books.
        package let resource: Double

        package init(students: Double, resource: Double) {
            self.students = students
            self.resource = resource
        }
    }

    /// Schools with students.
    package let schoolCount: Int
    /// On roll in all.
    package let students: Double
    /// The resource per student of all schools together.
    package let mean: Double
    /// The coefficient that the limits are set for.
    package let coefficient: Double
    /// The same with every school counting once: not what the limits are set for.
    package let unweighted: Double

    /// - Throws: `noData` without students, `meanNotPositive`.
    package init(_ schools: [School]) throws(Undefined) {
        let present = schools.filter { $0.students > 0 }
        guard !present.isEmpty else { throw .noData }
        let students = present.reduce(0) { $0 + $1.students }
        let mean = present.reduce(0) { $0 + $1.resource } / students
        let each = present.map { $0.resource / $0.students }
        let plain = each.reduce(0, +) / Double(each.count)
        guard mean > 0, plain > 0 else { throw .meanNotPositive }
        let squares = zip(present, each).reduce(0) {
            $0 + $1.0.students / students * ($1.1 - mean) * ($1.1 - mean)
        }
        let plainSquares = each.reduce(0) { $0 + ($1 - plain) * ($1 - plain) }
        schoolCount = present.count
        self.students = students
        self.mean = mean
        coefficient = squares.squareRoot() / mean
        unweighted = (plainSquares / Double(each.count)).squareRoot() / plain
    }
}
