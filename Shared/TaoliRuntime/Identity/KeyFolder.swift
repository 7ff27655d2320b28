import Foundation
import JWTKit
import Synchronization

/// The public keys a process trusts: one PEM file a key, named `<kid>.pem`.
///
/// Several keys are valid at once, which is how keys are changed without a pause. The folder is
/// read again when a token names an unknown key, at most once in ``rereadEvery``.
final class KeyFolder: Sendable {
    /// Shortest time between two readings caused by unknown keys, so that forged tokens cannot
    /// make a process read its disk without pause.
    static let rereadEvery = Duration.seconds(1)
    /// Keys that are read at most.
    static let keysMax = 1000

    private struct State {
        var keys: [String: ES256PublicKey] = [:]
        var readAt: ContinuousClock.Instant?
    }

    private let path: String
    private let state = Mutex(State())

    init(_ path: String) {
        self.path = path
    }

    /// The key of this id, or `nil` when the folder has none.
    func key(_ id: String) -> ES256PublicKey? {
        guard KeyPair.isKeyID(id) else { return nil }
        return state.withLock { state in
            if let known = state.keys[id] { return known }
            let now = ContinuousClock.now
            if let last = state.readAt, last.duration(to: now) < Self.rereadEvery { return nil }
            state.readAt = now
            state.keys = Self.read(path)
            return state.keys[id]
        }
    }

    /// Reads the folder now. Throws when it holds no usable key, which a service finds at start.
    func load() throws {
        let keys = Self.read(path)
        guard !keys.isEmpty else {
            throw IdentityError.keyFile(
                path: path, reason: "no public key <kid>.pem in this folder")
        }
        state.withLock { $0.keys = keys }
    }

    private static func read(_ path: String) -> [String: ES256PublicKey] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        var keys: [String: ES256PublicKey] = [:]
        for name in names.sorted().prefix(keysMax) where name.hasSuffix(".pem") {
            let id = String(name.dropLast(4))
            guard KeyPair.isKeyID(id),
                let data = FileManager.default.contents(atPath: "\(path)/\(name)"),
                let key = try? ES256PublicKey(pem: String(decoding: data, as: UTF8.self))
            else { continue }
            keys[id] = key
        }
        return keys
    }
}
