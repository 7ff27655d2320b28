/// The target that a file belongs to, and what the import table allows there.
struct ImportPlace {
    let target: String
    /// `nil` when there is no row: an unknown target, or tests, which import what they try.
    let allowed: Set<String>?
    let mayTouchSystem: Bool
    /// Tests: everything but C modules.
    let isFree: Bool

    init(path: String) {
        let parts = path.split(separator: "/").map(String.init)
        let name = parts.count > 1 ? parts[1] : path
        switch (parts.first, parts.count > 2 ? parts[2] : nil) {
        case ("Shared", _):
            self.init(name, ImportTable.shared[name], system: true)
        case ("Services", let part) where name == "CommandLine":
            self.init("taoli", ImportTable.commandLine, system: part == "Main")
        case ("Services", "Core"):
            self.init("\(name)Core", ImportTable.core, system: false)
        case ("Services", "Service"):
            self.init(
                "\(name)Service", ImportTable.service.union(["\(name)Core"]), system: false)
        case ("Services", "Main"):
            self.init(
                "taoli-\(name.lowercased())", ImportTable.main.union(["\(name)Service"]),
                system: true)
        case ("Tests", _):
            self.init(name, nil, system: true, isFree: true)
        default:
            self.init(path, nil, system: false)
        }
    }

    private init(_ target: String, _ allowed: Set<String>?, system: Bool, isFree: Bool = false) {
        self.target = target
        self.allowed = allowed
        mayTouchSystem = system
        self.isFree = isFree
    }
}
