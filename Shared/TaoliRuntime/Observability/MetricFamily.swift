/// All series of one metric name.
struct MetricFamily {
    let name: String
    let kind: String
    private var series: [MetricLabels: any PrometheusSeries] = [:]

    init(name: String, kind: String) {
        self.name = name
        self.kind = kind
    }

    mutating func series<Series: PrometheusSeries>(_ labels: MetricLabels, make: () -> Series)
        -> Series
    {
        let isFull = series[labels] == nil && series.count >= PrometheusRegistry.seriesMax
        let labels = isFull ? .overflow : labels
        if let known = series[labels] as? Series { return known }
        let fresh = make()
        series[labels] = fresh
        return fresh
    }

    /// HELP, TYPE and the samples.
    func exposition(help: String?) -> String {
        let words = help ?? name.split(separator: "_").joined(separator: " ") + "."
        let escaped = words.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
        let samples = series.sorted { $0.key.text < $1.key.text }
            .map { $0.value.exposition(name: name, labels: $0.key) }.joined()
        return "# HELP \(name) \(escaped)\n# TYPE \(name) \(kind)\n\(samples)"
    }
}

/// Label names and values, sorted by name, ready for the exposition.
struct MetricLabels: Hashable {
    /// `a="1",b="2"`, or empty.
    let text: String

    static let overflow = MetricLabels([("overflow", "true")])

    init(_ dimensions: [(String, String)]) {
        var values: [String: String] = [:]
        for (name, value) in dimensions { values[MetricName.clean(name)] = value }
        text = values.sorted { $0.key < $1.key }
            .map { "\($0.key)=\"\(Self.escaped($0.value))\"" }.joined(separator: ",")
    }

    /// In braces, with `extra` (such as `le="1"`) at the end; nothing when there is none.
    func braced(_ extra: String = "") -> String {
        let parts = [text, extra].filter { !$0.isEmpty }
        return parts.isEmpty ? "" : "{\(parts.joined(separator: ","))}"
    }

    private static func escaped(_ value: String) -> String {
        value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
            .replacing("\n", with: "\\n")
    }
}

/// Makes names that Prometheus accepts.
enum MetricName {
    /// `[a-zA-Z_][a-zA-Z0-9_]*`; anything else becomes `_`. Colons are for recording rules.
    static func clean(_ label: String) -> String {
        let characters = label.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" }
        let name = String(characters)
        return name.first.map(\.isNumber) ?? true ? "_" + name : name
    }

    /// The clean name with this ending, added once.
    static func ending(_ label: String, in ending: String) -> String {
        let name = clean(label)
        return name.hasSuffix(ending) ? name : name + ending
    }
}
