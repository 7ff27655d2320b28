import Foundation
import Glibc

/// Creates files with their final permissions from the first moment on.
package enum PrivateFile {
    /// Writes a new file; never overwrites and never follows a link.
    ///
    /// - Parameter mode: permission bits, kept whatever the umask is.
    /// - Throws: ``IdentityError/keyFile(path:reason:)``.
    package static func create(_ path: String, contents: [UInt8], mode: UInt32 = 0o600) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw failure(path) }
        defer { close(descriptor) }
        guard fchmod(descriptor, mode) == 0 else { throw failure(path) }
        var offset = 0
        while offset < contents.count {
            let written = contents.withUnsafeBytes { bytes in
                write(descriptor, bytes.baseAddress.map { $0 + offset }, contents.count - offset)
            }
            guard written > 0 else { throw failure(path) }
            offset += written
        }
        guard fsync(descriptor) == 0 else { throw failure(path) }
    }

    private static func failure(_ path: String) -> IdentityError {
        .keyFile(path: path, reason: String(cString: strerror(errno)))
    }
}
