import Foundation

/// A child process that sees every signal. One of Foundation's `Process` does not: threads of the
/// pools block signals, and a child inherits that. Besides, each `Process` leaks a little, which
/// the leak check of the address sanitizer would blame on the code under test.
struct KafkaServerProcess: Sendable {
    /// The child's number; a zombie until `hasEnded` has seen its end.
    let identifier: pid_t

    /// Starts it, with nothing to read and nowhere to write.
    /// - Throws: `KafkaFixture.Unavailable` with the system's reason.
    init(_ executable: String, _ arguments: [String]) throws {
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
        for descriptor: Int32 in 0...2 {
            posix_spawn_file_actions_addopen(&files, descriptor, "/dev/null", O_RDWR, 0)
        }
        // Owned here; the child has its own copy.
        var words: [UnsafeMutablePointer<CChar>?] = ([executable] + arguments).map { strdup($0) }
        defer { words.forEach { free($0) } }
        words.append(nil)
        var child = pid_t()
        let code = posix_spawn(&child, executable, &files, &attributes, words, environ)
        guard code == 0 else {
            throw KafkaFixture.Unavailable(
                description: "cannot start \(executable): \(String(cString: strerror(code)))")
        }
        identifier = child
    }

    /// Sends a signal.
    func signal(_ number: Int32) { kill(identifier, number) }

    /// Whether it has ended; after true the number may be somebody else's.
    func hasEnded() -> Bool {
        var status: Int32 = 0
        return waitpid(identifier, &status, WNOHANG) != 0
    }
}
