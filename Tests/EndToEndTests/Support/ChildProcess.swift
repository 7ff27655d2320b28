import Foundation
import Glibc
import Synchronization

/// A program of ours as a child process, with exactly the environment it is given.
///
/// Not one of Foundation's `Process`: threads of the pools block signals, which a child inherits,
/// and a service that cannot hear SIGTERM would never stop.
final class ChildProcess: Sendable {
    /// What kept a program from starting or ending.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    let identifier: pid_t
    private let ended = Mutex<Int32?>(nil)

    /// Starts a program with nothing to read.
    ///
    /// - Parameters:
    ///   - output: file that gets its standard output.
    ///   - errors: file that gets its standard error.
    /// - Throws: `Failure` with the system's reason.
    init(
        _ executable: String, _ arguments: [String], environment: [String: String],
        output: String, errors: String
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
        let writing = O_WRONLY | O_CREAT | O_APPEND
        posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&files, 1, output, writing, 0o600)
        posix_spawn_file_actions_addopen(&files, 2, errors, writing, 0o600)
        // Sockets of other tests must not live on in a service.
        for descriptor in Self.open where descriptor > 2 {
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
    }

    /// Its exit code, 128 + the signal that ended it, or `nil` while it runs.
    func exitCode() -> Int32? {
        ended.withLock { ended in
            if let ended { return ended }
            var status: Int32 = 0
            guard waitpid(identifier, &status, WNOHANG) == identifier else { return nil }
            ended = status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
            return ended
        }
    }

    /// Sends a signal; nothing happens once it has ended and been seen to.
    func signal(_ number: Int32) {
        ended.withLock { if $0 == nil { _ = kill(identifier, number) } }
    }

    /// Waits for its end; kills what does not come to one.
    ///
    /// - Throws: `Failure` when it had to be killed.
    func wait(within patience: Duration) async throws -> Int32 {
        let limit = ContinuousClock.now + patience
        do {
            while ContinuousClock.now < limit {
                if let code = exitCode() { return code }
                try await Task.sleep(for: .milliseconds(20))
            }
        } catch {
            end()
            throw error
        }
        end()
        throw Failure(description: "process \(identifier) did not end within \(patience)")
    }

    /// Kills it and waits for its end, which SIGKILL does not let it delay.
    func end() {
        signal(SIGKILL)
        while exitCode() == nil { usleep(5_000) }
    }

    /// Descriptors open now; closing one that is not open any more is no error (glibc).
    private static var open: [Int32] {
        let names = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")
        return (names ?? []).compactMap(Int32.init)
    }

    /// C strings with a `nil` behind them; the caller frees them.
    private static func owned(_ texts: [String]) -> [UnsafeMutablePointer<CChar>?] {
        texts.map { strdup($0) } + [nil]
    }
}
