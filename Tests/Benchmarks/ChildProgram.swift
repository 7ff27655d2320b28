import Foundation

/// Runs a program of others to its end.
///
/// Not by Foundation's `Process`: threads of the pools block signals, a child inherits that, and
/// pgbench waits in vain for the alarm that ends it.
enum ChildProgram {
    /// It did not end well.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// Blocks a thread of its own until the program has ended.
    /// - Parameter folder: where what it says is kept.
    /// - Returns: what it wrote on standard output.
    /// - Throws: `Failure` with what it said on standard error.
    static func run(
        _ executable: String, _ arguments: [String], folder: URL, environment: [String: String]
    ) async throws -> String {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(
                    with: Result { try wait(executable, arguments, folder, environment) })
            }
        }
    }

    private static func wait(
        _ executable: String, _ arguments: [String], _ folder: URL, _ environment: [String: String]
    ) throws -> String {
        let name = folder.appending(path: "program-\(UUID().uuidString)").path
        let child = try start([executable] + arguments, environment, name)
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0, errno == EINTR {}
        let output = try String(contentsOfFile: name + ".out", encoding: .utf8)
        guard status == 0 else {
            let errors = try String(contentsOfFile: name + ".err", encoding: .utf8)
            throw Failure(description: "\(executable) ended with status \(status): \(errors)")
        }
        return output
    }

    private static func start(
        _ words: [String], _ environment: [String: String], _ name: String
    ) throws -> pid_t {
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
        for (descriptor, suffix) in [(Int32(1), ".out"), (2, ".err")] {
            posix_spawn_file_actions_addopen(
                &files, descriptor, name + suffix, O_WRONLY | O_CREAT, 0o600)
        }
        // Owned here; the child has its own copy.
        let arguments = words.map { strdup($0) } + [nil]
        let variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { (arguments + variables).forEach { free($0) } }
        var child = pid_t()
        let code = posix_spawn(&child, words[0], &files, &attributes, arguments, variables)
        guard code == 0 else {
            throw Failure(
                description: "cannot start \(words[0]): \(String(cString: strerror(code)))")
        }
        return child
    }
}
