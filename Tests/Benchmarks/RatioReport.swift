/// The closing line of a ratio.
struct RatioReport {
    let line: JSONValue

    init(_ ratio: Ratio, _ trials: [Trial], _ world: BenchWorld) {
        let spread = Spread(trials.map(\.ratio))
        line = .object([
            ("ratio", .string(ratio.name)),
            ("value", .number(spread.median)), ("min", .number(spread.min)),
            ("max", .number(spread.max)),
            ("reach", .number(ratio.reach)), ("stretch", .number(ratio.stretch)),
            ("reached", .bool(ratio.isReached(spread.median, ratio.reach))),
            ("stretched", .bool(ratio.isReached(spread.median, ratio.stretch))),
            ("better", .string(ratio.smallIsGood ? "smaller" : "greater")),
            ("repeats", .number(Double(trials.count))),
            ("product", Self.side(trials.map(\.product), ratio.unit)),
            ("yardstick", Self.side(trials.map(\.yardstick), ratio.unit)),
            ("what", .string(ratio.what)),
            ("broker", .string(world.brokerName)), ("postgres", .string(world.postgresName)),
        ])
    }

    private static func side(_ measured: [Measured], _ unit: String) -> JSONValue {
        guard case .object(let fields) = Spread(measured.map(\.value)).fields(unit: unit) else {
            return .object([])
        }
        let names = measured[0].notes.map(\.0)
        return .object(
            fields
                + names.map { name in
                    (
                        name,
                        .list(
                            measured.compactMap { one in
                                one.notes.first { $0.0 == name }?.1
                            })
                    )
                })
    }
}
