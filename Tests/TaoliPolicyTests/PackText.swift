import Foundation
import TaoliModels
import TaoliPolicy
import Testing

/// A shipped pack or an example as text, and what becomes of it after an edit.
struct PackText {
    let id: String
    let text: String

    init(_ id: String) throws {
        self.id = id
        let files = PolicyPacks.files + PolicyPacks.exampleFiles
        let file = try #require(files.first { $0.name == "\(id).yaml" })
        text = String(decoding: file.bytes, as: UTF8.self)
    }

    private func edited(_ old: String, _ new: String) throws -> Data {
        try #require(text.contains(old), "the pack does not hold \(old)")
        return Data(text.replacingOccurrences(of: old, with: new).utf8)
    }

    /// The pack after one replacement.
    func pack(_ old: String, _ new: String) throws -> PolicyPack {
        try PolicyPack.load(edited(old, new), file: "\(id).yaml")
    }

    /// The only problem after one replacement; its line is that of `place`.
    func problem(_ old: String, _ new: String, at place: String) throws -> PolicyProblem {
        do {
            _ = try PolicyPack.load(edited(old, new), file: "mine.yaml")
        } catch let error as PolicyProblems {
            let found = error.problems
            #expect(found.count == 1, "\(found.map { "\($0.line) \($0.rule) \($0.what.english)" })")
            let first = try #require(found.first)
            #expect(first.file == "mine.yaml" && first.column > 0)
            let lines = try edited(old, new).split(separator: 10, omittingEmptySubsequences: false)
            let line = try #require(lines.indices.contains(first.line - 1) ? first.line - 1 : nil)
            #expect(String(decoding: lines[line], as: UTF8.self).contains(place))
            #expect(!first.what.chinese.isEmpty && !first.fix.chinese.isEmpty)
            return first
        }
        throw Loads()
    }

    /// The pack loads, though it should not.
    struct Loads: Error {}
}
