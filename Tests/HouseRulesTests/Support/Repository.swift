import Foundation

/// The repository that these tests were compiled from.
enum Repository {
    /// Found from this very file: Tests/HouseRulesTests/Support/Repository.swift.
    static let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// Every file below a folder, relative to the root, sorted; without hidden files.
    static func paths(below folder: String) -> [String] {
        let base = root.appendingPathComponent(folder)
        guard let files = FileManager.default.enumerator(atPath: base.path) else { return [] }
        var found: [String] = []
        for case let path as String in files {
            if path.split(separator: "/").contains(where: { $0.hasPrefix(".") }) { continue }
            var isFolder: ObjCBool = false
            let whole = base.appendingPathComponent(path).path
            guard FileManager.default.fileExists(atPath: whole, isDirectory: &isFolder),
                !isFolder.boolValue
            else { continue }
            found.append("\(folder)/\(path)")
        }
        return found.sorted()
    }

    /// The text files below some folders whose names end in one of `suffixes`.
    /// - Throws: when a file is not UTF-8 or cannot be read.
    static func files(below folders: [String], endingIn suffixes: [String]) throws -> [SourceFile] {
        try folders.flatMap { paths(below: $0) }
            .filter { path in suffixes.contains { path.hasSuffix($0) } }
            .map(file)
    }

    /// One text file.
    static func file(_ path: String) throws -> SourceFile {
        SourceFile(
            path,
            try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8))
    }

    /// The names of what stands at the root, hidden ones too.
    static func topLevel() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: root.path).sorted()
    }
}
