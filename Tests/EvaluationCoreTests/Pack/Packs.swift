import Foundation
import TaoliPolicy
import Testing

/// The packs as they are shipped, and after an edit.
enum Packs {
    static func pack(_ id: String) throws -> PolicyPack {
        try #require(PolicyPacks.shipped[id] ?? PolicyPacks.examples[id])
    }

    static func pack(_ id: String, _ old: String, _ new: String) throws -> PolicyPack {
        try pack(id, [(old, new)])
    }

    static func pack(_ id: String, _ edits: [(String, String)]) throws -> PolicyPack {
        let files = PolicyPacks.files + PolicyPacks.exampleFiles
        let file = try #require(files.first { $0.name == "\(id).yaml" })
        var text = String(decoding: file.bytes, as: UTF8.self)
        for (old, new) in edits {
            try #require(text.contains(old), "the pack does not hold \(old)")
            text = text.replacingOccurrences(of: old, with: new)
        }
        return try PolicyPack.load(Data(text.utf8), file: "\(id).yaml")
    }
}
