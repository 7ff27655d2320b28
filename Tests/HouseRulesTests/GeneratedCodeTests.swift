import Foundation
import Testing

@Suite("Generated code", .serialized)
struct GeneratedCodeTests {
    private static let script = "Shared/TaoliContracts/generate.sh"

    @Test("Generated code is what the protos generate", .timeLimit(.minutes(15)))
    func generatedCodeIsFresh() throws {
        try requireProtoc()
        let script = Repository.root.appendingPathComponent(Self.script).path
        let (status, output) = try Shell.run("/bin/sh", [script, "--check"])
        #expect(status == 0, "\(output.suffix(4000))")
    }

    @Test("Generated code that somebody edited is found", .timeLimit(.minutes(15)))
    func editedCodeIsFound() throws {
        try requireProtoc()
        let house = try PlantedContracts(plugins: try plugins())
        defer { house.remove() }
        #expect(try house.generate([]) == 0)
        #expect(try house.generate(["--check"]) == 0)
        try house.editGeneratedCode()
        #expect(try house.generate(["--check"]) == 1)
    }

    /// The build folder that generate.sh uses.
    private static var scratch: String {
        ProcessInfo.processInfo.environment["TAOLI_SCRATCH"]
            ?? Repository.root.appendingPathComponent(".build").path
    }

    /// The folder of the protoc plugins, which the real generate.sh builds where they are missing.
    private func plugins() throws -> String {
        let asked = try Shell.run(
            "/usr/bin/env",
            [
                "sh", "-c", "cd \"$0\" && swift build --scratch-path \"$1\" --show-bin-path",
                Repository.root.path, Self.scratch,
            ])
        try #require(asked.status == 0, "\(asked.output)")
        let folder = asked.output.trimmingCharacters(in: .whitespacesAndNewlines)
        let areThere = ["protoc-gen-swift", "protoc-gen-grpc-swift-2"].allSatisfy {
            FileManager.default.isExecutableFile(atPath: "\(folder)/\($0)")
        }
        if !areThere {
            let script = Repository.root.appendingPathComponent(Self.script).path
            _ = try Shell.run("/bin/sh", [script, "--check"])
        }
        return folder
    }

    private func requireProtoc() throws {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin")
            .split(separator: ":")
        try #require(
            folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/protoc") },
            "protoc is missing; install it: apt-get install protobuf-compiler")
    }
}

/// A small house of its own with one proto and the real generate.sh. Its `swift` only says where
/// the plugins are, which were built for the real one.
private struct PlantedContracts {
    private let root: URL
    private var contracts: URL { root.appendingPathComponent("Shared/TaoliContracts") }

    /// - Parameter plugins: the folder of the protoc plugins.
    init(plugins: String) throws {
        root = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        for folder in ["Shared/TaoliContracts/protos", "deploy/scripts", "bin"] {
            try FileManager.default.createDirectory(
                at: root.appendingPathComponent(folder), withIntermediateDirectories: true)
        }
        for script in ["Shared/TaoliContracts/generate.sh", "deploy/scripts/swift-build.sh"] {
            try write(try Repository.file(script).text, script)
        }
        try write(
            "syntax = \"proto3\";\npackage planted.v1;\nmessage Seed { string kind = 1; }\n",
            "Shared/TaoliContracts/protos/planted.proto")
        try write("#!/bin/sh\necho '\(plugins)'\n", "bin/swift")
        for program in ["bin/swift", "deploy/scripts/swift-build.sh"] {
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o755],
                ofItemAtPath: root.appendingPathComponent(program).path)
        }
    }

    /// Runs generate.sh; its exit status.
    func generate(_ arguments: [String]) throws -> Int32 {
        var environment = ProcessInfo.processInfo.environment
        let path = environment["PATH"] ?? "/usr/bin:/bin"
        environment["PATH"] = root.appendingPathComponent("bin").path + ":" + path
        return try Shell.run(
            "/bin/sh", [contracts.appendingPathComponent("generate.sh").path] + arguments,
            environment: environment
        ).status
    }

    func editGeneratedCode() throws {
        let folder = contracts.appendingPathComponent("Generated")
        let name = try #require(
            try FileManager.default.contentsOfDirectory(atPath: folder.path).first)
        let file = folder.appendingPathComponent(name)
        let text = try String(contentsOf: file, encoding: .utf8)
        try Data((text + "// by hand\n").utf8).write(to: file)
    }

    func remove() { try? FileManager.default.removeItem(at: root) }

    private func write(_ text: String, _ path: String) throws {
        try Data(text.utf8).write(to: root.appendingPathComponent(path))
    }
}
