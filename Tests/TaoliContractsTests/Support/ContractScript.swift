import Foundation

/// `deploy/scripts/contracts.sh`, which keeps the contracts' promises.
enum ContractScript {
    /// Why it could not be tried.
    struct Unusable: Error, CustomStringConvertible {
        let description: String
    }

    /// Runs one of its commands and waits.
    /// - Parameter contracts: a folder like Shared/TaoliContracts; nil for that one.
    /// - Returns: its exit status and what it wrote to both streams.
    static func run(
        _ command: String, on contracts: URL? = nil
    ) throws -> (status: Int32, output: Data) {
        // A file and not a pipe: nobody needs to drain it while the script runs.
        let log = FileManager.default.temporaryDirectory
            .appending(path: "contracts-\(UUID().uuidString).log")
        try Data().write(to: log)
        defer { try? FileManager.default.removeItem(at: log) }
        let handle = try FileHandle(forWritingTo: log)
        defer { try? handle.close() }
        let process = Process()
        process.executableURL = Repository.root.appending(path: "deploy/scripts/contracts.sh")
        process.arguments = [command]
        if let contracts {
            process.environment = ProcessInfo.processInfo.environment.merging(
                ["TAOLI_CONTRACTS": contracts.path]) { $1 }
        }
        process.standardOutput = handle
        process.standardError = handle
        process.standardInput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return (process.terminationStatus, try Data(contentsOf: log))
    }

    /// Checks a copy of the contracts in which one text of one file was replaced.
    /// - Throws: `Unusable` when the file does not hold the text: the trial would try nothing.
    static func check(
        replacing old: String, with new: String, in path: String
    ) throws -> (status: Int32, output: String) {
        let copy = FileManager.default.temporaryDirectory
            .appending(path: "contracts-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: copy, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: copy) }
        for folder in ["protos", "buf"] {
            try FileManager.default.copyItem(
                at: Repository.contracts.appending(path: folder), to: copy.appending(path: folder))
        }
        let file = copy.appending(path: path)
        let text = try String(contentsOf: file, encoding: .utf8)
        guard text.contains(old) else { throw Unusable(description: "\(path) lacks: \(old)") }
        try text.replacing(old, with: new).write(to: file, atomically: true, encoding: .utf8)
        let result = try run("check", on: copy)
        return (result.status, String(decoding: result.output, as: UTF8.self))
    }
}
