package import Foundation
import Glibc
import Synchronization

/// A program as a child process, with exactly the environment it is given and a log of its own.
///
/// Not one of Foundation's `Process`: threads of the pools block signals, which a child inherits,
/// and a probe that cannot hear SIGTERM would never stop.
package final class BusProcess: Sendable {
    /// What kept a program from starting or ending.
    package struct Failure: Error, CustomStringConvertible {
        package let description: String

        package init(description: String) { self.description = description }
    }

    /// The system's process id.
    package let identifier: pid_t
    /// The file with everything it said.
    package let output: URL
    private let ended = Mutex<Int32?>(nil)

    /// Starts a program with nothing to read; what it says is appended to `output`.
    /// - Throws: `Failure` with the system's reason.
    package init(
        _ executable: String, _ arguments: [String] = [], environment: [String: String],
        output: URL
    ) throws {
        // Both owned here.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var files = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&files)
        defer { posix_spawn_file_actions_destroy(&files) }
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0)
        let writing = O_WRONLY | O_CREAT | O_APPEND
        posix_spawn_file_actions_addopen(&files, 1, output.path, writing, 0o600)
        posix_spawn_file_actions_adddup2(&files, 1, 2)
        // Sockets of other tests must not live on in a child.
        let open = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")
        for descriptor in (open ?? []).compactMap(Int32.init) where descriptor > 2 {
            posix_spawn_file_actions_addclose(&files, descriptor)
        }
        // Owned here; the child has its own copies.
        let words = Self.owned([executable] + arguments)
        defer { words.forEach { free($0) } }
        let variables = Self.owned(environment.map { "\($0.key)=\($0.value)" })
        defer { variables.forEach { free($0) } }
        var child = pid_t()
        let code = posix_spawn(&child, executable, &files, &attributes, words, variables)
        guard code == 0 else {
            throw Failure(
                description: "cannot start \(executable): \(String(cString: strerror(code)))")
        }
        identifier = child
        self.output = output
    }

    deinit {
        signal(SIGKILL)
        while exitCode() == nil { usleep(2_000) }
    }

    /// Its exit code, 128 + the signal that ended it, or `nil` while it runs.
    package func exitCode() -> Int32? {
        ended.withLock { ended in
            if let ended { return ended }
            var status: Int32 = 0
            guard waitpid(identifier, &status, WNOHANG) == identifier else { return nil }
            ended = status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
            return ended
        }
    }

    /// Sends a signal; nothing happens once it has ended and been seen to.
    package func signal(_ number: Int32) {
        ended.withLock { if $0 == nil { _ = Glibc.kill(identifier, number) } }
    }

    /// Waits for its end.
    /// - Returns: as `exitCode`.
    /// - Throws: `Failure` with its last words when it does not end; it is killed then.
    @discardableResult
    package func wait(within patience: Duration = .seconds(60)) async throws -> Int32 {
        let limit = ContinuousClock.now + patience
        while ContinuousClock.now < limit {
            if let code = exitCode() { return code }
            try await Task.sleep(for: .milliseconds(5))
        }
        let words = lastWords
        await kill()
        throw Failure(
            description: "process \(identifier) did not end within \(patience); it said: \(words)")
    }

    /// Kills it and waits for its end, which SIGKILL does not let it delay.
    package func kill() async {
        signal(SIGKILL)
        while exitCode() == nil { try? await Task.sleep(for: .milliseconds(2)) }
    }

    /// Asks it to end and waits.
    /// - Throws: `Failure` when it does not.
    package func stop() async throws {
        signal(SIGTERM)
        signal(SIGCONT)
        try await wait(within: .seconds(30))
    }

    /// The end of what it said.
    package var lastWords: String {
        let text = (try? String(contentsOf: output, encoding: .utf8)) ?? ""
        return String(text.suffix(2_000))
    }

    /// C strings with a `nil` behind them; the caller frees them.
    private static func owned(_ texts: [String]) -> [UnsafeMutablePointer<CChar>?] {
        texts.map { strdup($0) } + [nil]
    }
}
