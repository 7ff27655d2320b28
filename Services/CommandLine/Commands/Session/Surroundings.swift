import Foundation

/// The environment variables that a command heeds; an empty one counts as not set.
struct Surroundings: Sendable {
    let environment: [String: String]

    subscript(_ name: String) -> String? {
        environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Where login keeps its tokens: `TAOLI_TOKEN_FILE`, else below the user's configuration
    /// folder (XDG Base Directory Specification).
    var tokenFile: String {
        if let path = self["TAOLI_TOKEN_FILE"] { return path }
        let folder = self["XDG_CONFIG_HOME"] ?? (self["HOME"] ?? ".") + "/.config"
        return folder + "/taoli/tokens.json"
    }
}
