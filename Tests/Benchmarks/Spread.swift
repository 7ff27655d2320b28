/// Median and range of repeated measurements.
struct Spread {
    let median: Double
    let min: Double
    let max: Double

    /// - Parameter values: at least one.
    init(_ values: [Double]) {
        let sorted = values.sorted()
        let middle = sorted.count / 2
        median =
            sorted.count.isMultiple(of: 2)
            ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
        min = sorted[0]
        max = sorted[sorted.count - 1]
    }

    func fields(unit: String) -> JSONValue {
        .object([
            ("median", .number(median)), ("min", .number(min)), ("max", .number(max)),
            ("unit", .string(unit)),
        ])
    }
}
