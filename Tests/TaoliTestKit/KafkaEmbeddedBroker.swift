package import Foundation
import TaoliKafka

/// An embedded broker of one's own, for tests that stop, kill or empty it. The executable is named
/// by `TAOLI_NOIDA` (`deploy/scripts/install-broker.sh` prints it). Always give it back with `stop`
/// or `withEmbeddedBroker`.
package actor EmbeddedBroker {
    /// `127.0.0.1:port`, the same after every restart.
    package nonisolated let bootstrap: String
    private let port: Int
    private let executable: String
    private let folder: URL
    private var process: KafkaServerProcess?

    /// Prepares a broker with an empty folder; nothing runs yet.
    /// - Parameter parent: where its folder is made.
    /// - Throws: `KafkaFixture.Unavailable` when `TAOLI_NOIDA` names no executable.
    package init(in parent: URL = FileManager.default.temporaryDirectory) throws {
        guard let path = ProcessInfo.processInfo.environment["TAOLI_NOIDA"],
            FileManager.default.isExecutableFile(atPath: path)
        else {
            throw KafkaFixture.Unavailable(
                description: "set TAOLI_NOIDA to what deploy/scripts/install-broker.sh prints, "
                    + "or use make test")
        }
        executable = path
        port = KafkaPort.free()
        bootstrap = "127.0.0.1:\(port)"
        folder = parent.appending(path: "taoli-broker-\(UUID().uuidString)")
    }

    deinit {
        if let process, !process.hasEnded() { process.signal(SIGKILL) }
        try? FileManager.default.removeItem(at: folder)
    }

    /// The running process, nil when there is none.
    package var processIdentifier: Int32? { process?.identifier }

    /// Starts it on what its folder holds and waits until it answers.
    /// - Throws: `KafkaFixture.Unavailable` when it ends or does not answer.
    package func start() async throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let process = try KafkaServerProcess(
            executable,
            [
                "start", "--only", "kafka", "--host", "127.0.0.1", "--kafka-port", String(port),
                "--data-dir", folder.path,
            ])
        self.process = process
        let admin = KafkaAdmin(
            KafkaConfiguration(bootstrap: bootstrap, clientID: "taoli-test", embedded: true),
            timeout: .seconds(1))
        let deadline = ContinuousClock.now + KafkaFixture.patience
        while (try? await admin.cluster()) == nil {
            if process.hasEnded() {
                self.process = nil
                throw KafkaFixture.Unavailable(description: "the broker ended as it started")
            }
            guard ContinuousClock.now < deadline else {
                await end(SIGKILL)
                throw KafkaFixture.Unavailable(description: "the broker does not answer")
            }
        }
    }

    /// Ends it politely; its folder stays.
    package func stop() async { await end(SIGTERM) }

    /// Ends it at once; what it had not written is lost.
    package func kill() async { await end(SIGKILL) }

    /// Stops it in its tracks, connections open: a broker that is there and says nothing.
    package func freeze() {
        process?.signal(SIGSTOP)
    }

    /// Lets it go on after `freeze`.
    package func thaw() {
        process?.signal(SIGCONT)
    }

    /// Forgets all topics and records; only while it does not run.
    package func wipe() throws {
        guard process == nil else {
            throw KafkaFixture.Unavailable(description: "the broker runs; stop or kill it first")
        }
        try FileManager.default.removeItem(at: folder)
    }

    private func end(_ signal: Int32) async {
        guard let process else { return }
        self.process = nil
        process.signal(signal)
        let deadline = ContinuousClock.now + .seconds(10)
        while !process.hasEnded() {
            if ContinuousClock.now > deadline { process.signal(SIGKILL) }
            try? await Task.sleep(for: .milliseconds(5))
        }
    }
}

/// Lends a running broker of one's own and ends it, whatever the body does.
/// - Parameter parent: where its folder is made.
package func withEmbeddedBroker<T: Sendable>(
    in parent: URL = FileManager.default.temporaryDirectory,
    _ body: (EmbeddedBroker) async throws -> T
) async throws -> T {
    let broker = try EmbeddedBroker(in: parent)
    try await broker.start()
    do {
        let result = try await body(broker)
        await broker.kill()
        return result
    } catch {
        await broker.kill()
        throw error
    }
}
