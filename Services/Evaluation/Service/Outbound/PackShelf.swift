import Foundation
import Synchronization
import TaoliModels
import TaoliPolicy

/// What cycles are judged by: packs by version, read once since a version's file never changes, and
/// the working days of their deadlines.
final class PackShelf: Sendable {
    let workingDays: WorkingDays
    /// Packs kept in memory; more than a city uses in years.
    private static let keptMax = 64
    private let kept = Mutex<[String: PolicyPack]>([:])

    /// A pack with its file.
    struct Filed: Sendable {
        let pack: PolicyPack
        let file: Data
    }

    init(workingDays: WorkingDays) { self.workingDays = workingDays }

    /// One of the packs that come with the product, the national example included: it has the
    /// resources that every district is checked by.
    /// - Throws: `unknown-pack`.
    func shipped(_ id: String) throws -> Filed {
        let known = [PolicyPacks.shipped, .examples]
        let files = PolicyPacks.files + PolicyPacks.exampleFiles
        guard let pack = known.compactMap({ $0[id] }).first,
            let file = files.first(where: { $0.name == "\(id).yaml" })
        else { throw EvaluationRefusals.unknownPack(id, known.flatMap(\.ids)) }
        return Filed(pack: pack, file: file.bytes)
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
