import Metrics
import Synchronization

/// One series: the values of one metric under one set of labels.
protocol PrometheusSeries: AnyObject, Sendable {
    /// The sample lines, each with its newline.
    func exposition(name: String, labels: MetricLabels) -> String
}

/// A number that only grows.
final class PrometheusCounter: PrometheusSeries, CounterHandler, FloatingPointCounterHandler {
    private let value = Mutex(0.0)

    func increment(by amount: Int64) { increment(by: Double(amount)) }

    func increment(by amount: Double) {
        guard amount > 0, amount.isFinite else { return }
        value.withLock { $0 += amount }
    }

    func reset() { value.withLock { $0 = 0 } }

    func exposition(name: String, labels: MetricLabels) -> String {
        "\(name)\(labels.braced()) \(sampleText(value.withLock { $0 }))\n"
    }
}

/// A number that goes both ways.
final class PrometheusGauge: PrometheusSeries, MeterHandler, RecorderHandler {
    private let value = Mutex(0.0)

    func set(_ amount: Int64) { set(Double(amount)) }
    func set(_ amount: Double) { value.withLock { $0 = amount } }
    func increment(by amount: Double) { value.withLock { $0 += amount } }
    func decrement(by amount: Double) { value.withLock { $0 -= amount } }
    func record(_ amount: Int64) { set(Double(amount)) }
    func record(_ amount: Double) { set(amount) }

    func exposition(name: String, labels: MetricLabels) -> String {
        "\(name)\(labels.braced()) \(sampleText(value.withLock { $0 }))\n"
    }
}

/// How many observations were at most so large, with their sum and number.
final class PrometheusHistogram: PrometheusSeries, TimerHandler, RecorderHandler {
    /// Bounds for durations, in seconds: 1 ms to the bulk deadline.
    static let seconds = [
        0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30,
    ]
    /// Bounds for counts and sizes.
    static let amounts: [Double] = [1, 2, 5, 10, 50, 100, 500, 1000, 10_000, 100_000, 1_000_000]

    private struct State {
        var buckets: [UInt64]
        var sum = 0.0
        var count: UInt64 = 0
    }

    private let bounds: [Double]
    private let state: Mutex<State>

    init(bounds: [Double]) {
        self.bounds = bounds
        state = Mutex(State(buckets: Array(repeating: 0, count: bounds.count)))
    }

    func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1e9) }
    func record(_ value: Int64) { record(Double(value)) }

    func record(_ value: Double) {
        guard value.isFinite else { return }
        state.withLock { state in
            if let index = bounds.firstIndex(where: { value <= $0 }) { state.buckets[index] += 1 }
            state.sum += value
            state.count += 1
        }
    }

    func exposition(name: String, labels: MetricLabels) -> String {
        let state = state.withLock { $0 }
        var below: UInt64 = 0
        var text = ""
        for (bound, count) in zip(bounds, state.buckets) {
            below += count
            text += "\(name)_bucket\(labels.braced("le=\"\(sampleText(bound))\"")) \(below)\n"
        }
        text += "\(name)_bucket\(labels.braced("le=\"+Inf\"")) \(state.count)\n"
        text += "\(name)_sum\(labels.braced()) \(sampleText(state.sum))\n"
        return text + "\(name)_count\(labels.braced()) \(state.count)\n"
    }
}

/// A number as the format writes it: whole numbers without a point, `NaN`, `+Inf`, `-Inf`.
private func sampleText(_ value: Double) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value > 0 ? "+Inf" : "-Inf" }
    return Int64(exactly: value).map(String.init) ?? String(value)
}
