import Metrics
import Tracing

/// What a pool reports about itself; each metric has the label `pool`.
struct PostgresMetrics: Sendable {
    private let dimensions: [(String, String)]
    private let transaction: Metrics.Timer
    private let wait: Metrics.Timer
    private let connections: Gauge
    private let retries: Counter

    init(pool: String) {
        dimensions = [("pool", pool)]
        transaction = Metrics.Timer(label: "taoli_postgres_transaction", dimensions: dimensions)
        wait = Metrics.Timer(label: "taoli_postgres_wait", dimensions: dimensions)
        connections = Gauge(label: "taoli_postgres_connections", dimensions: dimensions)
        retries = Counter(label: "taoli_postgres_retries_total", dimensions: dimensions)
    }

    func startSpan() -> any Span {
        Tracing.startSpan("postgres.transaction", ofKind: .client)
    }

    func transactionEnded(_ start: ContinuousClock.Instant, _ span: any Span) {
        transaction.record(duration: ContinuousClock.now - start)
        span.end()
    }

    func waited(_ start: ContinuousClock.Instant) {
        wait.record(duration: ContinuousClock.now - start)
    }

    func opened(_ count: Int) {
        connections.record(count)
    }

    func retried() {
        retries.increment()
    }

    func failed(_ error: PostgresError) {
        let kind =
            switch error.kind {
            case .uniqueViolation: "uniqueViolation"
            default: "\(error.kind)"
            }
        Counter(
            label: "taoli_postgres_errors_total", dimensions: dimensions + [("kind", kind)]
        ).increment()
    }
}
