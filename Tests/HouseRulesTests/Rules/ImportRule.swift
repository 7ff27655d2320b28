import Foundation

/// Every `import` line against the import table. The compiler's own check lets modules pass that
/// are reachable through others; this one does not.
enum ImportRule {
    static func check(_ file: SourceFile) -> [Violation] {
        imports(of: file).compactMap { line, module in
            reason(module: module, in: file.path).map { Violation(file.path, line: line, $0) }
        }
    }

    /// The modules that a file imports, with their lines; texts between `\"""` are no code.
    static func imports(of file: SourceFile) -> [(line: Int, module: String)] {
        var isText = false
        var found: [(line: Int, module: String)] = []
        for (number, text) in file.lines {
            let isComment = text.drop(while: \.isWhitespace).hasPrefix("//")
            let quotes = isComment ? 0 : text.components(separatedBy: "\"\"\"").count - 1
            defer { if quotes % 2 == 1 { isText.toggle() } }
            guard !isText, !isComment, text.contains("import") else { continue }
            for statement in text.split(separator: ";") {
                if let module = module(importedBy: statement) { found.append((number, module)) }
            }
        }
        return found
    }

    /// `TaoliModels` for `@testable package import struct TaoliModels.Stage`.
    private static func module(importedBy statement: Substring) -> String? {
        let pattern =
            #/
            ^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:public|package|internal|fileprivate|private)\s+)?
            import\s+(?:(?:struct|class|enum|protocol|typealias|func|let|var|actor)\s+)?
            (?<module>\w+)(?:\.\w+)*\s*(?://.*)?$
            /#
        return (try? pattern.firstMatch(in: statement)).flatMap { $0.map { String($0.module) } }
    }

    /// Why the module may not be imported there; `nil` when it may.
    private static func reason(module: String, in path: String) -> String? {
        let place = ImportPlace(path: path)
        if let owners = ImportTable.cModules[module] {
            return owners.contains(place.target)
                ? nil
                : "\(module) is imported by \(owners.sorted().joined(separator: ", ")) only"
        }
        if module.wholeMatch(of: #/C[A-Z]\w+/#) != nil {
            return "\(module) is a C module without an owner in the import table"
        }
        guard let allowed = place.allowed else {
            return place.isFree ? nil : "\(place.target) has no row in the import table"
        }
        if ImportTable.free.contains(module) || allowed.contains(module) { return nil }
        if ImportTable.system.contains(module) {
            return place.mayTouchSystem
                ? nil : "\(module) is for Shared and for Main, not for \(place.target)"
        }
        return "\(place.target) may not import \(module)"
    }
}
