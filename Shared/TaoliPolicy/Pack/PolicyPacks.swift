package import Foundation

/// The packs of a deployment: those that come with the product, and a bureau's own above them.
package struct PolicyPacks: Sendable {
    private let packs: [String: PolicyPack]

    /// Of several with one id the last counts.
    package init(_ packs: [PolicyPack]) {
        self.packs = Dictionary(packs.map { ($0.id, $0) }) { _, last in last }
    }

    /// The packs of the five systems, as they come with the product.
    package static let shipped: PolicyPacks = PolicyPacks(
        files.map { name, bytes in
            guard let pack = try? PolicyPack.load(bytes, file: name) else {
                fatalError("the shipped pack \(name) does not load")
            }
            return pack
        })

    /// The shipped files, name and bytes.
    package static let files: [(name: String, bytes: Data)] = [
        ("TC.yaml", Data(PackageResources.TC_yaml)),
        ("JD.yaml", Data(PackageResources.JD_yaml)),
        ("GT.yaml", Data(PackageResources.GT_yaml)),
        ("XN.yaml", Data(PackageResources.XN_yaml)),
        ("SH.yaml", Data(PackageResources.SH_yaml)),
    ]

    /// Packs to read and to copy from, which nobody binds by name: they are no whole system.
    package static let examples: PolicyPacks = PolicyPacks(
        exampleFiles.map { name, bytes in
            guard let pack = try? PolicyPack.load(bytes, file: name) else {
                fatalError("the example pack \(name) does not load")
            }
            return pack
        })

    /// The examples' files, name and bytes.
    package static let exampleFiles: [(name: String, bytes: Data)] = [
        ("CN.yaml", Data(PackageResources.CN_yaml))
    ]

    /// The pack of that id, if there is one.
    package subscript(_ id: String) -> PolicyPack? { packs[id] }

    /// Ids, sorted.
    package var ids: [String] { packs.keys.sorted() }

    /// These packs with others above them: one with the same id takes its place.
    package func replacing(with others: [PolicyPack]) -> PolicyPacks {
        PolicyPacks(Array(packs.values) + others)
    }
}
