import Foundation
import GRPCCore
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliRuntime
import Testing

extension CityTests {
    /// Tokens that registry did not make for this call.
    @Suite("Tokens that are not good")
    struct BadTokenTests {
        @Test(
            "An expired token, a forged one and one for another service open nothing",
            arguments: CityService.allCases)
        func tokens(service: CityService) async throws {
            let city = try City.here
            _ = try await city.mainJob()
            try await Quiet.reached(in: city)
            let before = try await Snapshot(of: city)
            let headers = try await Self.headers(for: service, in: city)
            try await city.connected(to: service) { client in
                for permission in CallTable.all where permission.service == service {
                    guard !permission.admitted.includes(.nobody) else { continue }
                    for (what, values) in headers {
                        let answer = try await client.raw(
                            permission.descriptor, [], authorization: values)
                        let told: Comment = "\(permission.method), \(what): \(answer.text)"
                        #expect(answer.code == .unauthenticated, told)
                        #expect(answer.slug == "unauthenticated", told)
                    }
                }
            }
            #expect(try await Snapshot(of: city).differences(from: before) == [])
        }

        @Test("What to do next differs: refresh an expired token, ask for one for this service")
        func wording() async throws {
            let city = try City.here
            let keys = city.foundation.keys
            let expired = try await keys.token(
                .ofDistrict(MainJob.district), for: .rotation, at: Date(timeIntervalSinceNow: -3600)
            )
            let other = try await keys.token(.ofDistrict(MainJob.district), for: .registry)
            let answers = try await [expired, other].asyncMap { token in
                try await city.connected(to: .rotation) { client in
                    try await client.raw(Self.units, [], token: token)
                }
            }
            #expect(answers[0].failure?.details.en.contains("expired") == true)
            #expect(answers[1].failure?.details.en.contains("another service") == true)
        }

        @Test("An expired token keeps nobody from signing in")
        func signIn() async throws {
            let city = try City.here
            let expired = try await city.foundation.keys.token(
                .ofDistrict(MainJob.district), for: .registry, at: Date(timeIntervalSinceNow: -3600)
            )
            let password = try String(
                contentsOfFile: city.foundation.passwordFile, encoding: .utf8)
            let request = Taoli_Registry_V1_SignInRequest.with {
                $0.login = "admin"
                $0.password = password
            }
            let answer = try await city.connected(to: .registry) { client in
                try await client.raw(
                    Taoli_Registry_V1_IdentityService.Method.SignIn.descriptor,
                    try request.serializedBytes(), token: expired)
            }
            #expect(answer.code == nil, "\(answer.text)")
        }

        @Test("A refresh token works once, and using it again ends the session")
        func refreshOnce() async throws {
            let city = try City.here
            let password = try String(
                contentsOfFile: city.foundation.passwordFile, encoding: .utf8)
            try await city.connected(to: .registry) { remote in
                let identity = Taoli_Registry_V1_IdentityService.Client(wrapping: remote.grpc)
                let first = try await identity.signIn(
                    .with {
                        $0.login = "admin"
                        $0.password = password
                    }
                ).tokens
                #expect(first.role == "city" && first.allDistricts)
                let second = try await identity.refresh(
                    .with { $0.refreshToken = first.refreshToken }
                )
                .tokens
                #expect(second.refreshToken != first.refreshToken)
                for spent in [first.refreshToken, second.refreshToken] {
                    let request = Taoli_Registry_V1_RefreshRequest.with { $0.refreshToken = spent }
                    let answer = try await remote.raw(
                        Taoli_Registry_V1_IdentityService.Method.Refresh.descriptor,
                        try request.serializedBytes(), token: nil)
                    #expect(answer.code == .unauthenticated, "\(answer.text)")
                }
            }
        }

        private static let units =
            Taoli_Rotation_V1_RotationUnitService.Method.ListRotationUnits.descriptor

        /// Values of the authorization header that must not be accepted, by what is wrong.
        private static func headers(
            for service: CityService, in city: City
        ) async throws -> [(String, [String])] {
            let keys = city.foundation.keys
            let official = TestCaller.city.caller ?? .ofDistrict(MainJob.district)
            let other: CityService = service == .registry ? .rotation : .registry
            let good = try await keys.token(official, for: service)
            let parts = good.split(separator: ".").map(String.init)
            let forged = try await sign(
                official, by: try KeyPair(generating: "registry-1"), service)
            let unknown = try await sign(
                official, by: try KeyPair(generating: "registry-9"), service)
            let seized = try await sign(official, by: try keys.pair(.rotation), service)
            let posing = try await sign(
                .service("evaluation"), by: try keys.pair(.rotation), service)
            let unsigned = Data(#"{"alg":"none","kid":"registry-1"}"#.utf8).base64EncodedString()
                .replacing("=", with: "")
            return [
                (
                    "expired",
                    [
                        "Bearer \(try await keys.token(official, for: service, at: Date(timeIntervalSinceNow: -3600)))"
                    ]
                ),
                (
                    "from the future",
                    [
                        "Bearer \(try await keys.token(official, for: service, at: Date(timeIntervalSinceNow: 3600)))"
                    ]
                ),
                ("another service's", ["Bearer \(try await keys.token(official, for: other))"]),
                ("another key under registry's name", ["Bearer \(forged)"]),
                ("a key nobody knows", ["Bearer \(unknown)"]),
                ("a service's key speaking for a person", ["Bearer \(seized)"]),
                ("a service's key speaking for another service", ["Bearer \(posing)"]),
                (
                    "claims of another token",
                    ["Bearer \(parts[0]).\(try claims(of: other, keys)).\(parts[2])"]
                ),
                ("unsigned", ["Bearer \(unsigned).\(parts[1])."]),
                ("no token", ["Bearer ", "Bearer x"]),
                ("two tokens", ["Bearer \(good)", "Bearer \(good)"]),
                ("another scheme", ["Basic \(good)"]),
            ]
        }

        private static func sign(
            _ caller: Caller, by pair: KeyPair, _ service: CityService
        ) async throws -> String {
            try await TokenSigner(pair: pair, issuer: "test/registry")
                .sign(caller, audience: [service.rawValue], id: .version7()).token
        }

        /// The middle part of a token that somebody altered to their taste.
        private static func claims(of service: CityService, _ keys: CityKeys) throws -> String {
            let now = Int(Date().timeIntervalSince1970)
            let text = """
                {"sub":"x","role":"city","unit":"city/440100","scope":["*"],"aud":["registry",\
                "rotation","evaluation","notification"],"iss":"x","iat":\(now),"exp":\(now + 600),"jti":"x"}
                """
            return Data(text.utf8).base64EncodedString().replacing("+", with: "-")
                .replacing("/", with: "_").replacing("=", with: "")
        }
    }
}

extension Sequence {
    /// Like `map`, one after the other.
    fileprivate func asyncMap<T>(_ transform: (Element) async throws -> T) async rethrows -> [T] {
        var results: [T] = []
        for element in self { results.append(try await transform(element)) }
        return results
    }
}
