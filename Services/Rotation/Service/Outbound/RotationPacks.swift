import Foundation
import RotationCore
import TaoliModels
import TaoliPolicy

/// Packs by which plans are made: those that come with the product, the examples, and a bureau's own
/// file. A plan keeps the file that it was made by.
enum RotationPacks {
    static var ids: [String] { (PolicyPacks.shipped.ids + PolicyPacks.examples.ids).sorted() }

    /// The pack asked for, with its file.
    /// - Throws: `pack-or-file`, `unknown-pack`, `broken-pack`.
    static func asked(_ id: String, file: Data) throws -> (pack: PolicyPack, file: Data) {
        guard id.isEmpty != file.isEmpty else { throw RotationRefusals.packOrFile }
        if file.isEmpty {
            let files = PolicyPacks.files + PolicyPacks.exampleFiles
            guard let pack = PolicyPacks.shipped[id] ?? PolicyPacks.examples[id],
                let kept = files.first(where: { $0.name == "\(id).yaml" })
            else { throw RotationRefusals.unknownPack(id) }
            return (pack, kept.bytes)
        }
        do {
            return (try PolicyPack.load(file, file: "file"), file)
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
