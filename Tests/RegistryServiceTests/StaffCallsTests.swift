import Foundation
import RegistryCore
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliRuntime
import TaoliServiceKit
import TaoliTestKit
import TaoliPostgres
import Testing

@testable import RegistryService

@Suite("Calls about staff")
struct StaffCallsTests {
    @Test("A person is registered, shown masked, and told of without name and number")
    func registered() async throws {
        try await RegistryFixture.with { city in
            let answer = try await city.register()
            let person = answer.person
            #expect(person.numberMasked.hasPrefix("991001") && person.numberMasked.contains("****"))
            #expect(person.phoneMasked == "120****5678")
            #expect(person.district == "440105")
            #expect(person.employments.map(\.schoolName) == ["海珠第一小学"])
            #expect(answer.sameNameIds.isEmpty)
            let again = try await city.register(serial: 2)
            #expect(again.sameNameIds == [person.id])
            let topics = try await city.service.database.superuser.query(
                "SELECT DISTINCT topic FROM bus.outbox WHERE topic LIKE '%person'")
            #expect(try topics.map { try $0.get(0, as: String.self) } == ["taoli.registry.person"])
            let shown = try await city.person(person.id)
            #expect(shown.yearsAtSchool == 6)
        }
    }

    @Test("A number is registered once in the city, whoever asks and whichever key indexed it")
    func duplicates() async throws {
        try await RegistryFixture.with { city in
            let folder = FileManager.default.temporaryDirectory
                .appending(path: "taoli-\(UUID())").path
            defer { try? FileManager.default.removeItem(atPath: folder) }
            try Keyring.addKeys(folder: folder)
            let before = city.staff(keys: try Keyring(folder: folder))
            let person = try await city.register(by: before).person
            try Keyring.addKeys(folder: folder)
            let after = city.staff(keys: try Keyring(folder: folder))
            for (site, caller) in [
                (city.second, Caller.district("440105")), (city.elsewhere, .district("440104")),
            ] {
                let refused = try await refusal {
                    try await city.register("李四", at: site, as: caller, by: after)
                }
                #expect(refused.slug == "person-exists")
                #expect(!"\(refused)".contains(StaffNumber.make(1)))
            }
            let number = StaffNumber.make(1)
            let found = try await city.persons(by: after) { $0.number = number }
            #expect(found.persons.map(\.id) == [person.id])
            let elsewhere = try await city.persons(as: .district("440104"), by: after) {
                $0.number = number
            }
            #expect(elsewhere.persons.isEmpty)
        }
    }

    @Test("Another district sees and changes nobody; a school sees its own staff only")
    func scope() async throws {
        try await RegistryFixture.with { city in
            let person = try await city.register().person
            let other = try await city.register("李四", serial: 2, at: city.second).person
            for id in [person.id, other.id] {
                let hidden = try await refusal {
                    try await city.person(id, as: .district("440104"))
                }
                #expect(hidden.slug == "not-found")
            }
            #expect(try await city.persons(as: .district("440104")).persons.isEmpty)
            let own = Caller.school(city.first.schoolID.rawValue)
            #expect(try await city.persons(as: own).persons.map(\.id) == [person.id])
            let foreign = try await refusal { try await city.person(other.id, as: own) }
            #expect(foreign.slug == "not-found")
            let post = RegistryFixture.post(city.elsewhere, from: "2026-09-01")
            let away = try await refusal {
                try await city.transfer(person.id, post, as: .district("440105"))
            }
            #expect(away.slug == "not-found")
            await #expect(throws: NotAdmitted.self) {
                try await city.reveal(person.id, reason: "x", as: own)
            }
        }
    }

    @Test("A transfer of the city takes the person to the other district on its day")
    func transfer() async throws {
        try await RegistryFixture.with { city in
            let person = try await city.register().person
            let moved = try await city.transfer(
                person.id, RegistryFixture.post(city.elsewhere, from: "2025-09-01"))
            #expect(moved.district == "440104")
            #expect(moved.employments.map(\.until) == ["2025-09-01", ""])
            #expect(try await city.person(person.id, as: .district("440104")).id == person.id)
            let gone = try await refusal { try await city.person(person.id) }
            #expect(gone.slug == "not-found")
            let history = try await city.service.calling(
                "taoli.registry.v1.StaffService/PersonHistory", as: .city
            ) {
                try await city.staff.personHistory(
                    request: .with { $0.id = person.id }, context: $0)
            }
            #expect(
                history.changes.map(\.what) == [
                    "PersonRegistered", "EmploymentBegan", "EmploymentEnded", "EmploymentBegan",
                ])
        }
    }

    @Test("XN-23, TC-30: a full school takes a member's principal beyond its limit, nobody else")
    func limits() async throws {
        try await RegistryFixture.with { city in
            let group = try await city.found(leads: [city.first])
            let principal = try await city.register(at: city.second, post: "principal").person
            _ = try await city.register("王五", serial: 2, post: "principal")
            _ = try await city.service.calling(
                "taoli.registry.v1.StaffService/SetEstablishment", as: .district("440105")
            ) {
                try await city.staff.setEstablishment(
                    request: .with {
                        $0.requestID = requestID()
                        $0.schoolID = city.first.schoolID.description
                        $0.from = "2021-09-01"
                        $0.posts = 40
                        $0.leaders = 1
                        $0.middleManagers = 4
                    }, context: $0)
            }
            var post = RegistryFixture.post(city.first, "vice_principal", from: "2026-09-01")
            let counted = post
            let full = try await refusal {
                try await city.employ(principal.id, counted, concurrent: true)
            }
            #expect(full.slug == "post-limit")
            post.outsideLimit = true
            let free = post
            let stranger = try await refusal {
                try await city.employ(principal.id, free, concurrent: true)
            }
            #expect(stranger.slug == "not-outside-limit")
            _ = try await city.join(city.second, group.id)
            let held = try await city.employ(principal.id, free, concurrent: true)
            #expect(held.employments.map(\.outsideLimit) == [false, true])
            let posts = try await city.service.calling(
                "taoli.registry.v1.StaffService/GetEstablishment",
                as: .school(city.first.schoolID.rawValue)
            ) {
                try await city.staff.getEstablishment(
                    request: .with {
                        $0.schoolID = city.first.schoolID.description
                        $0.on = "2026-09-01"
                    }, context: $0
                ).schoolPosts
            }
            #expect(posts.leaders == 1)
            #expect(posts.leadersOutsideLimit == 1)
            #expect(posts.filled == 1)
        }
    }

    @Test("Pages go on by cursor and keep to the filter")
    func pages() async throws {
        try await RegistryFixture.with { city in
            let all = ["教师甲", "教师乙", "教师丙", "教师丁", "教师戊"]
            for (place, name) in all.enumerated() {
                _ = try await city.register(name, serial: place + 1)
            }
            _ = try await city.register("校长", serial: 9, post: "principal")
            var names: [String] = []
            var cursor = ""
            repeat {
                let at = cursor
                let page = try await city.persons {
                    $0.post = "teacher"
                    $0.page.size = 2
                    $0.page.cursor = at
                }
                names += page.persons.map(\.name)
                cursor = page.nextCursor
            } while !cursor.isEmpty
            #expect(names.sorted() == all.sorted())
            let named = try await city.persons { $0.name = "校" }
            #expect(named.persons.map(\.name) == ["校长"])
        }
    }
}
