import Metrics
import Testing

@testable import TaoliRuntime

@Suite("Prometheus exposition")
struct MetricsTests {
    @Test("Counters end in _total and their labels are sorted and escaped")
    func counters() {
        let registry = PrometheusRegistry()
        let labels = [("b", "say \"no\"\n\\"), ("a", "1")]
        registry.makeCounter(label: "import.rows", dimensions: labels).increment(by: 2)
        registry.makeCounter(label: "import.rows", dimensions: labels.reversed()).increment(by: 1)
        registry.makeCounter(label: "done_total", dimensions: []).increment(by: 1)
        registry.describe("done_total", "What is\ndone.")
        #expect(
            registry.exposition() == """
                # HELP done_total What is\\ndone.
                # TYPE done_total counter
                done_total 1
                # HELP import_rows_total import rows total.
                # TYPE import_rows_total counter
                import_rows_total{a="1",b="say \\"no\\"\\n\\\\"} 3

                """)
    }

    @Test("Timers become cumulative histograms in seconds")
    func timers() {
        let registry = PrometheusRegistry()
        let timer = registry.makeTimer(label: "call", dimensions: [("m", "x")])
        for nanoseconds: Int64 in [500_000, 20_000_000, 60_000_000_000] {
            timer.recordNanoseconds(nanoseconds)
        }
        let text = registry.exposition()
        #expect(text.contains("# TYPE call_seconds histogram\n"))
        #expect(text.contains("call_seconds_bucket{m=\"x\",le=\"0.001\"} 1\n"))
        #expect(text.contains("call_seconds_bucket{m=\"x\",le=\"0.025\"} 2\n"))
        #expect(text.contains("call_seconds_bucket{m=\"x\",le=\"30\"} 2\n"))
        #expect(text.contains("call_seconds_bucket{m=\"x\",le=\"+Inf\"} 3\n"))
        #expect(text.contains("call_seconds_sum{m=\"x\"} 60.0205\n"))
        #expect(text.contains("call_seconds_count{m=\"x\"} 3\n"))
    }

    @Test("A gauge goes both ways and a counter never back")
    func gauges() {
        let registry = PrometheusRegistry()
        let meter = registry.makeMeter(label: "lag", dimensions: [])
        meter.set(5.5)
        meter.decrement(by: 2)
        let counter = registry.makeFloatingPointCounter(label: "n", dimensions: [])
        counter.increment(by: 2)
        counter.increment(by: -1)
        counter.increment(by: .nan)
        #expect(registry.exposition().contains("\nlag 3.5\n"))
        #expect(registry.exposition().contains("\nn_total 2\n"))
    }

    @Test("One name used for two kinds gives two families")
    func clash() {
        let registry = PrometheusRegistry()
        registry.makeMeter(label: "size", dimensions: []).set(Int64(1))
        registry.makeRecorder(label: "size", dimensions: [], aggregate: true).record(Int64(3))
        let text = registry.exposition()
        #expect(text.contains("# TYPE size gauge\n"))
        #expect(text.contains("# TYPE size_histogram histogram\n"))
    }

    @Test("Label values without end share one series")
    func overflow() {
        let registry = PrometheusRegistry()
        for index in 0..<(PrometheusRegistry.seriesMax + 5) {
            registry.makeCounter(label: "c", dimensions: [("id", "\(index)")]).increment(by: 1)
        }
        #expect(registry.exposition().contains("c_total{overflow=\"true\"} 5\n"))
    }

    @Test("Names that Prometheus would refuse are made fit")
    func names() {
        #expect(MetricName.clean("9 a.b-ü") == "_9_a_b__")
    }
}
