import Foundation

/// What a run of `taoli` left.
struct CommandOutput: Sendable {
    let status: Int32
    let output: String
    let errors: String

    /// What it wrote as JSON. Throws what the decoder throws.
    func json() throws -> JSON { try JSON(text: output) }
}

extension City {
    /// Runs `taoli` to its end, without a terminal.
    ///
    /// - Parameters:
    ///   - key: a program's key file; `nil` acts as the person who signed in.
    ///   - variables: added to the environment.
    func taoli(
        _ arguments: String..., key: String? = nil, variables: [String: String] = [:]
    ) async throws -> CommandOutput {
        try await taoli(arguments, key: key, variables: variables)
    }

    func taoli(
        _ arguments: [String], key: String? = nil, variables: [String: String] = [:]
    ) async throws -> CommandOutput {
        let base = "\(foundation.folder)/taoli-\(UUID().uuidString)"
        defer {
            unlink(base + ".out")
            unlink(base + ".err")
        }
        var environment = [
            "PATH": "/usr/bin:/bin", "HOME": foundation.folder, "LANG": "C.UTF-8",
            "TAOLI_TOKEN_FILE": foundation.folder + "/tokens.json",
        ]
        for service in CityService.allCases {
            environment["TAOLI_\(service.rawValue.uppercased())_ENDPOINT"] = try endpoint(service)
        }
        if let key { environment["TAOLI_KEY_FILE"] = key }
        environment.merge(variables) { _, new in new }
        let process = try ChildProcess(
            foundation.program("taoli"), arguments, environment: environment,
            output: base + ".out", errors: base + ".err")
        let status = try await process.wait(within: Self.commandPatience)
        return CommandOutput(
            status: status, output: try String(contentsOfFile: base + ".out", encoding: .utf8),
            errors: try String(contentsOfFile: base + ".err", encoding: .utf8))
    }

    /// Runs `taoli` where anything but success is a failure of the test's own preparation.
    @discardableResult
    func must(_ arguments: String..., key: String? = nil) async throws -> CommandOutput {
        let result = try await taoli(arguments, key: key)
        guard result.status == 0 else {
            throw ChildProcess.Failure(
                description: "taoli \(arguments.joined(separator: " ")) ended with "
                    + "\(result.status)\n\(result.errors)")
        }
        return result
    }
}
