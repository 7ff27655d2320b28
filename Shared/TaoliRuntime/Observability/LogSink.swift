import Glibc
import Synchronization

/// Where log lines go. A line is written whole, also when many tasks log at once.
package final class LogSink: Sendable {
    /// Standard output: services, whose output is their log.
    package static let standardOutput = LogSink(descriptor: 1)
    /// Standard error: the command line, whose output is data.
    package static let standardError = LogSink(descriptor: 2)

    private let lock = Mutex(())
    private let write: @Sendable (String) -> Void

    /// - Parameter write: takes one line, its newline included; called by one task at a time.
    package init(_ write: @escaping @Sendable (String) -> Void) {
        self.write = write
    }

    private convenience init(descriptor: Int32) {
        self.init { line in
            var rest = Array(line.utf8)[...]
            while !rest.isEmpty {
                let written = rest.withUnsafeBytes { bytes in
                    Glibc.write(descriptor, bytes.baseAddress, bytes.count)
                }
                // A closed or full log must not stop the service.
                guard written > 0 else { return }
                rest = rest.dropFirst(written)
            }
        }
    }

    func append(_ line: String) {
        lock.withLock { _ in write(line) }
    }
}
