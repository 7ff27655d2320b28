import Foundation
import TaoliModels
import TaoliRuntime

/// A file to import; read in pieces, so that its size does not matter.
struct ImportFile: Sendable {
    /// Registry takes chunks of at most this size (import.proto).
    static let chunkBytes = 256 * 1024

    let path: String
    let sizeBytes: Int64
    /// Lower-case hexadecimal.
    let sha256: String

    /// Reads the file once for its size and digest.
    ///
    /// - Throws: ``CommandFailure`` when it cannot be read.
    init(path: String) throws {
        self.path = path
        var digest = ContentDigest()
        var size: Int64 = 0
        let handle = try ImportFile.open(path)
        defer { try? handle.close() }
        while let chunk = try ImportFile.chunk(handle, path) {
            digest.update(chunk)
            size += Int64(chunk.count)
        }
        sizeBytes = size
        sha256 = digest.hexDigest()
    }

    /// The name without its folder, as it is shown to others.
    var name: String { (path as NSString).lastPathComponent }

    /// Opens a file for reading. Throws ``CommandFailure``.
    static func open(_ path: String) throws -> FileHandle {
        var isFolder: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        guard exists, !isFolder.boolValue, let handle = FileHandle(forReadingAtPath: path) else {
            throw CommandFailure(
                .dataInvalid,
                exists
                    ? Wording("文件无法读取。", "The file cannot be read.")
                    : Wording("没有这个文件。", "There is no such file."),
                place: path, next: Wording("请检查路径和权限。", "Check its path and permissions."))
        }
        return handle
    }

    /// The next chunk; `nil` at the end.
    static func chunk(_ handle: FileHandle, _ path: String) throws -> Data? {
        do {
            guard let data = try handle.read(upToCount: chunkBytes), !data.isEmpty else {
                return nil
            }
            return data
        } catch {
            throw CommandFailure(
                .dataInvalid,
                Wording("读取文件时出错：\(error)", "Reading the file failed: \(error)"), place: path,
                next: Wording("请检查磁盘后重试。", "Check the disk and try again."))
        }
    }
}
