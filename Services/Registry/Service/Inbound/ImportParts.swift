import Crypto
import Foundation
import GRPCCore
import ServiceLifecycle
import TaoliHost
import TaoliImports
import TaoliMessaging
import TaoliRuntime

/// The parts of registry that import files: its calls, and the runner behind them.
struct ImportParts {
    let calls: any RegistrableRPCService
    let background: any Service

    /// - Throws: `SettingsError` when the lease's length cannot be read.
    init(_ context: ServiceContext) throws {
        let register = ImportRegister(pool: context.pool, scope: context.scope)
        let subjects: [any ImportSubject] = [
            DistrictImport(register: register), SchoolImport(register: register),
            GroupImport(register: register),
            StaffImport(
                register: StaffRegister(
                    pool: context.pool, scope: context.scope,
                    seal: PersonSeal(keys: context.keys)), now: context.now),
        ]
        let wake = Signal()
        calls = ImportCalls(
            context: context,
            store: ImportStore(
                commands: context.commands, pool: context.pool, scope: context.scope,
                subjects: subjects, tables: ImportTables(schema: context.name), wake: wake))
        let process = ProcessInfo.processInfo
        background = ImportWorker(
            runner: ImportRunner(
                site: ImportSite(
                    service: context.name, pool: context.pool, commands: context.commands,
                    scope: context.scope, makeDigest: { SHA256Digest() }),
                subjects: subjects, pressure: context.pressure,
                owner: "\(process.hostName)/\(process.processIdentifier)",
                lease: try context.settings.duration(HostKeys.lease), wake: wake,
                logger: context.logger))
    }
}

/// Runs imports until the service stops.
private struct ImportWorker: Service {
    let runner: ImportRunner

    func run() async throws {
        await cancelWhenGracefulShutdown { await runner.run() }
    }
}

/// The digest of files and reports.
struct SHA256Digest: ImportDigest {
    private var hash = SHA256()

    mutating func update(_ bytes: Data) { hash.update(data: bytes) }

    func value() -> [UInt8] { Array(hash.finalize()) }
}
