import Foundation
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliPostgres
import TaoliServiceKit
import TaoliTestKit
import Testing

@testable import RotationService

@Suite("What schools see of a plan, and what a list reads, against PostgreSQL")
struct PlanReaderTests {
    @Test("Circumstances are for the bureau and the own school, objections for whoever raised them")
    func circumstances() async throws {
        try await PlanCity.with { city in
            try await city.record { request in
                request.teachers = city.people.map { person in
                    .with {
                        $0.personID = person.text
                        $0.willing = -1
                        $0.yearsToRetirement = -1
                        $0.wishes = [city.near.text, city.far.text]
                    }
                }
            }
            let plan = try await city.consulted()
            func told(_ reader: Caller) async throws -> Set<[Int32]> {
                Set(
                    try await city.moves(plan.id, as: reader).map { [$0.willing, min($0.wish, 1)] })
            }
            #expect(try await told(PlanCity.bureau) == [[-1, 1]])
            #expect(try await told(.school(city.lead)) == [[-1, 1]])
            #expect(try await told(.school(city.near)) == [[0, 0]])
            #expect(try await told(.group(city.group)) == [[0, 0]])
            _ = try await city.object(plan.id, as: .school(city.lead))
            let readers: [(Caller, Int)] = [
                (PlanCity.bureau, 1), (.school(city.lead), 1), (.school(city.near), 0),
                (.group(city.group), 0),
            ]
            for (reader, count) in readers {
                #expect(try await city.get(plan.id, as: reader).objections.count == count)
            }
            #expect(
                await city.slug {
                    _ = try await city.moves(plan.id, ready: "quota_first", as: .school(city.near))
                } == "ready-plan-internal")
        }
    }

    @Test("A list of plans counts their moves and reads nothing of what they rest on")
    func lists() async throws {
        try await PlanCity.with { city in
            let plan = try await city.consulted()
            let listed: SQL = PlanTable.columns
            _ = try await city.fixture.database.superuser.execute(
                "REVOKE SELECT ON rotation.plan FROM taoli_rotation_app")
            _ = try await city.fixture.database.superuser.execute(
                "GRANT SELECT (\(fragment: listed)) ON rotation.plan TO taoli_rotation_app")
            let plans = try await city.plans("ListPlans") {
                try await $0.listPlans(request: .init(), context: $1)
            }.plans
            #expect(plans.map(\.id) == [plan.id])
            #expect(plans.map(\.sent) == [4])
            #expect(plans.map(\.keySent) == [plan.keySent])
            #expect(plan.keySent >= 2)
            #expect(try await city.moves(plan.id).count == 4)
        }
    }
}
