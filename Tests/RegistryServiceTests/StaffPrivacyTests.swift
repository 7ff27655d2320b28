import Foundation
import RegistryCore
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliServiceKit
import TaoliTestKit
import TaoliPostgres
import Testing

@testable import RegistryService

@Suite("Personal data of staff")
struct StaffPrivacyTests {
    @Test("A reveal needs a reason, is kept with role and reason, and shows the numbers")
    func reveals() async throws {
        try await RegistryFixture.with { city in
            let person = try await city.register().person
            let without = try await refusal { try await city.reveal(person.id, reason: " ") }
            #expect(without.field == "reason")
            #expect(try await city.reveals().isEmpty)
            let shown = try await city.reveal(person.id, reason: "核对职称材料")
            #expect(shown.number == StaffNumber.make(1))
            #expect(shown.phone == "12012345678")
            let foreign = try await refusal {
                try await city.reveal(person.id, reason: "x", as: .district("440104"))
            }
            #expect(foreign.slug == "not-found")
            let kept = try await city.reveals()
            #expect(kept.map(\.reason) == ["核对职称材料"])
            #expect(kept.first?.actorRole == "district at district/440105")
            #expect(kept.first?.fields == ["number", "phone"])
            #expect(try await city.reveals(as: .district("440104")).isEmpty)
        }
    }

    @Test("An export needs role and reason, keeps a look at each person, and keeps to the filter")
    func exports() async throws {
        try await RegistryFixture.with { city in
            let one = try await city.register().person
            let two = try await city.register("李四", serial: 2, at: city.second).person
            _ = try await city.register("王五", serial: 3, at: city.elsewhere, as: .city)
            let without = try await refusal { try await city.export(reason: "") }
            #expect(without.field == "reason")
            for caller in [
                Caller.school(city.first.schoolID.rawValue),
                Caller.at(.auditor, UnitReference(.district, "440105"), in: "440105"),
            ] {
                await #expect(throws: NotAdmitted.self) { try await city.export(as: caller) }
            }
            #expect(try await city.reveals().isEmpty)
            let school = city.second.schoolID.description
            let filtered = try await city.export { $0.schoolID = school }
            #expect(filtered.persons.map(\.number) == [StaffNumber.make(2)])
            #expect(try await city.reveals().map(\.personID) == [two.id])
            let page = try await city.export(reason: "年报") { $0.page.size = 1 }
            let cursor = page.nextCursor
            let rest = try await city.export(reason: "年报") {
                $0.page.size = 1
                $0.page.cursor = cursor
            }
            #expect(rest.nextCursor.isEmpty)
            let numbers = (page.persons + rest.persons).map(\.number)
            #expect(Set(numbers) == [StaffNumber.make(1), StaffNumber.make(2)])
            #expect(page.persons.first?.phone == "12012345678")
            let kept = try await city.reveals()
            #expect(Set(kept.prefix(2).map(\.personID)) == [one.id, two.id])
            #expect(kept.prefix(2).allSatisfy { $0.reason == "年报" })
            #expect(kept.first?.fields == ["number", "phone", "export"])
            #expect(kept.first?.actorRole == "district at district/440105")
        }
    }

    @Test("No table holds a number or telephone in clear, no event a name")
    func search() async throws {
        try await RegistryFixture.with { city in
            let person = try await city.register("买买提·艾力").person
            _ = try await city.reveal(person.id, reason: "核对")
            _ = try await refusal { try await city.register("李四") }
            let revised = try await city.service.calling(
                "taoli.registry.v1.StaffService/RevisePerson", as: .district("440105")
            ) {
                try await city.staff.revisePerson(
                    request: .with {
                        $0.requestID = requestID()
                        $0.personID = person.id
                        $0.facts.number = StaffNumber.make(3)
                        $0.facts.phone = "12087654321"
                    }, context: $0
                ).person
            }
            #expect(revised.phoneMasked == "120****4321")
            let pool = city.service.database.superuser
            for secret in [
                StaffNumber.make(1), StaffNumber.make(3), "12012345678", "12087654321",
            ] {
                #expect(try await DatabaseSearch.tables(holding: secret, in: pool) == [])
            }
            // The search itself finds what is there: the name in the register, and not in events.
            let named = try await DatabaseSearch.tables(holding: "买买提·艾力", in: pool)
            #expect(named.contains("registry.person"))
            #expect(!named.contains("bus.outbox"))
        }
    }

    @Test("A number sealed for one person does not open as another's")
    func moved() async throws {
        try await RegistryFixture.with { city in
            let one = try await city.register().person
            let two = try await city.register("李四", serial: 2).person
            _ = try await city.service.database.superuser.execute(
                """
                UPDATE registry.person SET number_sealed = (SELECT number_sealed \
                FROM registry.person WHERE id::text = \(one.id)) WHERE id::text = \(two.id)
                """)
            await #expect(throws: (any Error).self) { try await city.person(two.id) }
            #expect(try await city.person(one.id).id == one.id)
        }
    }
}
