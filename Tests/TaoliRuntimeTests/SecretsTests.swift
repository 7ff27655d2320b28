import Foundation
import TaoliModels
import Testing

@testable import TaoliRuntime

@Suite("Keys, passwords and assertions")
struct SecretsTests {
    @Test("A private key file is readable by its owner only and is never overwritten")
    func keyFile() async throws {
        try await withTemporaryFolder { folder in
            let pair = try KeyPair(generating: "registry-1")
            let path = try pair.writePrivateKey(folder: folder)
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            #expect(attributes[.posixPermissions] as? Int == 0o600)
            #expect(throws: IdentityError.self) { try pair.writePrivateKey(folder: folder) }
            let read = try KeyPair(privateKeyFile: path)
            #expect(read.id == "registry-1")
            #expect(read.publicKeyPEM == pair.publicKeyPEM)
        }
    }

    @Test("A key id cannot lead out of the folder", arguments: ["", "../x", "a/b", "A", ".a", "桃"])
    func keyIDs(id: String) {
        #expect(throws: IdentityError.self) { try KeyPair(generating: id) }
    }

    @Test("A password fits its hash, another does not, and two hashes differ")
    func passwords() async throws {
        let stored = try await Password.hash("correct horse 桃李", cost: .light)
        #expect(stored.hasPrefix("$scrypt$ln=10,r=8,p=1$"))
        #expect(PasswordCost(named: "standard")?.text == "ln=14,r=8,p=5")
        #expect(try await Password.verify("correct horse 桃李", stored: stored))
        #expect(try await !Password.verify("correct horse", stored: stored))
        #expect(try await !Password.verify("", stored: stored))
        #expect(try await stored != Password.hash("correct horse 桃李", cost: .light))
        try await Password.pretend("", cost: .light)
    }

    @Test("A hash made by another implementation of scrypt is met")
    func scryptVector() async throws {
        // Python's hashlib.scrypt(b"password", salt=b"NaCl", n=1024, r=8, p=1, dklen=32).
        let stored = "$scrypt$ln=10,r=8,p=1$TmFDbA==$J7QYxnTHadElAfux9TusMt9lFMDyjQQ4crFIs0iWGnk="
        #expect(try await Password.verify("password", stored: stored))
    }

    @Test(
        "A stored form that cannot be read fits no password",
        arguments: ["", "x", "$scrypt$ln=30,r=8,p=5$AAAA$AAAA", "$scrypt$ln=14,r=8$AA$AA"])
    func brokenHash(stored: String) async throws {
        #expect(try await !Password.verify("password", stored: stored))
    }

    @Test("Refresh tokens are long, differ, and are stored as their digest")
    func refresh() {
        let token = RefreshToken()
        #expect(token.text.count == 43)
        #expect(token.digest == RefreshToken.digest(of: token.text))
        #expect(token.digest.count == 32)
        #expect(RefreshToken() != token)
    }

    @Test("An assertion names its account and ends within a minute")
    func assertion() async throws {
        let pair = try KeyPair(generating: "importer")
        let now = Date(timeIntervalSince1970: 1_800_000_000)
        let text = try await Assertion.sign(
            account: "a-1", pair: pair, audience: "taoli/registry", now: now)
        #expect(try Assertion.keyID(of: text) == "importer")
        let read = try await Assertion.verify(
            text, publicKeyPEM: pair.publicKeyPEM, audience: "taoli/registry", now: now)
        #expect(read.account == "a-1")
        #expect(read.expires == now + 60)
        await #expect(throws: IdentityError.expired) {
            try await Assertion.verify(
                text, publicKeyPEM: pair.publicKeyPEM, audience: "taoli/registry", now: now + 60)
        }
        await #expect(throws: IdentityError.audience) {
            try await Assertion.verify(
                text, publicKeyPEM: pair.publicKeyPEM, audience: "other", now: now)
        }
        let stranger = try KeyPair(generating: "importer")
        await #expect(throws: IdentityError.self) {
            try await Assertion.verify(
                text, publicKeyPEM: stranger.publicKeyPEM, audience: "taoli/registry", now: now)
        }
    }
}

@Suite("Keyring")
struct KeyringTests {
    private let place = Keyring.Place(table: "person", row: "1", column: "id_number")

    @Test("A sealed value opens in its place and nowhere else")
    func places() async throws {
        try await withTemporaryFolder { folder in
            try Keyring.addKeys(folder: folder)
            let ring = try Keyring(folder: folder)
            let sealed = try ring.seal(Array("440106".utf8), at: place)
            #expect(try ring.open(sealed, at: place) == Array("440106".utf8))
            #expect(try ring.seal(Array("440106".utf8), at: place) != sealed)
            let elsewhere = [
                Keyring.Place(table: "person", row: "2", column: "id_number"),
                Keyring.Place(table: "person1", row: "", column: "id_number"),
            ]
            for other in elsewhere {
                #expect(throws: KeyringError.notOurs) { try ring.open(sealed, at: other) }
            }
            var changed = sealed
            changed[20] ^= 1
            #expect(throws: KeyringError.notOurs) { try ring.open(changed, at: place) }
            #expect(throws: KeyringError.notOurs) { try ring.open([1, 2], at: place) }
        }
    }

    @Test("After a new key old values open, are outdated, and fingerprints still match")
    func rotation() async throws {
        try await withTemporaryFolder { folder in
            try Keyring.addKeys(folder: folder)
            let old = try Keyring(folder: folder)
            let sealed = try old.seal([1], at: place)
            let print = try old.fingerprint(of: [7])
            try Keyring.addKeys(folder: folder)
            let new = try Keyring(folder: folder)
            #expect(try new.open(sealed, at: place) == [1])
            #expect(try new.isOutdated(sealed))
            #expect(try new.currentNumber(.encrypt) == 2 && new.numbers(.blindIndex) == [1, 2])
            #expect(Keyring.number(in: sealed) == 1 && Keyring.number(in: [0, 1]) == nil)
            #expect(Keyring.number(in: Keyring.mark(of: 0x0102_0304)) == 0x0102_0304)
            #expect(try !new.isOutdated(new.seal([1], at: place)))
            #expect(new.matches([7], fingerprint: print))
            #expect(!new.matches([8], fingerprint: print))
            #expect(try new.blindIndex([7]) != old.blindIndex([7]))
            let candidates = new.blindIndexCandidates([7])
            #expect(try candidates == [new.blindIndex([7]), old.blindIndex([7])])
            #expect(try new.fingerprint(of: [7]) != print)
            #expect(throws: KeyringError.unknownKey(2)) {
                try old.open(new.seal([1], at: place), at: place)
            }
        }
    }

    @Test("A missing folder and a broken key file are refused with their path")
    func broken() async throws {
        try await withTemporaryFolder { folder in
            #expect(throws: KeyringError.self) { try Keyring(folder: folder) }
            try Keyring.addKeys(folder: folder)
            try "short".write(
                toFile: folder + "/encrypt/1.key", atomically: true, encoding: .utf8)
            #expect(throws: KeyringError.unreadable(folder + "/encrypt/1.key")) {
                try Keyring(folder: folder)
            }
        }
    }
}
