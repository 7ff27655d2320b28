import Foundation
import Glibc
import JWTKit

/// A signing key with its key id (`kid`), ECDSA on P-256 (RFC 7518, section 3.4: ES256).
package struct KeyPair: Sendable {
    /// Key id: 1-100 of `a-z 0-9 . _ -`, not beginning with a dot; it names the files.
    package let id: String
    let privateKey: ES256PrivateKey

    /// Makes a fresh key. Throws ``IdentityError/keyFile(path:reason:)`` when the id is not one.
    package init(generating id: String) throws {
        try self.init(id: id, privateKey: ES256PrivateKey())
    }

    /// Reads a private key in PEM whose file name is `<kid>.pem`.
    ///
    /// - Throws: ``IdentityError/keyFile(path:reason:)``.
    package init(privateKeyFile path: String) throws {
        let name = URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
        guard let data = FileManager.default.contents(atPath: path) else {
            throw IdentityError.keyFile(path: path, reason: "not readable")
        }
        try self.init(id: name, privateKeyPEM: String(decoding: data, as: UTF8.self))
    }

    /// Reads a private key in PEM. Throws ``IdentityError/keyFile(path:reason:)``.
    package init(id: String, privateKeyPEM: String) throws {
        guard let key = try? ES256PrivateKey(pem: privateKeyPEM) else {
            throw IdentityError.keyFile(path: "\(id).pem", reason: "no P-256 private key in PEM")
        }
        try self.init(id: id, privateKey: key)
    }

    private init(id: String, privateKey: ES256PrivateKey) throws {
        guard Self.isKeyID(id) else {
            throw IdentityError.keyFile(path: "\(id).pem", reason: "not a usable key id")
        }
        self.id = id
        self.privateKey = privateKey
    }

    /// The public half in PEM.
    package var publicKeyPEM: String { privateKey.publicKey.pemRepresentation + "\n" }

    /// The private half in PEM, for a program account's key file.
    package var privateKeyPEM: String { privateKey.pemRepresentation + "\n" }

    /// Writes the private half, readable by the owner only.
    ///
    /// - Returns: the path, `<folder>/<kid>.pem`.
    /// - Throws: ``IdentityError/keyFile(path:reason:)``, also when the file exists already.
    @discardableResult
    package func writePrivateKey(folder: String) throws -> String {
        try Self.write(privateKeyPEM, folder: folder, id: id, mode: 0o600)
    }

    /// Writes the public half where verifiers look for it. See ``writePrivateKey(folder:)``.
    @discardableResult
    package func writePublicKey(folder: String) throws -> String {
        try Self.write(publicKeyPEM, folder: folder, id: id, mode: 0o644)
    }

    /// Whether a text can be a key id; keeps paths out of file names.
    package static func isKeyID(_ text: String) -> Bool {
        (1...100).contains(text.utf8.count) && text.first != "."
            && text.utf8.allSatisfy { byte in
                (97...122).contains(byte) || (48...57).contains(byte)
                    || [0x2D, 0x2E, 0x5F].contains(byte)
            }
    }

    private static func write(_ text: String, folder: String, id: String, mode: mode_t) throws
        -> String
    {
        let path = "\(folder)/\(id).pem"
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw IdentityError.keyFile(path: folder, reason: "\(error.localizedDescription)")
        }
        try PrivateFile.create(path, contents: Array(text.utf8), mode: mode)
        return path
    }
}
