import Foundation
import Logging
import ProbeKit
import TaoliPostgres
import TaoliTestKit
import Testing

/// Whether the checkers see what they are there to see.
@Suite("Checkers")
struct CheckerTests {
    @Test("A small world without faults breaks no invariant")
    func right() async throws {
        try await world(nil) { findings in #expect(findings.isEmpty) }
    }

    @Test("Each planted fault is found, as what it is", arguments: PlantedFault.all)
    func planted(_ fault: PlantedFault) async throws {
        let began = ContinuousClock.now
        try await world(fault) { findings in
            FaultTable.shared.add(
                "planted: \(fault.name)", times: 1, findings: findings, events: 40,
                took: ContinuousClock.now - began)
            #expect(Set(findings.map(\.invariant)) == fault.breaks, "\(findings)")
        }
    }

    /// The program finds what the library finds, and says so with its exit code.
    @Test("The checking program answers 0 for a right world and 1 for a wrong one")
    func program() async throws {
        for fault in [nil, PlantedFault.all[0]] {
            try await world(fault) { _ in
            } program: { arguments, folder in
                let process = try BusProcess(
                    try Lane.executable("taoli-bus-check"), arguments, environment: [:],
                    output: folder.appending(path: "check.log"))
                let code = try await process.wait()
                #expect(code == (fault == nil ? 0 : 1), "\(process.lastWords)")
                #expect(process.lastWords.contains("I1 ") && process.lastWords.contains("I9 "))
            }
        }
    }

    private func world(
        _ fault: PlantedFault?, _ body: ([BusFinding]) async throws -> Void,
        program: (([String], URL) async throws -> Void)? = nil
    ) async throws {
        let server = try PostgresFixture.serverURL
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "taoli-world-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let databases = [
            try await LaneTemplates.shared.database("registry", server: server),
            try await LaneTemplates.shared.database("notification", server: server),
        ]
        let urls = try databases.map { try $0.superuserURL }
        try await PostgresFixture.withPool(url: urls[0], connectionsMax: 2) { producer in
            try await PostgresFixture.withPool(url: urls[1], connectionsMax: 2) { consumer in
                let log = folder.appending(path: "calls.log").path
                try await producer.transaction { try await $0.script(SmallWorld.producer) }
                try await consumer.transaction { try await $0.script(SmallWorld.consumer) }
                try await SmallWorld.writeLog(log, producer)
                if let fault { try await plant(fault, producer, consumer, log) }
                let stream = BusStream(
                    producer: try await BusStore(name: "registry", pool: producer),
                    consumer: try await BusStore(name: "notification", pool: consumer),
                    consumerName: "copy", topic: ProbeCommand.topic)
                let invariants = BusInvariants(streams: [stream], logs: ["registry": [log]])
                try await body(
                    try await invariants.all(
                        parkedExpected: fault?.breaks.contains(.poison) ?? false))
                try await program?(
                    ["--log", log, "--stream"] + urls + ["copy", ProbeCommand.topic], folder)
            }
        }
        for database in databases { try await database.drop() }
    }

    private func plant(
        _ fault: PlantedFault, _ producer: PostgresPool, _ consumer: PostgresPool, _ log: String
    ) async throws {
        for (pool, script) in [(producer, fault.producer), (consumer, fault.consumer)]
        where !script.isEmpty {
            try await pool.transaction { try await $0.script(script) }
        }
        guard let line = fault.log,
            let row = try await producer.query("SELECT request, id FROM probe_change").first
        else { return }
        let request: UUID = try row.get(0)
        let aggregate: UUID = try row.get(1)
        let text = line.replacing("$request", with: request.uuidString)
            .replacing("$aggregate", with: aggregate.uuidString)
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: log))
        try file.seekToEnd()
        try file.write(contentsOf: Data("\(text)\n".utf8))
        try file.close()
    }
}
