import RegistryCore
import TaoliContracts
import TaoliModels
import TaoliPostgres
import TaoliRuntime
import TaoliServiceKit
import TaoliTestKit
import Testing

@testable import RegistryService

@Suite("The first account")
struct BootstrapTests {
    private func wanted(
        _ login: String = "admin", role: String = "city", unit: String? = nil,
        city: String? = "440100"
    ) throws -> Bootstrap.Wanted {
        try Bootstrap.Wanted(login: login, role: role, unit: unit, city: city, cityName: "广州")
    }

    @Test("The first account is the city's, registers the city, and is the only first one")
    func first() async throws {
        try await ServiceFixture<RegistryService>.with { service in
            let bootstrap = Bootstrap(service.context)
            await #expect(throws: Bootstrap.Unusable.self) {
                try await bootstrap.firstPerson(try wanted(city: nil), password: "0123456789")
            }
            await #expect(throws: Bootstrap.Unusable.self) {
                try await bootstrap.firstPerson(try wanted(), password: "short")
            }
            _ = try await bootstrap.firstPerson(try wanted(), password: "0123456789")
            let city = try await service.consuming { tx in
                try DistrictTable.decode(try await tx.query(DistrictTable.select()))
            }
            #expect(city.map(\.code.rawValue) == ["440100"] && city[0].isCity)
            let signIns = try SignIns(RegistryFixture(service: service, sites: []))
            #expect(try await signIns.signIn("admin", "0123456789").allDistricts)
            await #expect(throws: Bootstrap.Unusable.self) {
                try await bootstrap.firstPerson(try wanted("second"), password: "0123456789")
            }
            let events = try await service.database.superuser.query(
                "SELECT type FROM bus.outbox ORDER BY id")
            #expect(
                try events.map { try $0.get(0, as: String.self) }
                    == [
                        "DistrictRegistered", "AccountCreated", "RoleGranted",
                    ].map { "taoli.registry.events.v1." + $0 })
        }
    }

    @Test("A program's account may be made at any time, once for a login, at a unit that exists")
    func program() async throws {
        try await RegistryFixture.with { city in
            let bootstrap = Bootstrap(city.service.context)
            let pair = try KeyPair(generating: "demo")
            let id = try await bootstrap.program(
                try wanted("demo", role: "district", unit: "district/440105", city: nil),
                publicKeyPEM: pair.publicKeyPEM)
            let assertion = try await Assertion.sign(
                account: id, pair: pair, audience: IdentityCalls.assertionAudience)
            #expect(try await SignIns(city).exchange(assertion).districts == ["440105"])
            await #expect(throws: Bootstrap.Unusable.self) {
                try await bootstrap.program(
                    try wanted("demo"), publicKeyPEM: pair.publicKeyPEM)
            }
            await #expect(throws: Bootstrap.Unusable.self) {
                try await bootstrap.program(
                    try wanted("else", role: "district", unit: "district/999999"),
                    publicKeyPEM: pair.publicKeyPEM)
            }
            await #expect(throws: Bootstrap.Unusable.self) {
                try await bootstrap.program(try wanted("nokey"), publicKeyPEM: "x")
            }
        }
    }

    @Test("Options that cannot be used are named")
    func options() {
        #expect(throws: Bootstrap.Unusable.self) { try wanted(role: "service") }
        #expect(throws: Bootstrap.Unusable.self) { try wanted(unit: "nowhere") }
        #expect(throws: Bootstrap.Unusable.self) { try wanted(city: "广州") }
    }
}
