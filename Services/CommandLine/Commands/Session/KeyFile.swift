import Foundation
import TaoliModels
import TaoliRuntime

/// A program account's key file: who it is, its private key, and where the services are.
///
/// JSON with the keys `account_id`, `login`, `private_key_pem` and one endpoint (`host:port`) a
/// service. It lets whoever reads it act as the program, so it is readable by its owner only.
struct KeyFile: Codable, Hashable, Sendable {
    var accountID: String
    let login: String
    let privateKeyPEM: String
    let registry: String?
    let rotation: String?
    let evaluation: String?
    let notification: String?

    private enum CodingKeys: String, CodingKey {
        case accountID = "account_id"
        case login
        case privateKeyPEM = "private_key_pem"
        case registry, rotation, evaluation, notification
    }

    init(accountID: String, login: String, privateKeyPEM: String, endpoints: Endpoints) {
        self.accountID = accountID
        self.login = login
        self.privateKeyPEM = privateKeyPEM
        registry = endpoints[.registry]
        rotation = endpoints[.rotation]
        evaluation = endpoints[.evaluation]
        notification = endpoints[.notification]
    }

    /// Reads a key file. Throws ``CommandFailure`` when it is absent or another kind of file.
    init(path: String) throws {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw KeyFile.failure(path, Wording("无法读取密钥文件。", "The key file cannot be read."))
        }
        guard let file = try? JSONDecoder().decode(KeyFile.self, from: data) else {
            throw KeyFile.failure(
                path, Wording("这不是 taoli 的密钥文件。", "This is not a key file of taoli."))
        }
        self = file
    }

    func endpoint(of service: ServiceName) -> String? {
        switch service {
        case .registry: registry
        case .rotation: rotation
        case .evaluation: evaluation
        case .notification: notification
        }
    }

    /// The key that signs assertions; its id is the account's.
    func keyPair() throws -> KeyPair {
        try KeyPair(id: accountID, privateKeyPEM: privateKeyPEM)
    }

    func encoded() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(self) + Data("\n".utf8)
    }

    private static func failure(_ path: String, _ what: Wording) -> CommandFailure {
        CommandFailure(
            .noPermission, what, place: path,
            next: Wording(
                "请检查 --key-file 或 TAOLI_KEY_FILE；密钥文件由 taoli account create --kind program 生成。",
                "Check --key-file or TAOLI_KEY_FILE; taoli account create --kind program writes "
                    + "key files."))
    }
}
