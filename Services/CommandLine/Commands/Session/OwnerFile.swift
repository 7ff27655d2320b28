import Foundation
import TaoliModels
import TaoliRuntime

/// Files for the owner's eyes only (0600), replaced as a whole or not at all.
enum OwnerFile {
    /// Writes or replaces a file.
    ///
    /// - Throws: ``CommandFailure`` when the folder cannot be written to.
    static func replace(_ path: String, with contents: Data) throws {
        let fresh = "\(path).\(UUID().uuidString.lowercased())"
        do {
            try makeFolder(of: path)
            try PrivateFile.create(fresh, contents: Array(contents))
            guard rename(fresh, path) == 0 else {
                throw IdentityError.keyFile(path: path, reason: String(cString: strerror(errno)))
            }
        } catch {
            unlink(fresh)
            throw failure(path, error)
        }
    }

    /// Writes a file that must not exist yet.
    static func create(_ path: String, contents: Data) throws {
        do {
            try makeFolder(of: path)
            try PrivateFile.create(path, contents: Array(contents))
        } catch {
            throw failure(path, error)
        }
    }

    static func makeFolder(of path: String) throws {
        let folder = (path as NSString).deletingLastPathComponent
        guard !folder.isEmpty, !FileManager.default.fileExists(atPath: folder) else { return }
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
    }

    static func failure(_ path: String, _ error: any Error) -> CommandFailure {
        let reason: String
        if case IdentityError.keyFile(_, let text) = error {
            reason = text
        } else {
            reason = error.localizedDescription
        }
        return CommandFailure(
            .dataInvalid,
            Wording("无法写入文件：\(reason)", "The file cannot be written: \(reason)"), place: path,
            next: Wording(
                "请换一个路径，或检查文件夹权限；已有的文件不会被覆盖。",
                "Choose another path or check the folder's permissions; existing files are kept."))
    }
}
