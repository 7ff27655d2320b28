import EvaluationCore
import Foundation
import TaoliModels
import TaoliRuntime

/// Digests of students and tokens, and files that name them, by the deployment's keys.
struct StudentSeal: Sendable {
    private let keys: Keyring

    init(keys: Keyring) { self.keys = keys }

    /// A student's digest by the current key.
    func student(_ code: String) throws -> StudentKey { try digest("student", code) }

    /// The same under every key, the current one first: what was imported before a key changed is
    /// found under the older one.
    func candidates(student code: String) -> [StudentKey] { candidates("student", code) }

    /// A token's digest by the current key.
    func token(_ token: String) throws -> StudentKey { try digest("token", token) }

    /// The same under every key.
    func candidates(token: String) -> [StudentKey] { candidates("token", token) }

    /// So many tokens of a request, by each key, the current one first: four times four signs that
    /// are hard to take for one another.
    func newTokens(_ request: UUID, count: Int) -> [[String]] {
        let digests = (0..<count).map {
            keys.blindIndexCandidates(Array("issue/\(request.text)/\($0)".utf8))
        }
        return keys.numbers(.blindIndex).indices.map { key in
            digests.map { Self.signs(of: $0[key]) }
        }
    }

    /// Sixteen signs of thirty: 78 bits, which nobody guesses.
    private static func signs(of digest: [UInt8]) -> String {
        let signs = Array("23456789ABCDEFGHJKMNPQRSTVWXYZ")
        let picked = digest.suffix(32).prefix(16).map { String(signs[Int($0) % signs.count]) }
        return stride(from: 0, to: 16, by: 4).map { picked[$0..<($0 + 4)].joined() }
            .joined(separator: "-")
    }

    private func digest(_ what: String, _ text: String) throws -> StudentKey {
        StudentKey(try keys.blindIndex(Array("\(what)/\(text)".utf8)))
    }

    private func candidates(_ what: String, _ text: String) -> [StudentKey] {
        keys.blindIndexCandidates(Array("\(what)/\(text)".utf8)).map { StudentKey($0) }
    }

    /// A piece of a file as it is stored.
    func seal(chunk: Data, job: UUID, offset: Int64) throws -> Data {
        Data(try keys.seal(Array(chunk), at: place(job, offset)))
    }

    /// - Throws: `KeyringError` for another piece than this one.
    func open(chunk: Data, job: UUID, offset: Int64) throws -> Data {
        Data(try keys.open(Array(chunk), at: place(job, offset)))
    }

    private func place(_ job: UUID, _ offset: Int64) -> Keyring.Place {
        Keyring.Place(
            table: "evaluation.import_chunk", row: "\(job.text)/\(offset)", column: "data")
    }
}

extension StudentKey {
    /// As a `bytea` column has it.
    var data: Data { Data(bytes) }

    /// As a staged row has it.
    var base64: String { data.base64EncodedString() }
}
