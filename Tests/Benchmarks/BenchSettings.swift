/// What the environment asks for.
struct BenchSettings {
    /// A variable with an unusable value.
    struct Mistake: Error, CustomStringConvertible {
        let description: String
    }

    /// `TAOLI_BENCH_REPEATS`: trials of each ratio.
    let repeats: Int
    /// `TAOLI_BENCH_SECONDS`: how long the end-to-end ratio looks on.
    let seconds: Int
    /// `TAOLI_BENCH_ONLY`: names of ratios, separated by commas or spaces; empty for all.
    let only: Set<String>

    /// - Throws: `Mistake` for what is no positive number.
    init(_ environment: [String: String]) throws {
        repeats = try Self.number(environment, "TAOLI_BENCH_REPEATS", default: 5)
        seconds = try Self.number(environment, "TAOLI_BENCH_SECONDS", default: 60)
        only = Set(
            (environment["TAOLI_BENCH_ONLY"] ?? "")
                .split(whereSeparator: { $0 == "," || $0 == " " }).map(String.init))
        if let name = only.first(where: { !Ratio.names.contains($0) }) {
            throw Mistake(
                description: "TAOLI_BENCH_ONLY names '\(name)'; there are "
                    + Ratio.names.joined(separator: ", "))
        }
    }

    func wants(_ name: String) -> Bool { only.isEmpty || only.contains(name) }

    private static func number(
        _ environment: [String: String], _ name: String, default value: Int
    ) throws -> Int {
        guard let text = environment[name], !text.isEmpty else { return value }
        guard let number = Int(text), number > 0 else {
            throw Mistake(description: "\(name)=\(text) is no positive number")
        }
        return number
    }
}
