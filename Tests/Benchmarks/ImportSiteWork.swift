import Foundation
import RegistryService
import ServiceLifecycle
import TaoliHost
import TaoliImports
import TaoliMessaging
import TaoliModels
import TaoliPostgres
import TaoliRuntime
import TaoliServiceKit
import TaoliTestKit

/// The registry's import runner as the service has it, in the bench's hands: jobs come by SQL, as
/// the calls store them, and the runner works on them.
struct ImportSiteWork: Sendable {
    private static let pause: Duration = .milliseconds(5)
    private static let patience: Duration = .seconds(300)

    private let pool: PostgresPool
    private let parts: ServiceParts
    private let tables = ImportTables(schema: "registry")

    /// - Throws: what building the service throws.
    init(_ service: ServiceFixture<RegistryService>) async throws {
        pool = service.database.superuser
        let folder = FileManager.default.temporaryDirectory.appending(path: "taoli-\(UUID())").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let key = try KeyPair(generating: "registry").writePrivateKey(folder: folder)
        let context = service.context
        parts = try await RegistryService.build(
            ServiceContext(
                name: context.name,
                settings: try Settings(
                    keys: HostKeys.all([]), environment: ["TAOLI_IDENTITY_SIGNING_KEY": key]),
                pool: context.pool, commands: context.commands, scope: context.scope,
                keys: context.keys,
                // No relay runs beside it.
                pressure: OutboxPressure(
                    pool: context.pool,
                    bounds: PressureBounds(rowsMax: 10_000_000, ageMax: .seconds(3_600))),
                logger: context.logger, now: context.now))
    }

    /// Stores a file as a job that is to be checked.
    func store(_ kind: Kind, _ bytes: Data) async throws -> UUID {
        let digest: String = try await pool.query(
            "SELECT encode(sha256(\(bytes)), 'hex')")[0].get(0)
        guard let day = CalendarDate("2025-09-01") else { throw CancellationError() }
        var job = ImportJob(
            id: .version7(), kind: kind.rawValue, fileName: "bench.csv",
            sizeBytes: Int64(bytes.count), sha256: digest, effectiveOn: day, appliedBeforeBy: nil,
            creator: .city, createdAt: Date())
        try await pool.execute(try tables.insert(job))
        for start in stride(from: 0, to: bytes.count, by: ImportLimits.chunkBytesMax) {
            let end = min(start + ImportLimits.chunkBytesMax, bytes.count)
            let chunk = Data(bytes[start..<end])
            try await pool.execute(tables.insertChunk(job, at: Int64(start), chunk))
            job = try job.receiving(chunk.count, at: Int64(start)) ?? job
        }
        job = try job.startingCheck(answers: Data(), by: .city)
        try await pool.execute(try tables.update(job))
        return job.id
    }

    /// A file's kind, as registry names it.
    enum Kind: String {
        case districts
        case schools
    }

    /// Confirms what the check found.
    func apply(_ id: UUID) async throws {
        let checked = try await job(id)
        let applying = try checked.startingApply(
            hash: checked.reportHash, counts: checked.counts, by: .city)
        try await pool.execute(try tables.update(applying))
    }

    func job(_ id: UUID) async throws -> ImportJob {
        try tables.require(try await pool.query(tables.job(id)))
    }

    func wait(_ id: UUID, _ what: String, until done: (ImportJob) -> Bool) async throws {
        let end = ContinuousClock.now + Self.patience
        while true {
            let job = try await job(id)
            if done(job) { return }
            guard ContinuousClock.now < end, job.state != .unusable else {
                throw ChildProgram.Failure(
                    description: "not \(what): \(job.state) \(job.problems)")
            }
            try await Task.sleep(for: Self.pause)
        }
    }

    /// Calls `body` while the runner runs.
    func running<T: Sendable>(_ body: @escaping @Sendable () async throws -> T) async throws -> T {
        try await withThrowingTaskGroup(of: T?.self) { group in
            for service in parts.background {
                group.addTask {
                    try await service.run()
                    return nil
                }
            }
            group.addTask { try await body() }
            defer { group.cancelAll() }
            for try await result in group {
                if let result { return result }
            }
            throw CancellationError()
        }
    }

    func superuserURL(_ database: String) throws -> String {
        try PostgresFixture.url(try PostgresFixture.serverURL, database: database)
    }
}
