/// Something that is measured against a yardstick.
protocol Benchmark: Sendable {
    var ratio: Ratio { get }
    /// One time the product and one time the yardstick, on equal tables. Even trials measure the
    /// product first, odd ones the yardstick.
    func trial(_ number: Int) async throws -> Trial
}

extension Benchmark {
    /// Calls both in the trial's order.
    func interleaved(
        _ number: Int, product: () async throws -> Measured, yardstick: () async throws -> Measured
    ) async throws -> Trial {
        if number.isMultiple(of: 2) {
            let first = try await product()
            return Trial(product: first, yardstick: try await yardstick())
        }
        let first = try await yardstick()
        return Trial(product: try await product(), yardstick: first)
    }
}

/// A figure, and what it took.
struct Measured: Sendable {
    /// In the ratio's unit.
    let value: Double
    let seconds: Double
    let cpu: CPUTime
    /// What else was seen, by name.
    var notes: [(String, JSONValue)] = []
}

/// Product and yardstick, one after the other.
struct Trial: Sendable {
    let product: Measured
    let yardstick: Measured

    var ratio: Double { product.value / yardstick.value }
}
