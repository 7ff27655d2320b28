import Foundation
import RotationCore
import TaoliHost
import TaoliModels
import TaoliPolicy
import TaoliPostgres

/// Packs by which plans are made: what the district follows, those that come with the product, the
/// examples, and a bureau's own file. A plan keeps the file that it was made by.
enum RotationPacks {
    /// A pack with the file that it was read from.
    struct Filed: Sendable {
        let pack: PolicyPack
        let file: Data
    }

    static var ids: [String] { (PolicyPacks.shipped.ids + PolicyPacks.examples.ids).sorted() }

    /// The packs that districts bound in registry.
    private static let followed = FollowedPacks(
        schema: RotationService.name, function: .rotation)

    /// What was asked for, or else the pack that the district follows in the school year.
    /// - Throws: `no-pack-followed`.
    static func chosen(
        _ asked: Filed?, _ tx: PostgresTransaction, by district: DistrictCode, in year: SchoolYear
    ) async throws -> Filed {
        if let asked { return asked }
        let bindings = try await followed.bindings(tx, of: [district], in: year)
        guard let binding = bindings.first else {
            throw RotationRefusals.noPackFollowed(district, year)
        }
        return Filed(
            pack: try await followed.pack(tx, of: binding),
            file: try await followed.file(tx, of: binding))
    }

    /// The pack asked for, with its file; `nil` when none is: the district's own counts.
    /// - Throws: `pack-or-file`, `unknown-pack`, `broken-pack`.
    static func asked(_ id: String, file: Data) throws -> Filed? {
        guard id.isEmpty || file.isEmpty else { throw RotationRefusals.packOrFile }
        guard !(id.isEmpty && file.isEmpty) else { return nil }
        if file.isEmpty {
            let files = PolicyPacks.files + PolicyPacks.exampleFiles
            guard let pack = PolicyPacks.shipped[id] ?? PolicyPacks.examples[id],
                let kept = files.first(where: { $0.name == "\(id).yaml" })
            else { throw RotationRefusals.unknownPack(id) }
            return Filed(pack: pack, file: kept.bytes)
        }
        do {
            return Filed(pack: try PolicyPack.load(file, file: "file"), file: file)
        } catch {
            let shown = error.problems.prefix(5)
            throw RotationRefusals.brokenPack(
                shown.map { "\($0.line):\($0.column) \($0.what.chinese)" }.joined(separator: "; "),
                shown.map { "\($0.line):\($0.column) \($0.what.english)" }.joined(separator: "; "))
        }
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
            throw RotationRefusals.brokenPack(
                "\(error.name)：\(error.text.chinese)", "\(error.name): \(error.text.english)")
        }
    }
}
