/// Whose time a ratio's phases took: the second list.
struct TimeReport {
    let lines: [JSONValue]

    init(_ ratio: Ratio, _ trials: [Trial]) {
        lines = [
            Self.line(ratio, "product", trials.map(\.product)),
            Self.line(ratio, "yardstick", trials.map(\.yardstick)),
        ]
    }

    /// CPU seconds for each second of the phase, medians: 2 is all of two cores.
    private static func line(_ ratio: Ratio, _ side: String, _ measured: [Measured]) -> JSONValue {
        func median(_ value: (CPUTime) -> Double) -> JSONValue {
            .number(Spread(measured.map { value($0.cpu) / $0.seconds }).median)
        }
        return .object([
            ("time", .string(ratio.name)), ("side", .string(side)),
            ("seconds", .number(Spread(measured.map(\.seconds)).median)),
            ("cpu_of_this_process", median(\.own)),
            ("cpu_of_its_programs", median(\.programs)),
            ("cpu_of_postgres", median(\.postgres)), ("cpu_of_broker", median(\.broker)),
            ("unit", .string("CPU seconds a second")),
        ])
    }
}
