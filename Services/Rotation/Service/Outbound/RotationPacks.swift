import Foundation
import RotationCore
import TaoliHost
import TaoliModels
import TaoliPolicy
import TaoliPostgres

/// Packs by which plans are made: what the district follows, those that come with the product, the
/// examples, and a bureau's own file. A plan keeps the file that it was made by.
enum RotationPacks {
    /// The packs that districts bound in registry.
    private static let followed = FollowedPacks(
        schema: RotationService.name, function: .rotation)

    /// What was asked for, or else the pack that the district follows in the school year.
    /// - Throws: `no-pack-followed`.
    static func chosen(
        _ asked: FiledPack?, _ tx: PostgresTransaction, by district: DistrictCode,
        in year: SchoolYear
    ) async throws -> FiledPack {
        if let asked { return asked }
        return try await followed.filed(tx, by: district, in: year)
    }

    /// The pack asked for, with its file; `nil` when none is: the district's own counts.
    /// - Throws: `pack-or-file`, `unknown-pack`, `broken-pack`.
    static func asked(_ id: String, file: Data) throws(Refusal) -> FiledPack? {
        guard file.count <= RotationLimits.packBytesMax else {
            throw PackRefusals.broken(
                Wording("文件过大", "the file is too large"), field: "pack_file")
        }
        return try FiledPack.asked(id, file: file, field: "pack_file", examples: true)
    }

    /// The pack by which a plan was made.
    static func kept(_ file: Data, _ id: String) throws -> PolicyPack {
        try PolicyPack.load(bound: file, file: "\(id).yaml")
    }

    /// The planner's parameters under a pack, with their clauses.
    /// - Throws: `no-yearly-quota`, `broken-pack`.
    static func parameters(_ pack: PolicyPack) throws -> (PlanParameters, PlanCitations) {
        let own = try PackParameters(pack)
        do {
            return (try own.draft.parameters(), PlanCitations(own.origins))
        } catch {
            throw PackRefusals.broken(
                Wording(
                    "\(error.name)：\(error.text.chinese)", "\(error.name): \(error.text.english)"),
                field: "pack_file")
        }
    }
}
