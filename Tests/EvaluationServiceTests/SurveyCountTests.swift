import EvaluationCore
import Foundation
import SwiftProtobuf
import TaoliContracts
import TaoliHost
import TaoliModels
import TaoliPostgres
import TaoliRuntime
import TaoliServiceKit
import Testing

@testable import EvaluationService

@Suite("What of surveys counts, against PostgreSQL")
struct SurveyCountTests {
    @Test(
        "SH-11: a survey that is over counts for the group it asked about, closed or not, and for no other"
    )
    func groups() async throws {
        try await CycleFixture.with { city in
            let story = RegistryStory()
            let site = try story.site("甲分校", of: city.first, kind: .nineYear)
            let other = try story.group("第二集团", foundedOn: "2022-09-01")
            _ = try story.join(other, site: site, of: city.first, as: .lead, from: "2022-09-01")
            try await city.service.project(story.take())
            let over = try await city.survey(of: city.group, at: city.first)
            _ = try await city.survey(of: other, at: city.first, "teachers")
            try await city.run(
                "UPDATE evaluation.survey_count SET issued = 30, answered = 30, satisfied = 20")
            try await city.run(
                """
                UPDATE evaluation.survey SET starts_on = '2025-06-01', ends_on = '2025-06-30' \
                WHERE id = \(try #require(UUID(uuidString: over.id)))
                """)
            let cycle = try await city.call("CycleService/OpenCycle", as: CycleFixture.bureau) {
                try await city.cycles.openCycle(
                    request: .with {
                        $0.requestID = CycleFixture.requestID()
                        $0.pack = "SH"
                        $0.kind = "standards"
                        $0.year = "2024-2025"
                        $0.groupIds = [city.group, other].map(CycleFixture.text)
                        $0.past = true
                        $0.reason = "补录"
                    }, context: $0
                ).cycle
            }
            _ = try await city.compute(cycle)
            let found = try await city.results(cycle, as: CycleFixture.bureau)
                .filter { $0.item == "satisfaction" }
            func samples(_ group: UUID, _ respondent: String) -> [Int64] {
                found.filter {
                    $0.groupID == CycleFixture.text(group) && $0.respondent == respondent
                }.map(\.sampleCount)
            }
            #expect(samples(city.group, "parents") == [30])
            #expect(samples(other, "parents") == [0])
            #expect(samples(other, "teachers") == [0])
        }
    }

    @Test("JD-6: surveys score the leaves of a school where the least sample is reached")
    func scores() async throws {
        try await CycleFixture.with { city in
            for school in [city.first, city.second] {
                let survey = try await city.survey(of: city.group, at: school, pack: "JD")
                _ = try await city.close(survey)
            }
            try await city.run(
                "UPDATE evaluation.survey_count SET issued = 40, answered = 32, satisfied = 24")
            try await city.run(
                """
                UPDATE evaluation.survey_count SET answered = 29 \
                WHERE school_id = \(city.second)
                """)
            let cycle = try await city.open(
                "tree", tree: "comprehensive", pack: "JD", past: true)
            _ = try await city.compute(cycle)
            let found = try await city.results(cycle, as: CycleFixture.bureau)
                .filter { $0.item == "by_parents" }
            func figures(_ school: UUID) -> [String] {
                found.filter { $0.schoolID == CycleFixture.text(school) }.map(\.figure)
            }
            #expect(found.count == 3 && figures(city.first) == ["75.0"])
            #expect(figures(city.second) == [""] && figures(city.lead) == [""])
            #expect(try await city.verify(cycle).same)
        }
    }

    @Test("JD-6: a survey closes with every answer that was under way, and takes none afterwards")
    func closing() async throws {
        try await CycleFixture.with { city in
            let survey = try await city.survey(of: city.group, at: city.first)
            let seal = StudentSeal(keys: city.service.context.keys)
            let keys = try await city.tokens(survey, 2, at: city.first).map {
                try seal.token(AnswerRowReader.normal($0)).data
            }
            let today = CalendarDate(shanghai: city.service.context.now())
            let closing = try await city.service.consuming { tx in
                let counted = try await SurveyAnswers.count(
                    [(keys[0], isSatisfied: true)], on: today, in: tx)
                #expect(counted == [keys[0]])
                let closing = Task { try await city.close(survey) }
                try await Task.sleep(for: .milliseconds(300))
                return closing
            }
            #expect(try await closing.value.counts.map(\.answered) == [1])
            let late = try await city.service.consuming { tx in
                try await SurveyAnswers.count([(keys[1], isSatisfied: true)], on: today, in: tx)
            }
            #expect(late.isEmpty)
        }
    }

    @Test("A request that is repeated after a change of keys gives the tokens that were issued")
    func keys() async throws {
        try await CycleFixture.with { city in
            let folder = FileManager.default.temporaryDirectory.appending(path: "taoli-\(UUID())")
            defer { try? FileManager.default.removeItem(at: folder) }
            func process() throws -> ServiceContext {
                let own = city.service.context
                return ServiceContext(
                    name: own.name, settings: own.settings, pool: own.pool,
                    commands: own.commands, scope: own.scope,
                    keys: try Keyring(folder: folder.path), logger: own.logger, now: own.now)
            }
            try Keyring.addKeys(folder: folder.path)
            let survey = try await city.survey(of: city.group, at: city.first)
            let request = CycleFixture.requestID()
            let before = try process()
            let issued = try await city.tokens(
                survey, 3, at: city.first, request: request, in: before)
            try Keyring.addKeys(folder: folder.path)
            let after = try process()
            let again = try await city.tokens(
                survey, 3, at: city.first, request: request, in: after)
            #expect(again == issued && issued.count == 3)
            try FileManager.default.removeItem(at: folder.appending(path: "blind-index/1.key"))
            let without = try process()
            let lost = await slug {
                try await city.tokens(survey, 3, at: city.first, request: request, in: without)
            }
            #expect(lost == "tokens-lost")
        }
    }
}
