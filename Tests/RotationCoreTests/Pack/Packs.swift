import Foundation
import TaoliPolicy
import Testing

/// The packs as they are shipped, and after an edit.
enum Packs {
    static func pack(_ id: String) throws -> PolicyPack {
        try #require(PolicyPacks.shipped[id] ?? PolicyPacks.examples[id])
    }

    static func pack(_ id: String, _ old: String, _ new: String) throws -> PolicyPack {
        let files = PolicyPacks.files + PolicyPacks.exampleFiles
        let file = try #require(files.first { $0.name == "\(id).yaml" })
        let text = String(decoding: file.bytes, as: UTF8.self)
        try #require(text.contains(old), "the pack does not hold \(old)")
        return try PolicyPack.load(
            Data(text.replacingOccurrences(of: old, with: new).utf8), file: "\(id).yaml")
    }
}
