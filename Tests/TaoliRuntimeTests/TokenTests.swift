import Foundation
import TaoliModels
import Testing

@testable import TaoliRuntime

@Suite("Access tokens")
struct TokenTests {
    private let now = Date(timeIntervalSince1970: 1_800_000_000)
    private let official = Caller(
        subject: "0197f0a1-2b3c-7d4e-8f90-0123456789ab", role: .district,
        unit: UnitReference(.district, "yuexiu"),
        scope: .districts(["yuexiu", "liwan"].compactMap(DistrictCode.init)))

    private func token(
        _ pair: KeyPair, _ caller: Caller, audience: [String] = ["rotation"]
    ) async throws -> String {
        try await TokenSigner(pair: pair, issuer: "taoli/registry")
            .sign(caller, audience: audience, id: .version7(), now: now).token
    }

    @Test("A caller comes out as it went in: subject, role, unit and districts")
    func roundTrip() async throws {
        try await withTemporaryFolder { folder in
            let pair = try KeyPair(generating: "registry-1")
            try pair.writePublicKey(folder: folder)
            let verifier = try TokenVerifier(folder: folder, audience: "rotation")
            let city = Caller(
                subject: "a", role: .city, unit: UnitReference(.city, "gz"), scope: .all)
            for caller in [official, city] {
                let token = try await token(pair, caller)
                #expect(try await verifier.caller(of: token, now: now) == caller)
            }
        }
    }

    @Test("A token is valid for 15 minutes and only for the services it names")
    func limits() async throws {
        try await withTemporaryFolder { folder in
            let pair = try KeyPair(generating: "registry-1")
            try pair.writePublicKey(folder: folder)
            let verifier = try TokenVerifier(folder: folder, audience: "rotation")
            let good = try await token(pair, official)
            _ = try await verifier.caller(of: good, now: now + 899)
            await #expect(throws: IdentityError.expired) {
                try await verifier.caller(of: good, now: now + 900)
            }
            await #expect(throws: IdentityError.lifetime) {
                try await verifier.caller(of: good, now: now - 3600)
            }
            let other = try await token(pair, official, audience: ["registry"])
            await #expect(throws: IdentityError.audience) {
                try await verifier.caller(of: other, now: now)
            }
        }
    }

    @Test("A service's key speaks for that service alone")
    func serviceKeys() async throws {
        try await withTemporaryFolder { folder in
            let pair = try KeyPair(generating: "evaluation")
            try pair.writePublicKey(folder: folder)
            let verifier = try TokenVerifier(folder: folder, audience: "rotation")
            let own = try await TokenSigner(pair: pair, issuer: "taoli/evaluation")
                .signForSelf(audience: ["rotation"], now: now).token
            #expect(try await verifier.caller(of: own, now: now) == .service("evaluation"))
            for stranger in [official, .service("registry")] {
                let forged = try await token(pair, stranger)
                await #expect(throws: IdentityError.self) {
                    try await verifier.caller(of: forged, now: now)
                }
            }
        }
    }

    @Test("Registry's key speaks for people and for registry, not for other services")
    func registryKeys() async throws {
        try await withTemporaryFolder { folder in
            let pair = try KeyPair(generating: "registry-2")
            try pair.writePublicKey(folder: folder)
            let verifier = try TokenVerifier(folder: folder, audience: "rotation")
            let own = try await TokenSigner(pair: pair, issuer: "taoli/registry")
                .signForSelf(audience: ["rotation"], now: now).token
            #expect(try await verifier.caller(of: own, now: now) == .service("registry"))
            let other = try await token(pair, .service("evaluation"))
            let mixed = try await token(
                pair, Caller(subject: "service:registry", role: .city, unit: nil, scope: .all))
            for forged in [other, mixed] {
                await #expect(throws: IdentityError.self) {
                    try await verifier.caller(of: forged, now: now)
                }
            }
        }
    }

    @Test("Two keys are valid at once, and a new file is found without a restart")
    func rotation() async throws {
        try await withTemporaryFolder { folder in
            let old = try KeyPair(generating: "registry-1")
            try old.writePublicKey(folder: folder)
            let verifier = try TokenVerifier(folder: folder, audience: "rotation")
            let new = try KeyPair(generating: "registry-2")
            try new.writePublicKey(folder: folder)
            for pair in [new, old] {
                let token = try await token(pair, official)
                #expect(try await verifier.caller(of: token, now: now) == official)
            }
        }
    }

    @Test("Another key's signature, a changed payload and another algorithm are refused")
    func forged() async throws {
        try await withTemporaryFolder { folder in
            let pair = try KeyPair(generating: "registry-1")
            try pair.writePublicKey(folder: folder)
            let verifier = try TokenVerifier(folder: folder, audience: "rotation")
            let good = try await token(pair, official)
            let parts = good.split(separator: ".").map(String.init)
            let twin = try await token(KeyPair(generating: "registry-1"), official)
            let city = Caller(subject: "x", role: .city, unit: nil, scope: .all)
            let richer = try await token(pair, city).split(separator: ".").map(String.init)
            let none = Data(#"{"alg":"none","kid":"registry-1"}"#.utf8).base64EncodedString()
            let hmac = Data(#"{"alg":"HS256","kid":"registry-1"}"#.utf8).base64EncodedString()
            let unknown = try await token(KeyPair(generating: "registry-9"), official)
            let texts = [
                twin, "\(parts[0]).\(richer[1]).\(parts[2])", "\(none).\(parts[1]).",
                "\(hmac).\(parts[1]).\(parts[2])", "", "a.b", "a.b.c", unknown,
                String(repeating: "a", count: 9000), good + "x",
            ]
            for text in texts {
                await #expect(throws: IdentityError.self, "\(text.prefix(40))") {
                    try await verifier.caller(of: text, now: now)
                }
            }
        }
    }

    @Test("A folder without keys is refused at start")
    func emptyFolder() async throws {
        try await withTemporaryFolder { folder in
            #expect(throws: IdentityError.self) {
                try TokenVerifier(folder: folder, audience: "rotation")
            }
        }
    }
}
