import Foundation
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliPolicy
import TaoliServiceKit
import Testing

@testable import EvaluationService

@Suite("Evaluation by the pack that a district follows, against PostgreSQL")
struct FollowedPackTests {
    private func survey(_ city: CycleFixture) async throws -> Taoli_Evaluation_V1_Survey {
        let calls = SurveyCalls(context: city.service.context, shelf: city.shelf)
        return try await city.call("SurveyService/OpenSurvey", as: CycleFixture.bureau) {
            try await calls.openSurvey(
                request: .with {
                    $0.requestID = CycleFixture.requestID()
                    $0.title = "满意度"
                    $0.year = "2024-2025"
                    $0.groupIds = [CycleFixture.text(city.group)]
                    $0.until =
                        CalendarDate(shanghai: CycleFixture.now).adding(days: 5).description
                    $0.rolls = [
                        .with {
                            $0.schoolID = CycleFixture.text(city.first)
                            $0.respondent = "parents"
                            $0.roll = 40
                        }
                    ]
                }, context: $0
            ).survey
        }
    }

    @Test("Without a pack a cycle and a survey take the district's, and keep its version")
    func follows() async throws {
        try await CycleFixture.with { city in
            #expect(await slug { try await city.open(pack: "") } == "no-pack-followed")
            #expect(await slug { try await survey(city) } == "no-pack-followed")
            func file(_ id: String) throws -> Data {
                try #require(PolicyPacks.files.first { $0.name == "\(id).yaml" }).bytes
                    + Data("# ours\n".utf8)
            }
            let story = RegistryStory()
            let (cases, own) = (
                try PolicyPack.load(try file("XN"), file: "file"),
                try PolicyPack.load(try file("SH"), file: "file")
            )
            try story.bind(try file("XN"), pack: "XN", version: cases.version)
            try await city.service.follow(story.take())
            let levels = try await city.open(pack: "")
            #expect(levels.pack == "XN" && levels.packVersion == cases.version)
            // A pack for evaluation itself goes before the one for the cases, from its year on.
            try story.bind(
                try file("SH"), pack: "SH", version: own.version, function: "evaluation",
                from: "2024-2025")
            try await city.service.follow(story.take())
            let standards = try await city.open("standards", pack: "")
            #expect(standards.pack == "SH" && standards.packVersion == own.version)
            #expect(try await survey(city).packVersion == own.version)
            let before = try await city.open(year: "2023-2024", pack: "")
            #expect(before.packVersion == cases.version)
        }
    }
}
