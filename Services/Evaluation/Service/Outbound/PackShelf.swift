import Foundation
import Synchronization
import TaoliHost
import TaoliModels
import TaoliPolicy
import TaoliPostgres

/// What cycles are judged by: packs by version, read once since a version's file never changes, and
/// the working days of their deadlines.
final class PackShelf: Sendable {
    let workingDays: WorkingDays
    /// Packs kept in memory; more than a city uses in years.
    private static let keptMax = 64
    private let kept = Mutex<[String: PolicyPack]>([:])

    /// What districts follow for evaluation.
    private let followed = FollowedPacks(schema: EvaluationService.name, function: .evaluation)

    init(workingDays: WorkingDays) { self.workingDays = workingDays }

    /// One of the packs that come with the product, the national example included: it has the
    /// resources that every district is checked by.
    /// - Throws: `unknown-pack`.
    func shipped(_ id: String) throws(Refusal) -> FiledPack {
        try FiledPack.shipped(id, examples: true)
    }

    /// What was asked for, or else the pack that the district follows in the school year of a day.
    /// - Throws: `no-pack-followed`.
    func chosen(
        _ asked: FiledPack?, _ tx: PostgresTransaction, by district: DistrictCode,
        on day: CalendarDate
    ) async throws -> FiledPack {
        if let asked { return asked }
        return try await followed.filed(tx, by: district, in: SchoolYear(containing: day))
    }

    /// The pack of a stored file.
    /// - Throws: `PolicyProblems` for a file that this build cannot read.
    func pack(version: String, name: String, file: Data) throws -> PolicyPack {
        if let pack = kept.withLock({ $0[version] }) { return pack }
        let pack = try PolicyPack.load(bound: file, file: "\(name).yaml")
        kept.withLock {
            if $0.count >= Self.keptMax { $0.removeAll() }
            $0[version] = pack
        }
        return pack
    }
}
