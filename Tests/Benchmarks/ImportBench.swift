import Foundation
import RegistryService
import TaoliImports
import TaoliPostgres
import TaoliServiceKit
import TaoliTestKit

/// A file of schools through the registry's import: read, judged against the register, staged;
/// against psql's COPY of the very rows that it staged. Always in this order, because the product
/// makes the rows. How fast accepted rows are applied stands beside it.
struct ImportBench: Benchmark {
    static let rows = 100_000
    /// Applied rows that are timed.
    static let appliedRows: Int64 = 20_000
    private static let columns =
        "job_id, row_number, verdict, effect, phase, problems, cells, record"

    let ratio = Ratio.importing
    let world: BenchWorld

    func trial(_ number: Int) async throws -> Trial {
        let box = TrialBox()
        try await ServiceFixture<RegistryService>.with { service in
            let site = try await ImportSiteWork(service)
            let districts = try await site.store(.districts, ImportFiles.districts)
            try await site.running {
                try await site.wait(districts, "checked") { $0.state == .checked }
                try await site.apply(districts)
                try await site.wait(districts, "applied") { $0.state == .applied }
            }
            let schools = try await site.store(.schools, ImportFiles.schools(Self.rows))
            let product = try await check(schools, site)
            await box.put(
                Trial(product: product, yardstick: try await yardstick(service, site)))
        }
        return try await box.take()
    }

    /// The runner starts with the job waiting: it does not sleep before it begins.
    private func check(_ job: UUID, _ site: ImportSiteWork) async throws -> Measured {
        try await site.running {
            let before = world.cpu()
            let begun = ContinuousClock.now
            try await site.wait(job, "checked") { $0.state == .checked }
            let seconds = (ContinuousClock.now - begun) / .seconds(1)
            let cpu = world.cpu() - before
            let counts = try await site.job(job).counts
            guard counts.accepted == Int64(Self.rows) else {
                throw ChildProgram.Failure(description: "not every row was accepted: \(counts)")
            }
            return Measured(
                value: Double(Self.rows) / seconds, seconds: seconds, cpu: cpu,
                notes: [("applied_rows_per_second", .number(try await applyRate(job, site)))])
        }
    }

    private func applyRate(_ job: UUID, _ site: ImportSiteWork) async throws -> Double {
        try await site.apply(job)
        try await site.wait(job, "begins to be applied") { $0.rowsDone > 0 }
        let first = try await site.job(job).rowsDone
        let begun = ContinuousClock.now
        try await site.wait(job, "applied") { $0.rowsDone >= first + Self.appliedRows }
        let seconds = (ContinuousClock.now - begun) / .seconds(1)
        return Double(try await site.job(job).rowsDone - first) / seconds
    }

    private func yardstick(
        _ service: ServiceFixture<RegistryService>, _ site: ImportSiteWork
    ) async throws -> Measured {
        let name = try await service.database.superuser.query("SELECT current_database()::text")[0]
            .get(0, as: String.self)
        let psql = Psql(world: world, url: try site.superuserURL(name))
        let file = world.folder.appending(path: "staging-\(UUID().uuidString).txt").path
        let table = "registry.import_staging (\(Self.columns))"
        _ = try await psql.seconds("\\copy \(table) TO '\(file)'")
        _ = try await service.database.superuser.execute("TRUNCATE registry.import_staging")
        _ = try await service.database.superuser.execute("CHECKPOINT")
        let before = world.cpu()
        let seconds = try await psql.seconds("\\copy \(table) FROM '\(file)'")
        try FileManager.default.removeItem(atPath: file)
        return Measured(
            value: Double(Self.rows) / seconds, seconds: seconds, cpu: world.cpu() - before)
    }
}

/// Carries a trial out of a closure that returns nothing.
private actor TrialBox {
    private var trial: Trial?

    func put(_ trial: Trial) { self.trial = trial }

    func take() throws -> Trial {
        guard let trial else { throw ChildProgram.Failure(description: "no trial") }
        return trial
    }
}
