import Crypto
import Foundation

/// The numbered keys of a deployment, outside the database: `<folder>/<purpose>/<number>.key`,
/// each 32 random bytes in base64. The highest number is the current key; older ones still open
/// what they sealed (decisions.md, keys).
package struct Keyring: Sendable {
    /// What a key is for. Each purpose has keys of its own.
    package enum Purpose: String, CaseIterable, Sendable {
        /// Sealing values with authenticated encryption.
        case encrypt
        /// Finding sealed values by equality without opening them.
        case blindIndex = "blind-index"
        /// Telling a repeated request from a reused request id.
        case requestHMAC = "request-hmac"
    }

    /// Where a sealed value stands; a value moved elsewhere does not open.
    package struct Place: Hashable, Sendable {
        /// The table's name.
        package let table: String
        /// The row's id in text form.
        package let row: String
        /// The column's name.
        package let column: String

        package init(table: String, row: String, column: String) {
            self.table = table
            self.row = row
            self.column = column
        }

        /// Each part behind its length, so that no two places have equal bytes.
        var bytes: [UInt8] {
            [table, row, column].flatMap { part -> [UInt8] in
                let text = Array(part.utf8)
                return withUnsafeBytes(of: UInt32(text.count).bigEndian, Array.init) + text
            }
        }
    }

    private let keys: [Purpose: [UInt32: SymmetricKey]]

    /// Reads the folder.
    ///
    /// - Throws: ``KeyringError`` when a purpose has no key or a file is not 32 bytes in base64.
    package init(folder: String) throws {
        var keys: [Purpose: [UInt32: SymmetricKey]] = [:]
        for purpose in Purpose.allCases { keys[purpose] = try Self.read(folder, purpose) }
        self.keys = keys
    }

    /// Adds a fresh key with the next number for every purpose, files readable by the owner only.
    ///
    /// - Throws: ``IdentityError/keyFile(path:reason:)`` when a file cannot be written.
    package static func addKeys(folder: String) throws {
        for purpose in Purpose.allCases {
            let path = "\(folder)/\(purpose.rawValue)"
            do {
                try FileManager.default.createDirectory(
                    atPath: path, withIntermediateDirectories: true,
                    attributes: [.posixPermissions: 0o700])
            } catch {
                throw IdentityError.keyFile(path: path, reason: "\(error.localizedDescription)")
            }
            let number = (numbers(path).max() ?? 0) + 1
            let bytes = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }
            try PrivateFile.create(
                "\(path)/\(number).key", contents: Array((bytes.base64EncodedString() + "\n").utf8))
        }
    }

    /// Seals bytes with the current key: key number (4 bytes), nonce (12), ciphertext, tag (16).
    package func seal(_ plain: [UInt8], at place: Place) throws -> [UInt8] {
        let (number, key) = try current(.encrypt)
        let header = withUnsafeBytes(of: number.bigEndian, Array.init)
        let box = try AES.GCM.seal(plain, using: key, authenticating: header + place.bytes)
        guard let combined = box.combined else { throw KeyringError.notOurs }
        return header + combined
    }

    /// Opens what ``seal(_:at:)`` made for the same place.
    ///
    /// - Throws: ``KeyringError`` when it was made elsewhere, changed, or its key is gone.
    package func open(_ sealed: [UInt8], at place: Place) throws -> [UInt8] {
        guard sealed.count >= 4 + 12 + 16 else { throw KeyringError.notOurs }
        let header = Array(sealed.prefix(4))
        let number = header.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        guard let key = keys[.encrypt]?[number] else { throw KeyringError.unknownKey(number) }
        do {
            let box = try AES.GCM.SealedBox(combined: sealed.dropFirst(4))
            return Array(try AES.GCM.open(box, using: key, authenticating: header + place.bytes))
        } catch {
            throw KeyringError.notOurs
        }
    }

    /// Whether a sealed value should be sealed anew with the current key.
    package func isOutdated(_ sealed: [UInt8]) throws -> Bool {
        let number = try current(.encrypt).number
        return Array(sealed.prefix(4)) != withUnsafeBytes(of: number.bigEndian, Array.init)
    }

    /// The number of the key that new values of a purpose get; what was made with a lower one is
    /// outdated.
    package func currentNumber(_ purpose: Purpose) throws -> UInt32 {
        try current(purpose).number
    }

    /// The numbers of a purpose's keys, the current one last.
    package func numbers(_ purpose: Purpose) -> [UInt32] { (keys[purpose] ?? [:]).keys.sorted() }

    /// How a sealed value and an index begin: the number of their key, so that bytes compare as
    /// numbers do.
    package static func mark(of number: UInt32) -> [UInt8] {
        withUnsafeBytes(of: number.bigEndian, Array.init)
    }

    /// The number of the key that a sealed value or an index, or its beginning, was made with;
    /// `nil` for fewer than four bytes.
    package static func number(in made: [UInt8]) -> UInt32? {
        guard made.count >= 4 else { return nil }
        return made.prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    }

    /// A keyed digest for finding equal values without storing them: number of the current key
    /// and HMAC-SHA256, 36 bytes.
    package func blindIndex(_ value: [UInt8]) throws -> [UInt8] {
        let (number, key) = try current(.blindIndex)
        return Self.numbered(value, number, key)
    }

    /// The value's index under every key, the current one first: what to look for while rows
    /// indexed with an older key remain.
    package func blindIndexCandidates(_ value: [UInt8]) -> [[UInt8]] {
        (keys[.blindIndex] ?? [:]).sorted { $0.key > $1.key }
            .map { Self.numbered(value, $0.key, $0.value) }
    }

    /// The fingerprint of a request under its caller and method: key number and HMAC-SHA256,
    /// 36 bytes. Kept in place of the request, which may hold personal data.
    package func fingerprint(of request: [UInt8]) throws -> [UInt8] {
        let (number, key) = try current(.requestHMAC)
        return Self.numbered(request, number, key)
    }

    /// Whether a stored fingerprint was made from this request, also when the key has changed
    /// since.
    package func matches(_ request: [UInt8], fingerprint stored: [UInt8]) -> Bool {
        guard stored.count == 36 else { return false }
        let number = stored.prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        guard let key = keys[.requestHMAC]?[number] else { return false }
        return HMAC<SHA256>.isValidAuthenticationCode(
            stored.dropFirst(4), authenticating: request, using: key)
    }

    private static func numbered(_ value: [UInt8], _ number: UInt32, _ key: SymmetricKey)
        -> [UInt8]
    {
        withUnsafeBytes(of: number.bigEndian, Array.init)
            + Array(HMAC<SHA256>.authenticationCode(for: value, using: key))
    }

    private func current(_ purpose: Purpose) throws -> (number: UInt32, key: SymmetricKey) {
        guard let highest = keys[purpose]?.max(by: { $0.key < $1.key }) else {
            throw KeyringError.empty(purpose)
        }
        return (highest.key, highest.value)
    }

    private static func read(_ folder: String, _ purpose: Purpose) throws
        -> [UInt32: SymmetricKey]
    {
        let path = "\(folder)/\(purpose.rawValue)"
        var keys: [UInt32: SymmetricKey] = [:]
        for number in numbers(path) {
            let file = "\(path)/\(number).key"
            guard let data = FileManager.default.contents(atPath: file),
                let bytes = Data(
                    base64Encoded: String(decoding: data, as: UTF8.self)
                        .trimmingCharacters(in: .whitespacesAndNewlines)), bytes.count == 32
            else { throw KeyringError.unreadable(file) }
            keys[number] = SymmetricKey(data: bytes)
        }
        guard !keys.isEmpty else { throw KeyringError.noKeys(folder: path) }
        return keys
    }

    private static func numbers(_ path: String) -> [UInt32] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return names.filter { $0.hasSuffix(".key") }.compactMap { UInt32($0.dropLast(4)) }
    }
}
