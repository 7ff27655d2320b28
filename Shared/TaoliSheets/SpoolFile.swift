import Foundation

/// A file without a name that holds what was received: gone with its last user, whatever happens,
/// and readable by nobody else.
final class SpoolFile: Sendable {
    let descriptor: Int32

    /// - Throws: `FileProblem.noSpace` when the temporary folder cannot be written to.
    init() throws(FileProblem) {
        var path = Array((NSTemporaryDirectory() + "taoli-sheet-XXXXXX").utf8CString)
        descriptor = mkstemp(&path)
        guard descriptor >= 0 else { throw .noSpace }
        // No child process inherits it.
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        unlink(path)
    }

    deinit { close(descriptor) }

    /// Adds bytes at the end. One caller at a time.
    func append(_ bytes: [UInt8]) throws(FileProblem) {
        var done = 0
        while done < bytes.count {
            let written = bytes.withUnsafeBytes { buffer in
                write(descriptor, buffer.baseAddress.map { $0 + done }, bytes.count - done)
            }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { throw .noSpace }
            done += written
        }
    }
}
