import Foundation
import TaoliModels

/// A file written in pieces and put in its place when it is complete.
struct OutputFile {
    let path: String
    private let draft: String
    private let handle: FileHandle

    /// - Throws: ``CommandFailure`` when the folder cannot be written to.
    init(path: String) throws {
        self.path = path
        draft = path + ".part"
        guard FileManager.default.createFile(atPath: draft, contents: nil),
            let handle = FileHandle(forWritingAtPath: draft)
        else { throw OutputFile.failure(path) }
        self.handle = handle
    }

    func write(_ data: Data) throws {
        do {
            try handle.write(contentsOf: data)
        } catch {
            throw OutputFile.failure(path)
        }
    }

    func finish() throws {
        try? handle.close()
        guard rename(draft, path) == 0 else { throw OutputFile.failure(path) }
    }

    private static func failure(_ path: String) -> CommandFailure {
        CommandFailure(
            .dataInvalid, Wording("文件无法写入。", "The file cannot be written."), place: path,
            next: Wording(
                "请检查路径、权限和磁盘空间。", "Check its path, permissions and the disk's space."))
    }
}
