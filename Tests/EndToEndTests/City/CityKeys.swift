import Foundation
import TaoliModels
import TaoliRuntime

/// What a deployment keeps secret, made fresh (deploy/scripts/keys.sh does it for the demo).
struct CityKeys: Sendable {
    let folder: String
    private let pairs: [CityService: KeyPair]

    init(folder: String) throws {
        self.folder = folder
        var pairs: [CityService: KeyPair] = [:]
        for service in CityService.allCases {
            let pair = try KeyPair(generating: service.keyID)
            try pair.writePublicKey(folder: folder + "/public")
            try pair.writePrivateKey(folder: folder + "/private")
            pairs[service] = pair
        }
        self.pairs = pairs
        try Keyring.addKeys(folder: folder + "/keyring")
    }

    /// The settings that name them.
    func settings(of service: CityService) -> [String: String] {
        [
            "TAOLI_IDENTITY_PUBLIC_KEYS": folder + "/public",
            "TAOLI_IDENTITY_SIGNING_KEY": "\(folder)/private/\(service.keyID).pem",
            "TAOLI_KEYRING_FOLDER": folder + "/keyring",
        ]
    }

    /// The key of one service.
    func pair(_ service: CityService) throws -> KeyPair {
        guard let pair = pairs[service] else {
            throw ChildProcess.Failure(description: "no key of \(service)")
        }
        return pair
    }

    /// A token as registry signs it after signing in; a service signs its own.
    func token(
        _ caller: Caller, for service: CityService, at time: Date = Date()
    ) async throws -> String {
        let own =
            caller.role == .service
            ? CityService(rawValue: String(caller.subject.dropFirst(8))) : nil
        return try await TokenSigner(pair: pair(own ?? .registry), issuer: "test/registry")
            .sign(caller, audience: [service.rawValue], id: .version7(), now: time).token
    }
}
