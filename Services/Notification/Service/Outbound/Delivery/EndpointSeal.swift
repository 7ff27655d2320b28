import Foundation
import TaoliModels
import TaoliRuntime

/// Seals addresses, secrets and codes with the deployment's keys, each for its own row and column.
struct EndpointSeal: Sendable {
    let keys: Keyring

    enum Column: String {
        case address
        case secret
        case code
    }

    func seal(_ text: String, _ column: Column, of id: UUID) throws -> Data {
        Data(try keys.seal(Array(text.utf8), at: place(column, id)))
    }

    /// - Throws: `KeyringError` for what is not this row's, or whose key is gone.
    func open(_ sealed: Data, _ column: Column, of id: UUID) throws -> String {
        String(decoding: try keys.open(Array(sealed), at: place(column, id)), as: UTF8.self)
    }

    func index(_ address: String) throws -> Data {
        Data(try keys.blindIndex(Array(address.utf8)))
    }

    /// What to look for while rows indexed with an older key remain.
    func candidates(_ address: String) -> [Data] {
        keys.blindIndexCandidates(Array(address.utf8)).map { Data($0) }
    }

    private func place(_ column: Column, _ id: UUID) -> Keyring.Place {
        Keyring.Place(
            table: "endpoint", row: id.uuidString.lowercased(), column: column.rawValue)
    }
}
