/// What may stand at the root: the six entries of the layout, files that tools and newcomers look
/// for there, and what the commands create (ignored by git).
enum LayoutRule {
    static let entries: Set<String> = [
        "Package.swift", "Services", "Shared", "Tests", "deploy", "docker-compose.yml",
        "Package.resolved", "README.md", "Makefile", "LICENSE", ".ci", ".swift-format",
        ".gitignore", ".git",
    ]
    static let created = [".build", ".run", ".tools", ".swiftpm"]

    /// - Parameter names: the names at the root.
    static func check(_ names: [String]) -> [Violation] {
        names.filter { name in
            !entries.contains(name) && !created.contains { name.hasPrefix($0) }
        }.map {
            Violation($0, "has no place at the root; see Shared/Documentation/architecture.md")
        }
    }

    /// Folders of a service: nothing beside Core, Service and Main.
    ///
    /// - Parameter paths: all files below Services/.
    static func services(_ paths: [String]) -> [Violation] {
        paths.compactMap { path in
            let parts = path.split(separator: "/")
            let parents: Set<Substring> =
                parts.count > 1 && parts[1] == "CommandLine"
                ? ["Commands", "Output", "Main"] : ["Core", "Service", "Main"]
            guard parts.count < 4 || !parents.contains(parts[2]) else { return nil }
            return Violation(
                path, "stands in none of \(parents.sorted().joined(separator: ", ")) of its service"
            )
        }
    }
}
