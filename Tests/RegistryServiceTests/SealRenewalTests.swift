import Foundation
import RegistryCore
import SwiftProtobuf
import TaoliContracts
import TaoliHost
import TaoliModels
import TaoliPostgres
import TaoliRuntime
import TaoliServiceKit
import TaoliTestKit
import Testing

@testable import RegistryService
@testable import TaoliImports

@Suite("Sealing anew with new keys")
struct SealRenewalTests {
    private static func status(
        _ city: RegistryFixture, _ keys: Keyring, as caller: Caller = .city
    ) async throws -> Taoli_Registry_V1_GetKeyStatusResponse {
        try await city.service.calling(
            "taoli.registry.v1.StaffService/GetKeyStatus", as: caller
        ) {
            try await city.staff(keys: keys).getKeyStatus(request: .init(), context: $0)
        }
    }

    /// `encrypt 1: 2`, what depends on which key.
    private static func uses(_ status: Taoli_Registry_V1_GetKeyStatusResponse) -> [String] {
        status.keys.map { "\($0.purpose) \($0.number): \($0.persons)" }
    }

    @Test("Persons are sealed anew, audited and found again, and the old key may go")
    func persons() async throws {
        try await RegistryFixture.with { city in
            let folder = KeyFolder()
            let before = try folder.adding()
            let calls = city.staff(keys: before)
            let person = try await city.register(by: calls).person
            _ = try await city.register("李四", serial: 2, by: calls)
            let after = try folder.adding()
            let waiting = try await Self.status(city, after)
            #expect(
                Self.uses(waiting) == [
                    "encrypt 1: 2", "encrypt 2: 0", "blind-index 1: 2", "blind-index 2: 0",
                ])
            #expect(waiting.outdatedPersons == 2)
            #expect(waiting.keys.map(\.isCurrent) == [false, true, false, true])
            let renewal = SealRenewal(context: city.service.context.with(keys: after))
            #expect(try await renewal.round() == 2)
            #expect(try await renewal.round() == 0)
            let done = try await Self.status(city, after)
            #expect(
                Self.uses(done) == [
                    "encrypt 1: 0", "encrypt 2: 2", "blind-index 1: 0", "blind-index 2: 2",
                ])
            #expect(done.outdatedPersons == 0)
            let audited = try await city.service.database.superuser.query(
                """
                SELECT subjects, actor FROM bus.audit WHERE method = 'taoli.registry.keys/seal-anew'
                """)
            #expect(audited.count == 1)
            let subjects = try audited[0].get("subjects", as: [String].self)
            #expect(subjects.contains("person/\(person.id)") && subjects.count == 2)
            #expect(try audited[0].get("actor", as: String.self) == "service:registry")
            // Nothing that others know changed.
            #expect(try await city.person(person.id, by: after).version == person.version)
            let alone = city.staff(keys: try folder.removing(1))
            let number = StaffNumber.make(2)
            let found = try await city.persons(by: alone) { $0.number = number }
            #expect(found.persons.map(\.name) == ["李四"])
        }
    }

    @Test("Plain texts, of other imports' rows, have no mark and are no fault")
    func plain() async throws {
        try await RegistryFixture.with { city in
            for text in ["桃李小学", "gz-44010", "AAAA", "AAAAAQ=="] {
                let rows = try await city.service.database.superuser.query(
                    """
                    SELECT encode(\(fragment: SealedImportRows.mark), 'hex') AS mark FROM (\
                    SELECT ARRAY[\(text)]::text[] AS record, ARRAY['']::text[] AS cells) AS s
                    """)
                #expect(try rows[0].get("mark", as: String?.self) == nil)
            }
        }
    }

    @Test("What no key opens is left as it is, and stops nothing else")
    func unreadable() async throws {
        try await RegistryFixture.with { city in
            let lost = try await city.register(by: city.staff(keys: try KeyFolder().adding()))
                .person
            let folder = KeyFolder()
            _ = try await city.register(
                "李四", serial: 2, by: city.staff(keys: try folder.adding()))
            let after = try folder.adding()
            let renewal = SealRenewal(context: city.service.context.with(keys: after))
            #expect(try await renewal.round() == 2)
            let status = try await Self.status(city, after)
            #expect(status.outdatedPersons == 1)
            #expect(try await renewal.round() == 1)
            #expect(
                try await city.count(
                    """
                    SELECT count(*) FROM registry.person WHERE id::text = \(lost.id) \
                    AND substring(number_sealed from 1 for 4) = '\\x00000001'
                    """) == 1)
        }
    }

    @Test("Two instances at once seal every person once more and lose none")
    func together() async throws {
        try await RegistryFixture.with { city in
            let folder = KeyFolder()
            let calls = city.staff(keys: try folder.adding())
            for serial in 1...5 { _ = try await city.register(serial: serial, by: calls) }
            let after = try folder.adding()
            let renewal = SealRenewal(context: city.service.context.with(keys: after))
            async let one = renewal.round()
            async let two = renewal.round()
            _ = try await (one, two)
            _ = try await renewal.round()
            #expect(try await Self.status(city, after).outdatedPersons == 0)
            let alone = city.staff(keys: try folder.removing(1))
            let persons = try await city.persons(by: alone).persons
            #expect(Set(persons.map(\.numberMasked)).count == 5)
        }
    }

    @Test("Rows and files of staff imports are sealed anew, and can be undone and applied after")
    func imports() async throws {
        let folder = KeyFolder()
        try await ImportFixture.with(keys: try folder.adding()) { city in
            _ = try await city.importSmallCity()
            let first = try await city.apply(.staff, Self.file(title: ""))
            let second = try await city.apply(.staff, Self.file(title: "高级教师"))
            #expect(summary(second) == "A1 D0 R0 n0 c1 u0")
            let waiting = try await city.check(.staff, Self.file(title: "一级教师"))
            let after = try folder.adding()
            let context = city.service.context.with(keys: after)
            let old = try await context.readAll {
                try await SealStatus.load(PersonSeal(keys: after), $0)
            }
            // A row of each job, and the file of the one that is not applied.
            #expect(old.outdatedPieces == 4)
            #expect(try await SealRenewal(context: context).round() == 5)
            let now = try await context.readAll {
                try await SealStatus.load(PersonSeal(keys: after), $0)
            }
            #expect(now.outdatedPieces == 0)
            let alone = city.sealing(with: try folder.removing(1))
            let shown = try await alone.rows(first)
            #expect(shown.first?.cells.first == "张三")
            #expect(try await alone.undo(second).state == .undone)
            let title = try await city.service.database.superuser.query(
                "SELECT title FROM registry.person")
            #expect(try title.map { try $0.get(0, as: String?.self) } == [nil])
            try await alone.startCheck(waiting)
            let checked = try await alone.finish(waiting)
            try await alone.startApply(checked)
            #expect(try await alone.finish(checked).state == .applied)
        }
    }

    /// One person, with this title.
    private static func file(title: String) -> Data {
        Data(
            """
            姓名,证件号码,学校标识码,岗位,职称
            张三,\(StaffNumber.make(1)),s1,教师,\(title)

            """.utf8)
    }

    @Test("Keys are the city's and auditors' to look at")
    func permitted() async throws {
        try await RegistryFixture.with { city in
            await #expect(throws: NotAdmitted.self) {
                try await Self.status(city, city.service.context.keys, as: .district("440105"))
            }
        }
    }
}
