/// Migrations and decision records are numbered from 1 without gaps, so that two branches that
/// took one number meet here and not in somebody's database.
enum NumberingRule {
    /// - Parameter paths: all files below any `Migrations` folder.
    static func migrations(_ paths: [String]) -> [Violation] {
        let folders = Dictionary(grouping: paths) { path in
            path.split(separator: "/").dropLast().joined(separator: "/")
        }
        return folders.sorted { $0.key < $1.key }.flatMap { folder, paths in
            numbered(folder, paths, shape: "M0001_name.sql") { name in
                name.wholeMatch(of: #/M(\d{4})_[a-z0-9_]+\.sql/#).flatMap { Int($0.1) }
            }
        }
    }

    /// - Parameter paths: all files below `Documentation/adr`.
    static func decisions(_ paths: [String]) -> [Violation] {
        numbered("Shared/Documentation/adr", paths, shape: "0001-name.md") { name in
            name.wholeMatch(of: #/(\d{4})-[a-z0-9-]+\.md/#).flatMap { Int($0.1) }
        }
    }

    private static func numbered(
        _ folder: String, _ paths: [String], shape: String, number: (String) -> Int?
    ) -> [Violation] {
        var violations: [Violation] = []
        var expected = 1
        for path in paths.sorted() {
            let name = path.split(separator: "/").last.map(String.init) ?? path
            guard let found = number(name) else {
                violations.append(Violation(path, "its name is not of the shape \(shape)"))
                continue
            }
            if found != expected {
                violations.append(
                    Violation(path, "number \(found) where \(expected) is due in \(folder)"))
            }
            expected = found + 1
        }
        return violations
    }
}
