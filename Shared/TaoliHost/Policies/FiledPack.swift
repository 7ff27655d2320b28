package import Foundation
package import TaoliModels
package import TaoliPolicy

/// A pack with the file that it was read from.
package struct FiledPack: Sendable {
    /// What the file says.
    package let pack: PolicyPack
    /// Byte for byte.
    package let file: Data

    package init(pack: PolicyPack, file: Data) {
        self.pack = pack
        self.file = file
    }

    /// The pack that a call asks for, by its id or as a file of the bureau's own.
    ///
    /// - Parameters:
    ///   - field: the file's in the call, for what is refused.
    ///   - examples: the examples may be named too, though no district binds them by name.
    /// - Returns: `nil` when the call names neither.
    /// - Throws: `pack-or-file`, `unknown-pack`, `broken-pack`.
    package static func asked(
        _ id: String, file: Data, field: String, examples: Bool
    ) throws(Refusal) -> FiledPack? {
        guard id.isEmpty || file.isEmpty else { throw PackRefusals.packOrFile }
        if !id.isEmpty { return try shipped(id, examples: examples) }
        if file.isEmpty { return nil }
        do {
            return FiledPack(pack: try PolicyPack.load(file, file: "file"), file: file)
        } catch {
            throw PackRefusals.broken(error, field: field)
        }
    }

    /// Characters of a pack's id that an answer repeats.
    private static let idMax = 64

    /// One of the packs that come with the product.
    /// - Throws: `unknown-pack`.
    package static func shipped(_ id: String, examples: Bool) throws(Refusal) -> FiledPack {
        let known = examples ? [PolicyPacks.shipped, .examples] : [.shipped]
        let files = PolicyPacks.files + PolicyPacks.exampleFiles
        guard let pack = known.compactMap({ $0[id] }).first,
            let file = files.first(where: { $0.name == "\(id).yaml" })
        else {
            throw PackRefusals.unknown(String(id.prefix(idMax)), known.flatMap(\.ids))
        }
        return FiledPack(pack: pack, file: file.bytes)
    }
}
