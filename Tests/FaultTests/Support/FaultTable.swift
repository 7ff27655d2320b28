import Foundation
import Glibc
import Synchronization
import TaoliTestKit

/// What happened in the rounds, printed as a table when the tests end.
final class FaultTable: Sendable {
    static let shared = FaultTable()

    private struct Row {
        let fault: String
        let times: Int
        let findings: [BusFinding]
        let events: Int
        let seconds: Double
    }

    private let rows = Mutex<[Row]>([])

    private init() {
        atexit { FaultTable.shared.print() }
    }

    /// Notes the end of a round.
    /// - Parameters:
    ///   - fault: the place or kind of fault.
    ///   - times: how often it was caused.
    ///   - events: how many events commands had committed.
    func add(
        _ fault: String, times: Int, findings: [BusFinding], events: Int, took: Duration
    ) {
        let row = Row(
            fault: fault, times: times, findings: findings, events: events,
            seconds: took / .seconds(1))
        rows.withLock { $0.append(row) }
    }

    private func print() {
        let rows = rows.withLock { $0 }.sorted { $0.fault < $1.fault }
        guard !rows.isEmpty else { return }
        var text = "\nfault | times | events | seconds | violations\n--- | --- | --- | --- | ---\n"
        for row in rows {
            let names = Set(row.findings.map(\.invariant.rawValue)).sorted()
            text += "\(row.fault) | \(row.times) | \(row.events) | "
            text += String(format: "%.1f", row.seconds) + " | "
            text +=
                names.isEmpty ? "0\n" : "\(row.findings.count) (\(names.joined(separator: " ")))\n"
        }
        FileHandle.standardError.write(Data(text.utf8))
    }
}
