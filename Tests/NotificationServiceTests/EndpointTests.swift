import Foundation
import SwiftProtobuf
import TaoliContracts
import TaoliHost
import TaoliMessaging
import TaoliModels
import TaoliPostgres
import TaoliServiceKit
import TaoliTestKit
import Testing

@testable import NotificationService

@Suite("Addresses of units, against PostgreSQL and real receivers")
struct EndpointTests {
    private static let school = UUID.version7()
    private static let caller = Caller.school(school)

    @Test(
        "An address is told only when the code that was sent there comes back",
        arguments: ["email", "webhook"])
    func proved(kind: String) async throws {
        try await DeliveryBench.with { bench in
            let added = try await bench.add(kind, Self.caller)
            #expect(added.state == "unverified")
            try await bench.turn(at: Date())
            let code = try #require(kind == "email" ? bench.mailedCode : bench.postedCode)
            let wrong = await refusal {
                _ = try await bench.verify(added.id, "0000000000", Self.caller)
            }
            #expect(wrong == "wrong-code")
            let typed = "\(code.prefix(4))-\(code.dropFirst(4))".lowercased()
            let verified = try await bench.verify(added.id, typed, Self.caller)
            #expect(verified.state == "verified")
            let again = await refusal { _ = try await bench.verify(added.id, code, Self.caller) }
            #expect(again == "already-verified")
        }
    }

    @Test("Address, secret and code are in no column, no answer and no event as they are")
    func sealed() async throws {
        try await DeliveryBench.with { bench in
            try await bench.verified("email", Self.caller)
            let added = try await bench.add("webhook", Self.caller)
            try await bench.turn(at: Date())
            let code = try #require(bench.postedCode)
            #expect(added.shown == "http://127.0.0.1/…")
            for secret in ["office@school", "/hook", DeliveryBench.secret, code] {
                let found = try await bench.number(
                    """
                    SELECT (SELECT count(*) FROM notification.endpoint e \
                    WHERE position(\(secret) IN e::text) > 0 OR position(\(secret)::bytea IN e.address) > 0 \
                    OR position(\(secret)::bytea IN e.secret) > 0 OR position(\(secret)::bytea IN e.code) > 0) \
                    + (SELECT count(*) FROM bus.outbox o WHERE position(\(secret)::bytea IN o.payload) > 0) \
                    + (SELECT count(*) FROM bus.command_log c \
                    WHERE position(\(secret)::bytea IN c.response) > 0)
                    """)
                #expect(found == 0, "\(secret)")
            }
        }
    }

    @Test("I11: rows of a school are its own district's, though it sees its groups' districts too")
    func district() async throws {
        try await DeliveryBench.with { bench in
            let codes = ["440104", "440111"].compactMap { DistrictCode($0) }
            let caller = Caller(
                subject: "teacher", role: .school, unit: Self.caller.unit,
                scope: .districts(codes))
            let early = await refusal { _ = try await bench.add("email", caller) }
            #expect(early == "unit-not-known-yet")
            try await bench.fixture.database.superuser.execute(
                """
                INSERT INTO notification.school (school_id, name, district, districts) \
                VALUES (\(Self.school), '外区学校', '440111', '{440104,440111}')
                """)
            _ = try await bench.add("email", caller)
            #expect(
                try await bench.number(
                    "SELECT count(*) FROM notification.endpoint WHERE district = '440111'") == 1)
        }
    }

    @Test(
        "What cannot be told is refused by name",
        arguments: [
            ("email", "a@b", "", "bad-email"),
            ("email", "a@b.cn\r\nBcc: c@d.cn", "", "control-character"),
            ("email", "a@b.cn", "whsec_x", "secret-not-wanted"),
            ("webhook", "ftp://h.example.org/", "", "bad-url"),
            ("webhook", "https://h.example.org/", "whsec_x", "bad-secret"),
            ("sms", "13800000000", "", "unknown-value"), ("email", "", "", "missing-field"),
        ])
    func refused(kind: String, address: String, secret: String, slug: String) async throws {
        try await DeliveryBench.with { bench in
            let found = await refusal {
                _ = try await bench.add(kind, Self.caller, address: address, secret: secret)
            }
            #expect(found == slug)
        }
    }

    @Test("A unit has an address once and at most twenty; the same request again adds nothing")
    func bounds() async throws {
        try await DeliveryBench.with { bench in
            let request = UUID.version7()
            let first = try await bench.add("email", Self.caller, request: request)
            #expect(try await bench.add("email", Self.caller, request: request) == first)
            #expect(
                await refusal { _ = try await bench.add("email", Self.caller) } == "endpoint-exists"
            )
            #expect(await refusal { _ = try await bench.add("email", .district("440105")) } == "")
            for number in 1..<EndpointCalls.countMax {
                _ = try await bench.add("email", Self.caller, address: "a\(number)@b.cn")
            }
            let last = await refusal {
                _ = try await bench.add("email", Self.caller, address: "z@b.cn")
            }
            #expect(last == "too-many-endpoints")
        }
    }

    @Test("Another unit's address is not found, whatever is tried with it")
    func others() async throws {
        try await DeliveryBench.with { bench in
            let endpoint = try await bench.add("webhook", Self.caller)
            for stranger in [Caller.school(UUID()), .district("440105"), .city] {
                let slugs = [
                    await refusal { _ = try await bench.verify(endpoint.id, "1", stranger) },
                    await refusal { _ = try await bench.remove(endpoint.id, stranger) },
                    await refusal { _ = try await bench.rotate(endpoint.id, stranger) },
                    await refusal { _ = try await bench.sendCode(endpoint.id, stranger) },
                ]
                #expect(slugs == Array(repeating: "endpoint-unknown", count: 4))
                #expect(try await bench.list(stranger).isEmpty)
            }
        }
    }

    @Test("A new secret signs at once, the former one for a day besides")
    func rotation() async throws {
        try await DeliveryBench.with { bench in
            let school = try await bench.joining()
            let caller = Caller.school(school)
            let endpoint = try await bench.verified("webhook", caller)
            let rotated = try await bench.rotate(endpoint.id, caller)
            #expect(!rotated.formerSecretUntil.isEmpty)
            try await bench.turn(at: Date().addingTimeInterval(60))
            let both = try #require(bench.program.requests.last)
            #expect(both.headers["webhook-signature"]?.split(separator: " ").count == 2)
            let id = try #require(try await bench.deliveries(caller).first { $0.what == "message" })
                .id
            _ = try await bench.retry(id, caller)
            try await bench.turn(at: Date().addingTimeInterval(90_000))
            let one = try #require(bench.program.requests.last)
            #expect(one.headers["webhook-signature"]?.split(separator: " ").count == 1)
            #expect(one.headers["webhook-id"] == both.headers["webhook-id"])
            let same = await refusal { _ = try await bench.rotate(endpoint.id, caller) }
            #expect(same == "same-secret")
        }
    }

    @Test("An address that was removed gets nothing more, and what waited for it is cancelled")
    func removal() async throws {
        try await DeliveryBench.with { bench in
            let school = try await bench.joining()
            let caller = Caller.school(school)
            let endpoint = try await bench.verified("webhook", caller)
            while try await bench.planner.round(at: bench.noon) > 0 {}
            _ = try await bench.remove(endpoint.id, caller)
            try await bench.desk.sweep(at: bench.noon)
            let before = bench.program.requests.count
            try await bench.turn(at: bench.noon)
            #expect(bench.program.requests.count == before)
            #expect(try await bench.deliveries(caller, state: "cancelled").count == 1)
            #expect(
                await refusal { _ = try await bench.remove(endpoint.id, caller) }
                    == "endpoint-removed")
        }
    }

    @Test("A code is not sent twice within a minute, and one that is too old proves nothing")
    func codes() async throws {
        try await DeliveryBench.with { bench in
            let endpoint = try await bench.add("email", Self.caller)
            let soon = await refusal { _ = try await bench.sendCode(endpoint.id, Self.caller) }
            #expect(soon == "code-just-sent")
            try await bench.turn(at: Date())
            let code = try #require(bench.mailedCode)
            try await bench.fixture.database.superuser.execute(
                "UPDATE notification.endpoint SET code_until = now() - interval '1 second'")
            let late = await refusal { _ = try await bench.verify(endpoint.id, code, Self.caller) }
            #expect(late == "no-code")
            _ = try await bench.sendCode(endpoint.id, Self.caller)
            try await bench.turn(at: Date())
            let fresh = try #require(bench.mailedCode)
            #expect(fresh != code)
            #expect(try await bench.verify(endpoint.id, fresh, Self.caller).state == "verified")
        }
    }
}

extension DeliveryBench {
    func list(_ caller: Caller) async throws -> [EndpointMessage] {
        try await fixture.calling(
            "taoli.notification.v1.EndpointService/ListEndpoints", as: caller
        ) { server in
            try await endpoints.listEndpoints(
                request: Taoli_Notification_V1_ListEndpointsRequest(), context: server
            ).endpoints
        }
    }

    func remove(_ id: String, _ caller: Caller) async throws -> EndpointMessage {
        try await fixture.calling(
            "taoli.notification.v1.EndpointService/RemoveEndpoint", as: caller
        ) { server in
            try await endpoints.removeEndpoint(
                request: .with {
                    $0.requestID = UUID.version7().uuidString.lowercased()
                    $0.endpointID = id
                }, context: server
            ).endpoint
        }
    }

    /// To a secret that is always the same.
    func rotate(_ id: String, _ caller: Caller) async throws -> EndpointMessage {
        let secret = "whsec_" + Data(repeating: 9, count: 32).base64EncodedString()
        return try await fixture.calling(
            "taoli.notification.v1.EndpointService/RotateSecret", as: caller
        ) { server in
            try await endpoints.rotateSecret(
                request: .with {
                    $0.requestID = UUID.version7().uuidString.lowercased()
                    $0.endpointID = id
                    $0.secret = secret
                }, context: server
            ).endpoint
        }
    }

    func sendCode(_ id: String, _ caller: Caller) async throws -> EndpointMessage {
        try await fixture.calling(
            "taoli.notification.v1.EndpointService/SendCode", as: caller
        ) { server in
            try await endpoints.sendCode(
                request: .with {
                    $0.requestID = UUID.version7().uuidString.lowercased()
                    $0.endpointID = id
                }, context: server
            ).endpoint
        }
    }
}
