package import Metrics
import Synchronization

/// Collects swift-metrics and writes them in Prometheus' text format 0.0.4.
///
/// Counters end in `_total`; timers become histograms in seconds ending in `_seconds`; recorders
/// that aggregate become histograms, others gauges; meters become gauges. Characters that a name
/// must not have become `_`.
package final class PrometheusRegistry: MetricsFactory, Sendable {
    /// Series a metric has at most; further label values share one series, `overflow="true"`, so
    /// that a label fed from outside cannot fill the memory.
    package static let seriesMax = 1000

    private let families = Mutex<[String: MetricFamily]>([:])
    private let helps = Mutex<[String: String]>([:])

    package init() {}

    /// Makes this the process's factory. Call it once, early in `main`.
    package func bootstrap() {
        MetricsSystem.bootstrap(self)
    }

    /// Sets the HELP text of a metric by the name it has in the exposition.
    package func describe(_ name: String, _ help: String) {
        helps.withLock { $0[name] = help }
    }

    /// All metrics in text format 0.0.4, sorted by name and labels.
    package func exposition() -> String {
        let helps = helps.withLock { $0 }
        let families = families.withLock { Array($0.values) }.sorted { $0.name < $1.name }
        return families.map { $0.exposition(help: helps[$0.name]) }.joined()
    }

    package func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        counter(label, dimensions)
    }

    package func makeFloatingPointCounter(label: String, dimensions: [(String, String)])
        -> any FloatingPointCounterHandler
    {
        counter(label, dimensions)
    }

    package func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        gauge(label, dimensions)
    }

    package func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool)
        -> any RecorderHandler
    {
        if !aggregate { return gauge(label, dimensions) }
        return histogram(MetricName.clean(label), dimensions, bounds: PrometheusHistogram.amounts)
    }

    package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        let name = MetricName.ending(label, in: "_seconds")
        return histogram(name, dimensions, bounds: PrometheusHistogram.seconds)
    }

    // Counters must never go back, so values outlive the short-lived objects that report them.
    package func destroyCounter(_ handler: any CounterHandler) {}
    package func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {}
    package func destroyMeter(_ handler: any MeterHandler) {}
    package func destroyRecorder(_ handler: any RecorderHandler) {}
    package func destroyTimer(_ handler: any TimerHandler) {}

    private func counter(_ label: String, _ dimensions: [(String, String)]) -> PrometheusCounter {
        series(MetricName.ending(label, in: "_total"), "counter", dimensions) {
            PrometheusCounter()
        }
    }

    private func gauge(_ label: String, _ dimensions: [(String, String)]) -> PrometheusGauge {
        series(MetricName.clean(label), "gauge", dimensions) { PrometheusGauge() }
    }

    private func histogram(_ name: String, _ dimensions: [(String, String)], bounds: [Double])
        -> PrometheusHistogram
    {
        series(name, "histogram", dimensions) { PrometheusHistogram(bounds: bounds) }
    }

    /// The series of these labels, made when it is new. A name in use for another kind gets the
    /// kind as its ending: two kinds under one name would make the whole page unreadable.
    private func series<Series: PrometheusSeries>(
        _ name: String, _ kind: String, _ dimensions: [(String, String)], make: () -> Series
    ) -> Series {
        families.withLock { families in
            let isTaken = families[name].map { $0.kind != kind } ?? false
            let name = isTaken ? "\(name)_\(kind)" : name
            var family = families[name] ?? MetricFamily(name: name, kind: kind)
            defer { families[name] = family }
            return family.series(MetricLabels(dimensions), make: make)
        }
    }
}
