import Foundation
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliRuntime
import Testing

@testable import taoli

@Suite("Key files, tokens and endpoints")
struct SessionTests {
    @Test("A key file written is the key file read, with the documented keys, for its owner only")
    func keyFile() throws {
        try withTemporaryFolder { folder in
            let path = folder + "/key.json"
            let file = KeyFile(
                accountID: "0199c2f0-0000-7000-8000-000000000001", login: "demo",
                privateKeyPEM: try KeyPair(generating: "a").privateKeyPEM,
                endpoints: Endpoints(Surroundings(environment: [:]), keyFile: nil))
            try OwnerFile.create(path, contents: file.encoded())
            #expect(try KeyFile(path: path) == file)
            #expect(try file.keyPair().id == file.accountID)
            let object = try #require(
                try JSONSerialization.jsonObject(with: file.encoded()) as? [String: Any])
            #expect(
                Set(object.keys) == [
                    "account_id", "login", "private_key_pem", "registry", "rotation", "evaluation",
                    "notification",
                ])
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            #expect(attributes[.posixPermissions] as? Int == 0o600)
            #expect(throws: CommandFailure.self) {
                try OwnerFile.create(path, contents: Data())
            }
        }
    }

    @Test("Endpoints come from the environment, then the key file, then the usual ports")
    func endpoints() {
        let empty = Surroundings(environment: ["TAOLI_REGISTRY_ENDPOINT": ""])
        #expect(Endpoints(empty, keyFile: nil)[.registry] == "127.0.0.1:7101")
        let own = Endpoints(
            Surroundings(environment: ["TAOLI_ROTATION_ENDPOINT": "r:2"]), keyFile: nil)
        let file = KeyFile(accountID: "", login: "", privateKeyPEM: "", endpoints: own)
        #expect(Endpoints(empty, keyFile: file)[.rotation] == "r:2")
        let other = Surroundings(environment: ["TAOLI_ROTATION_ENDPOINT": "x:1"])
        #expect(Endpoints(other, keyFile: file)[.rotation] == "x:1")
    }

    @Test("The option names the identity before the environment, and login comes last")
    func identity() throws {
        try withTemporaryFolder { folder in
            for name in ["option", "environment"] {
                let file = KeyFile(
                    accountID: name, login: name, privateKeyPEM: "",
                    endpoints: Endpoints(Surroundings(environment: [:]), keyFile: nil))
                try OwnerFile.create(folder + "/" + name, contents: file.encoded())
            }
            let set = Surroundings(environment: ["TAOLI_KEY_FILE": folder + "/environment"])
            #expect(
                try Identity(option: folder + "/option", surroundings: set).keyFile?.login
                    == "option")
            #expect(
                try Identity(option: nil, surroundings: set).keyFile?.login == "environment")
            let unset = Surroundings(environment: ["TAOLI_KEY_FILE": "", "HOME": folder])
            #expect(try Identity(option: nil, surroundings: unset).keyFile == nil)
            #expect(unset.tokenFile == folder + "/.config/taoli/tokens.json")
        }
    }

    @Test("A damaged key file is told apart from an absent one, and both end with 77")
    func damagedKeyFile() throws {
        try withTemporaryFolder { folder in
            try Data("no".utf8).write(to: URL(fileURLWithPath: folder + "/bad"))
            var texts: Set<String> = []
            for name in ["bad", "absent"] {
                let error = #expect(throws: CommandFailure.self) {
                    try KeyFile(path: folder + "/" + name)
                }
                #expect(error?.status == .noPermission)
                texts.insert(error?.what.english ?? "")
            }
            #expect(texts.count == 2)
        }
    }

    @Test("Stored tokens are given out only while they last")
    func expiry() {
        let now = Date(timeIntervalSince1970: 1_000_000)
        let tokens = StoredTokens(
            login: "a",
            .with {
                $0.accessTokens = ["registry": "t"]
                $0.expiresInSeconds = 900
            }, now: now)
        #expect(tokens.token(for: .registry, now: now, margin: 60) == "t")
        #expect(tokens.token(for: .rotation, now: now, margin: 60) == nil)
        #expect(
            tokens.token(for: .registry, now: now.addingTimeInterval(841), margin: 60) == nil)
    }

    @Test("A second command waits for the first one's refresh")
    func lock() async throws {
        try await withTemporaryFolder { folder in
            let store = TokenStore(path: folder + "/new/tokens.json")
            let second = try await store.locked {
                let second = Task { try await store.locked { store.load()?.login } }
                try await Task.sleep(for: .milliseconds(20))
                try store.save(StoredTokens(login: "first", .init(), now: Date()))
                return second
            }
            #expect(try await second.value == "first")
        }
    }

    @Test("A name that several records have is refused with their ids")
    func match() throws {
        let items = [Named(id: "1", name: "一小"), Named(id: "2", name: "一小分校")]
        #expect(try one("一小", items) == "1")
        let twins = [Named(id: "1", name: "一小"), Named(id: "2", name: "一小")]
        let several = #expect(throws: CommandFailure.self) { try one("一小", twins) }
        #expect(several?.status == .dataInvalid)
        #expect(several?.what.english.contains("一小 (2)") == true)
        let part = #expect(throws: CommandFailure.self) { try one("小分", [items[1]]) }
        #expect(part?.status == .usage)
        #expect(part?.what.chinese == "“小分”不是完整校名。是否为：一小分校？")
        #expect(throws: CommandFailure.self) { try one("二小", []) }
    }

    /// The id of the item that a name means.
    private func one(_ name: String, _ items: [Named]) throws -> String {
        let found = try Match.one(
            name, "school", items, .full, id: { $0.id }, names: { [$0.name] })
        return found.id
    }
}

private struct Named {
    let id: String
    let name: String
}
