/// A line of messaging.md's table "Ratios to reach".
struct Ratio {
    let name: String
    /// What is divided by what, in words.
    let what: String
    let unit: String
    let reach: Double
    let stretch: Double
    /// A ratio of times, which is to be small.
    var smallIsGood = false

    func isReached(_ value: Double, _ bound: Double) -> Bool {
        smallIsGood ? value <= bound : value >= bound
    }

    static let commands = Ratio(
        name: "commands", what: "commands with outbox ÷ pgbench of the identical SQL, 8 clients",
        unit: "commands/s", reach: 0.70, stretch: 0.90)
    static let endToEnd = Ratio(
        name: "end-to-end", what: "events applied with bounded lag ÷ pgbench of the commands' SQL",
        unit: "events/s", reach: 0.60, stretch: 0.80)
    static let relay = Ratio(
        name: "relay", what: "relay drain of 50,000 rows ÷ min(COPY out, raw producer)",
        unit: "rows/s", reach: 0.25, stretch: 0.50)
    static let consumer = Ratio(
        name: "consumer", what: "consumer drain of 50,000 events ÷ pgbench of the batched apply",
        unit: "events/s", reach: 0.50, stretch: 0.80)
    static let importing = Ratio(
        name: "import", what: "file to checked staging rows ÷ COPY of the same staging rows",
        unit: "rows/s", reach: 0.40, stretch: 0.70)
    static let latency = Ratio(
        name: "latency",
        what: "p50 from commit to effect at half load ÷ (2 × pgbench p50 + broker round trip)",
        unit: "ms", reach: 2.0, stretch: 1.3, smallIsGood: true)

    static let names = [commands, endToEnd, relay, consumer, importing, latency].map(\.name)
}
