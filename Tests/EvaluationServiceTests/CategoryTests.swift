import Foundation
import SwiftProtobuf
import TaoliContracts
import TaoliMessaging
import TaoliModels
import TaoliPostgres
import TaoliServiceKit
import Testing

@testable import EvaluationService

@Suite("Schools that a bureau designates, as evaluation knows them")
struct CategoryTests {
    private func designate(
        _ school: UUID, _ value: String = "weak", what: String = "category",
        stage: String = "junior", from: String = "2024-09-01", until: String = ""
    ) throws -> [ReceivedEvent] {
        let story = RegistryStory()
        let message = Taoli_Registry_Events_V1_SchoolDesignated.with {
            $0.schoolID = CycleFixture.text(school)
            $0.designationID = CycleFixture.text(.version7())
            $0.what = what
            $0.value = value
            $0.stage = stage
            $0.from = from
            $0.until = until
        }
        try story.add(message, "school", school, ["440105"])
        return story.take()
    }

    @Test(
        "SH-11, decision 3: a designated weak school is asked whether it came on, in its stage and time"
    )
    func weak() async throws {
        try await CycleFixture.with { city in
            let events =
                try designate(city.first) + designate(city.second, until: "2025-01-01")
                + designate(city.lead, "quality") + designate(city.second, what: "town")
                + designate(city.outside)
            for _ in 0..<2 {
                try await city.service.consuming {
                    try await CategoryProjection(schema: "evaluation").apply(events, in: $0)
                }
            }
            let cycle = try await city.open("standards", pack: "SH", past: true)
            let computed = try await city.compute(cycle)
            let asked = try await city.results(cycle, as: CycleFixture.bureau).filter {
                $0.item == "weak_progress"
            }
            #expect(asked.map(\.schoolID) == [CycleFixture.text(city.first)])
            #expect(asked.map(\.stage) == ["junior"] && asked.map(\.verdict) == ["no_data"])
            // What counted then counts on when the designation ends.
            let verified = try await city.verify(cycle)
            #expect(verified.same && verified.hash == computed.hash)
        }
    }
}
