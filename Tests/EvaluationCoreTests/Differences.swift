import Foundation
import Testing

/// A table of figures beside their references, each with its tolerance. A figure outside fails the
/// test; the table itself goes to the test's output.
struct Differences {
    let title: String
    private var lines: [String] = []

    init(_ title: String) { self.title = title }

    /// The difference in multiples of the reference.
    mutating func relative(
        _ name: String, _ ours: Double, _ reference: Double, _ tolerance: Double
    ) {
        note(name, ours, reference, abs(ours / reference - 1), tolerance, "relative")
    }

    mutating func absolute(
        _ name: String, _ ours: Double, _ reference: Double, _ tolerance: Double
    ) {
        note(name, ours, reference, abs(ours - reference), tolerance, "absolute")
    }

    /// The largest difference of many figures.
    mutating func largest(
        _ name: String, _ ours: [Double], _ references: [Double], _ tolerance: Double
    ) {
        #expect(ours.count == references.count && !ours.isEmpty)
        let pair = zip(ours, references).max { abs($0.0 - $0.1) < abs($1.0 - $1.1) }
        guard let (one, other) = pair else { return }
        note("\(name) (\(ours.count))", one, other, abs(one - other), tolerance, "absolute")
    }

    private mutating func note(
        _ name: String, _ ours: Double, _ reference: Double, _ difference: Double,
        _ tolerance: Double, _ kind: String
    ) {
        #expect(difference <= tolerance, "\(title) \(name): \(ours), reference \(reference)")
        lines.append(
            "| \(title) | \(name) | \(ours) | \(reference) | \(kind) "
                + String(format: "%.1e | %.0e |", difference, tolerance))
    }

    func show() { print(lines.joined(separator: "\n")) }
}
