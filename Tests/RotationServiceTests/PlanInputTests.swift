import Foundation
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliPostgres
import TaoliServiceKit
import TaoliTestKit
import Testing

@testable import RotationService

@Suite("What a bureau records for plans, against PostgreSQL")
struct PlanInputTests {
    @Test("Rows are kept, later ones take the place of earlier ones, and each request is an event")
    func rows() async throws {
        try await PlanCity.with(recorded: false) { city in
            let before = try await city.inputs()
            #expect(before.missing.count == 2)
            #expect(before.schools.count { $0.role == "strong" } == 1)
            try await city.record()
            try await city.record { request in
                request.needs = [
                    .with {
                        $0.schoolID = city.near.text
                        $0.stage = "junior"
                        $0.subject = "chinese"
                        $0.posts = 2
                        $0.weight = 5
                    }
                ]
            }
            let answer = try await city.record { request in
                request.teachers = [
                    .with {
                        $0.personID = city.people[0].text
                        $0.eligible = "no"
                        $0.yearsToRetirement = -1
                    }
                ]
            }
            #expect(answer.rows == 1)
            let after = try await city.inputs()
            #expect(after.missing.isEmpty)
            let counted = [after.places, after.needs, after.teachers, after.ways]
            #expect(counted == [2, 1, 1, 2])
            #expect(after.schools.first { $0.schoolName == "近校" }?.openBefore == 2)
            #expect(after.schools.first { $0.role == "strong" }?.eligible == 19)
            #expect(
                try await city.events(of: "inputs")
                    == Array(repeating: "PlanInputsRecorded", count: 5))
        }
    }

    @Test("The first rows of a year may come side by side")
    func sideBySide() async throws {
        try await PlanCity.with(recorded: false) { city in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<6 {
                    group.addTask {
                        try await city.record { request in
                            request.teachers = [
                                .with {
                                    $0.personID = city.people[number].text
                                    $0.yearsToRetirement = -1
                                }
                            ]
                        }
                    }
                }
                try await group.waitForAll()
            }
            let row = try await city.fixture.database.superuser.query(
                "SELECT count(*) AS n, max(version) AS version FROM rotation.inputs")[0]
            #expect(try row.get("n", as: Int.self) == 1)
            #expect(try row.get("version", as: Int.self) == 6)
            #expect(try await city.inputs().teachers == 6)
        }
    }

    @Test("A row about a school or teacher of nobody here is refused with its number")
    func strangers() async throws {
        try await PlanCity.with(recorded: false) { city in
            func refused(
                _ rows: (inout Taoli_Rotation_V1_RecordInputsRequest) -> Void
            ) async -> Refusal? {
                do {
                    try await city.record(rows)
                    return nil
                } catch {
                    return error as? Refusal
                }
            }
            func places(_ school: String) -> Taoli_Rotation_V1_PlacesRow {
                .with {
                    $0.schoolID = school
                    $0.stage = "junior"
                    $0.places = 3
                }
            }
            let unknown = await refused {
                $0.places = [places(city.near.text), places(UUID().text)]
            }
            #expect(unknown?.slug == "unknown-school")
            #expect(unknown?.what.english.hasPrefix("Row 2") == true)
            let teacher = await refused {
                $0.teachers = [.with { $0.personID = UUID().text }]
            }
            #expect(teacher?.slug == "unknown-teacher")
            let wish = await refused {
                $0.teachers = [
                    .with {
                        $0.personID = city.people[0].text
                        $0.wishes = [UUID().text]
                    }
                ]
            }
            #expect(wish?.slug == "unknown-school")
            let twice = await refused {
                $0.places = [places(city.near.text), places(city.near.text)]
            }
            #expect(twice?.slug == "row-twice")
            let none = await refused { _ in }
            #expect(none?.slug == "one-table")
            let two = await refused {
                $0.places = [places(city.near.text)]
                $0.teachers = [.with { $0.personID = city.people[0].text }]
            }
            #expect(two?.slug == "one-table")
            let range = await refused {
                $0.places = [places(city.near.text)]
                $0.places[0].places = -1
            }
            #expect(range?.slug == "out-of-range")
            #expect(range?.field == "places.places")
            let both = await refused {
                $0.ways = [
                    .with {
                        $0.personID = city.people[0].text
                        $0.fromSchoolID = city.lead.text
                        $0.toSchoolID = city.near.text
                    }
                ]
            }
            #expect(both?.slug == "person-or-school")
            let many = await refused {
                $0.places = Array(repeating: places(city.near.text), count: 2001)
            }
            #expect(many?.slug == "too-many-rows")
            let after = try await city.inputs()
            #expect(after.places == 0)
        }
    }

    @Test("Another district's bureau neither records nor reads them")
    func scope() async throws {
        try await PlanCity.with { city in
            let other = Caller.district("440111")
            let slug = await city.slug {
                try await city.record(as: other) { request in
                    request.places = [
                        .with {
                            $0.schoolID = city.near.text
                            $0.stage = "junior"
                        }
                    ]
                }
            }
            #expect(slug == "not-your-district")
            #expect(await city.slug { _ = try await city.inputs(as: other) } == "group-unknown")
            await #expect(throws: NotAdmitted.self) {
                _ = try await city.inputs(as: .school(city.lead))
            }
        }
    }
}

extension PlanCity {
    fileprivate func inputs(as caller: Caller = PlanCity.bureau) async throws
        -> Taoli_Rotation_V1_GetInputsResponse
    {
        let request = Taoli_Rotation_V1_GetInputsRequest.with {
            $0.groupID = group.text
            $0.schoolYear = "2026-2027"
            $0.stage = "junior"
        }
        return try await plans("GetInputs", as: caller) {
            try await $0.getInputs(request: request, context: $1)
        }
    }
}
