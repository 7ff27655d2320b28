import Foundation
import Logging
import RegistryCore
import SwiftProtobuf
import TaoliContracts
import TaoliHost
import TaoliMessaging
import TaoliModels
import TaoliPostgres
import TaoliRuntime
import TaoliServiceKit
import TaoliTestKit
import Testing

@testable import RegistryService
@testable import TaoliImports

/// An empty registry with its import calls, and the runner in the test's own hands: it works only
/// when it is told to, step by step.
struct ImportFixture: Sendable {
    typealias Job = Taoli_Registry_V1_ImportJob

    let service: ServiceFixture<RegistryService>
    let calls: ImportCalls
    let site: ImportSite
    let subjects: [any ImportSubject]
    let lease: Lease

    /// - Parameter keys: what cells about persons are sealed with; `nil` for the context's.
    static func with(
        keys: Keyring? = nil, _ body: @Sendable (ImportFixture) async throws -> Void
    ) async throws {
        try await ServiceFixture<RegistryService>.with(now: RegistryFixture.now) { service in
            let lease = try await Lease.take(
                ImportRunner.lease, owner: "test", duration: .seconds(600),
                from: service.context.pool)
            try await body(
                make(service, keys ?? service.context.keys, lease: try #require(lease)))
        }
    }

    /// Pieces of files and staged rows of one job, or of all.
    func kept(of job: String?) async throws -> Int64 {
        let id = job.flatMap(UUID.init(uuidString:))
        let rows = try await service.database.superuser.query(
            """
            SELECT (SELECT count(*) FROM registry.import_chunk WHERE \(id)::uuid IS NULL \
            OR job_id = \(id)) + (SELECT count(*) FROM registry.import_staging \
            WHERE \(id)::uuid IS NULL OR job_id = \(id)) AS count
            """)
        return try rows[0].get("count")
    }

    /// The same as a process with other keys has it.
    func sealing(with keys: Keyring) -> ImportFixture {
        ImportFixture.make(service, keys, lease: lease)
    }

    private static func make(
        _ service: ServiceFixture<RegistryService>, _ keys: Keyring, lease: Lease
    ) -> ImportFixture {
        let context = service.context
        let register = ImportRegister(pool: context.pool, scope: context.scope)
        let subjects: [any ImportSubject] = [
            DistrictImport(register: register), SchoolImport(register: register),
            GroupImport(register: register),
            StaffImport(
                register: StaffRegister(
                    pool: context.pool, scope: context.scope, seal: PersonSeal(keys: keys)),
                now: { RegistryFixture.now }),
        ]
        let store = ImportStore(
            commands: context.commands, pool: context.pool, scope: context.scope,
            subjects: subjects, tables: ImportTables(schema: "registry"), wake: Signal())
        let site = ImportSite(
            service: "registry", pool: context.pool, commands: context.commands,
            scope: context.scope, makeDigest: { SHA256Digest() })
        return ImportFixture(
            service: service, calls: ImportCalls(context: context, store: store),
            site: site, subjects: subjects, lease: lease)
    }

    /// A runner as a fresh process has it.
    func runner(bounds: PressureBounds = PressureBounds(ageMax: .seconds(3600))) -> ImportRunner {
        ImportRunner(
            site: site, subjects: subjects,
            pressure: OutboxPressure(pool: service.context.pool, bounds: bounds), owner: "test",
            lease: .seconds(600), wake: Signal(), logger: Logger(label: "taoli.test.imports"))
    }

    /// The file of deploy/demo.
    static func demo(_ name: String) throws -> Data {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        return try Data(contentsOf: folder.appending(path: "deploy/demo/\(name)"))
    }

    func create(
        _ kind: Taoli_Registry_V1_ImportKind, _ bytes: Data, as caller: Caller = .city,
        effectiveOn: String = "2025-09-01", sha256: String? = nil
    ) async throws -> Job {
        var digest = SHA256Digest()
        digest.update(bytes)
        let hex = sha256 ?? digest.hex()
        return try await service.calling(
            "taoli.registry.v1.ImportService/CreateImport", as: caller
        ) { server in
            try await calls.createImport(
                request: .with {
                    $0.requestID = requestID()
                    $0.kind = kind
                    $0.fileName = "file.csv"
                    $0.sizeBytes = Int64(bytes.count)
                    $0.sha256 = hex
                    $0.effectiveOn = effectiveOn
                }, context: server
            ).job
        }
    }

    func upload(_ job: Job, _ data: Data, at offset: Int64, as caller: Caller = .city)
        async throws -> Int64
    {
        try await service.calling(
            "taoli.registry.v1.ImportService/UploadChunk", as: caller
        ) { server in
            try await calls.uploadChunk(
                request: .with {
                    $0.jobID = job.id
                    $0.offset = offset
                    $0.data = data
                }, context: server
            ).nextOffset
        }
    }

    /// Creates, uploads and checks a file.
    func check(
        _ kind: Taoli_Registry_V1_ImportKind, _ bytes: Data, answers: String = "",
        as caller: Caller = .city, effectiveOn: String = "2025-09-01"
    ) async throws -> Job {
        let job = try await create(kind, bytes, as: caller, effectiveOn: effectiveOn)
        var offset: Int64 = 0
        while offset < bytes.count {
            let end = min(Int(offset) + ImportLimits.chunkBytesMax, bytes.count)
            offset = try await upload(job, bytes[Int(offset)..<end], at: offset, as: caller)
        }
        try await startCheck(job, answers: answers, as: caller)
        return try await finish(job, as: caller)
    }

    func startCheck(_ job: Job, answers: String = "", as caller: Caller = .city) async throws {
        _ = try await service.calling(
            "taoli.registry.v1.ImportService/CheckImport", as: caller
        ) { server in
            try await calls.checkImport(
                request: .with {
                    $0.requestID = requestID()
                    $0.jobID = job.id
                    $0.answersCsv = Data(answers.utf8)
                }, context: server)
        }
    }

    /// Confirms what the report shows.
    func startApply(_ job: Job, hash: String? = nil, as caller: Caller = .city) async throws {
        _ = try await service.calling(
            "taoli.registry.v1.ImportService/ApplyImport", as: caller
        ) { server in
            try await calls.applyImport(
                request: .with {
                    $0.requestID = requestID()
                    $0.jobID = job.id
                    $0.reportHash = hash ?? job.reportHash
                    $0.counts = job.counts
                }, context: server)
        }
    }

    func startUndo(_ job: Job, as caller: Caller = .city) async throws {
        _ = try await service.calling(
            "taoli.registry.v1.ImportService/UndoImport", as: caller
        ) { server in
            try await calls.undoImport(
                request: .with {
                    $0.requestID = requestID()
                    $0.jobID = job.id
                    $0.reason = "文件有误"
                }, context: server)
        }
    }

    func get(_ id: String, as caller: Caller = .city) async throws -> Job {
        try await service.calling("taoli.registry.v1.ImportService/GetImport", as: caller) {
            server in
            try await calls.getImport(request: .with { $0.jobID = id }, context: server).job
        }
    }

    func rows(
        _ job: Job, _ verdicts: [Taoli_Registry_V1_RowVerdict] = [], as caller: Caller = .city
    )
        async throws -> [Taoli_Registry_V1_ImportRow]
    {
        var rows: [Taoli_Registry_V1_ImportRow] = []
        var cursor = ""
        repeat {
            let page = cursor
            let answer = try await service.calling(
                "taoli.registry.v1.ImportService/ListImportRows", as: caller
            ) { server in
                try await calls.listImportRows(
                    request: .with {
                        $0.jobID = job.id
                        $0.verdicts = verdicts
                        $0.page.size = 200
                        $0.page.cursor = page
                    }, context: server)
            }
            rows += answer.rows
            cursor = answer.nextCursor
        } while !cursor.isEmpty
        return rows
    }

    /// Checks and applies.
    func apply(
        _ kind: Taoli_Registry_V1_ImportKind, _ bytes: Data, answers: String = "",
        as caller: Caller = .city, effectiveOn: String = "2025-09-01"
    ) async throws -> Job {
        let job = try await check(
            kind, bytes, answers: answers, as: caller, effectiveOn: effectiveOn)
        try await startApply(job, as: caller)
        return try await finish(job, as: caller)
    }

    func undo(_ job: Job) async throws -> Job {
        try await startUndo(job)
        return try await finish(job)
    }

    /// One piece of the runner's work; false when no job asks for any.
    func step(_ runner: ImportRunner) async throws -> Bool {
        guard let row = try await site.read(site.tables.nextJob()).first else { return false }
        try await runner.step(try site.tables.decode(row), lease)
        return true
    }

    /// Works until no job asks for it.
    func finish(_ job: Job, as caller: Caller = .city) async throws -> Job {
        let runner = runner()
        while try await step(runner) {}
        return try await get(job.id, as: caller)
    }

    func number(_ query: SQL) async throws -> Int {
        try await service.database.superuser.query(query)[0].get(0)
    }

    var events: Int {
        get async throws { try await number("SELECT count(*) FROM bus.outbox") }
    }

    /// The three files of the demo.
    func importCity() async throws -> (schools: Job, groups: Job) {
        _ = try await apply(.districts, ImportFixture.demo("districts.csv"))
        let schools = try await apply(.schools, ImportFixture.demo("gz-schools.csv"))
        return (schools, try await apply(.groups, ImportFixture.demo("gz-groups.csv")))
    }

    /// A city of two districts and six primary schools s1…s6: the first five in 440104.
    func importSmallCity() async throws -> Job {
        _ = try await apply(
            .districts,
            Data(
                "district_code,name,level\n440100,广州市,city\n440104,越秀区,district\n440105,海珠区,district\n"
                    .utf8))
        var text = ImportFixture.schoolsHeader
        for number in 1...6 {
            text +=
                "s\(number),第\(number)小学,\(number == 6 ? "440105" : "440104"),,primary,public,,,\n"
        }
        return try await apply(.schools, Data(text.utf8))
    }

    static let schoolsHeader =
        "school_id,name,district_code,district,stage,ownership,longitude,latitude,note\n"
    static let groupsHeader =
        "group_name,district_code,district,lead_or_member,school_name,school_id,stage,"
        + "school_district_code,note\n"
    static let datedGroupsHeader =
        "group_name,district_code,district,lead_or_member,school_name,school_id,stage,"
        + "school_district_code,note,joined_on\n"
}

/// Counts as short text: accepted, doubtful, refused; of the accepted new, changed, unchanged.
func summary(_ job: ImportFixture.Job) -> String {
    let counts = job.counts
    return "A\(counts.accepted) D\(counts.doubtful) R\(counts.refused) "
        + "n\(counts.newRows) c\(counts.changed) u\(counts.unchanged)"
}
