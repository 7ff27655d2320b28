import Foundation

/// What documents name exists: files they point to, and settings that operators read of.
enum DocumentRule {
    /// Links and paths in backticks that lead nowhere.
    ///
    /// - Parameter exists: whether a path relative to the root is there.
    static func paths(_ file: SourceFile, exists: (String) -> Bool) -> [Violation] {
        let folder = file.path.split(separator: "/").dropLast().joined(separator: "/")
        return file.lines.flatMap { number, text -> [Violation] in
            let links = text.matches(of: #/\]\((?<target>[^)#:\s]+)(?:#[^)]*)?\)/#)
                .map { resolved(String($0.target), from: folder) }
            let codes = MarkdownTable.codes(String(text)).filter { code in
                code.firstMatch(of: #/^(?:Services|Shared|Tests|deploy)\/[\w+.\/-]+$/#) != nil
            }
            return (links + codes).filter { !exists($0) }.map {
                Violation(file.path, line: number, "there is no \($0)")
            }
        }
    }

    /// Settings that a Swift file declares and the document does not explain.
    static func settings(_ file: SourceFile, document: SourceFile) -> [Violation] {
        let explained = Set(document.lines.flatMap { MarkdownTable.codes(String($0.text)) })
        return file.text.matches(of: #/SettingKey\(\s*"(?<name>[a-z.-]+)"/#)
            .map { String($0.name) }
            .filter { !explained.contains($0) }
            .map { Violation(file.path, "setting \($0) is not explained in \(document.path)") }
    }

    /// `Shared/Documentation/adr/0001-ids.md` for `adr/0001-ids.md` in Shared/Documentation.
    private static func resolved(_ target: String, from folder: String) -> String {
        var parts = folder.split(separator: "/").map(String.init)
        for part in target.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(String(part)) }
        }
        return parts.joined(separator: "/")
    }
}
