/// The students of one key, each kept: for measures that need them sorted (progress, growth).
package struct StudentList: Sendable {
    /// Units by the number in `unitOfStudent`.
    package private(set) var units = NameRegister()
    /// Rows left out because a result or prior is missing.
    package private(set) var dropped = 0
    /// The students' priors.
    package private(set) var priors: [Double] = []
    /// Their results.
    package private(set) var results: [Double] = []
    /// The numbers of their units.
    package private(set) var unitOfStudent: [Int] = []

    package init() {}

    /// Counts a row that is left out.
    package mutating func drop() { dropped += 1 }

    /// Adds a student.
    package mutating func add(prior: Double, result: Double, unit: String) {
        priors.append(prior)
        results.append(result)
        unitOfStudent.append(units.number(of: unit))
    }
}
