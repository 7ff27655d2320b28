import Foundation
import ProbeKit
import TaoliTestKit
import Testing

/// Disks without room. They need a small one of their own (`TAOLI_SMALL_DISK`), which only root can
/// make: `make soak` as root does.
@Suite(
    "Disks that are full", .serialized,
    .enabled(if: FaultScale.smallDisk != nil, "make soak as root has a small disk"))
struct DiskRounds {
    private static let times = 3

    @Test("A database whose disk is full goes on when there is room again")
    func database() async throws {
        let filler = try Filler()
        let server = try await FaultPostgres(folder: filler.disk.appending(path: "postgres"))
        do {
            try await Round.run("database's disk full", .init(server: server.url)) { round in
                let processes = try [Lane.Role.producer, .consumer].map { try round.lane.start($0) }
                for _ in 0..<Self.times {
                    try await round.goOn()
                    try filler.fill()
                    try await round.until("no command is committed any more") {
                        try await standsStill(round)
                    }
                    try filler.free()
                    // Without room for its log the server ends itself.
                    try? await server.start()
                    round.times += 1
                    try await round.goOn()
                    try await round.check()
                }
                try await round.settle()
                withExtendedLifetime(processes) {}
            }
        } catch {
            await server.remove()
            throw error
        }
        await server.remove()
    }

    @Test("A broker whose disk is full loses nothing for good")
    func broker() async throws {
        let filler = try Filler()
        try await withEmbeddedBroker(in: filler.disk) { broker in
            try await Round.run("broker's disk full", .init(bootstrap: broker.bootstrap)) { round in
                let processes = try [Lane.Role.producer, .consumer].map { try round.lane.start($0) }
                for _ in 0..<Self.times {
                    try await round.goOn()
                    try filler.fill()
                    try await round.pause(2_000...5_000)
                    try filler.free()
                    // It may have ended, or it may hold what it could not write.
                    await broker.stop()
                    try await broker.start()
                    round.times += 1
                    try await round.goOn()
                    try await round.check()
                }
                try await round.settle()
                withExtendedLifetime(processes) {}
            }
        }
    }

    /// Whether two seconds passed without a commit; a server that does not answer has none.
    private func standsStill(_ round: Round) async throws -> Bool {
        let before = try? await round.lane.committed()
        try await Task.sleep(for: .seconds(2))
        let after = try? await round.lane.committed()
        return before == after
    }

    /// Takes all the room of the small disk, and gives it back.
    private struct Filler {
        let disk: URL
        private let file: URL

        init() throws {
            disk = try #require(FaultScale.smallDisk)
            file = disk.appending(path: "filler")
        }

        func fill() throws {
            _ = FileManager.default.createFile(atPath: file.path, contents: nil)
            let handle = try FileHandle(forWritingTo: file)
            for size in [1 << 20, 1 << 12] {
                let block = Data(count: size)
                while (try? handle.write(contentsOf: block)) != nil {}
            }
            try handle.close()
        }

        func free() throws { try FileManager.default.removeItem(at: file) }
    }
}
