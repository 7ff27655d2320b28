import EvaluationCore
import Foundation
import SwiftProtobuf
import TaoliContracts
import TaoliHost
import TaoliModels
import TaoliPostgres
import TaoliServiceKit
import Testing

@testable import EvaluationService

@Suite("Records of units and schools, against PostgreSQL")
struct RecordStoreTests {
    @Test("XN-19: two years published at once both enter a record that is new, one after the other")
    func together() async throws {
        try await CycleFixture.with { city in
            var cycles: [Taoli_Evaluation_V1_Cycle] = []
            for year in ["2023-2024", "2024-2025"] {
                let cycle = try await city.open(year: year, past: true)
                try await city.record(
                    cycle, [city.level(city.first, "fail"), city.level(city.second, "pass")])
                cycles.append(try await city.compute(cycle))
            }
            let published = try await city.service.together(
                writing: "evaluation.verdict_record",
                cycles.map { cycle in { try await city.publish(cycle) } })
            let followed = try published.flatMap { try $0.get().consequences.map(\.then) }
            #expect(followed.contains("forced_exit"))
            let years = try await city.run(
                "SELECT count(*) AS years FROM evaluation.verdict_year GROUP BY record_id")
            #expect(try years.map { try $0.get("years", as: Int64.self) } == [2, 2])
            let sequences = try await city.run(
                """
                SELECT 1 FROM bus.outbox WHERE aggregate_type = 'verdict' \
                GROUP BY aggregate_id, sequence HAVING count(*) > 1
                """)
            #expect(sequences.isEmpty)
        }
    }

    @Test("SH-13: one record that cannot be told stops no other review")
    func unreadable() async throws {
        try await CycleFixture.with { city in
            let today = CalendarDate(shanghai: city.service.context.now())
            let ids = [UUID.version7(), UUID.version7()].sorted { $0.uuidString < $1.uuidString }
            for id in ids {
                try await city.run(
                    """
                    INSERT INTO evaluation.verdict_record (id, pack, district, districts, group_id, \
                    named_on, review_told, grounds, version) VALUES (\(id), 'SH', '440105', \
                    '{440105}', \(UUID.version7()), \(today.adding(days: -1_300).description)::date, \
                    'none', '{}', 1)
                    """)
            }
            try await city.run(
                """
                INSERT INTO evaluation.verdict_year (record_id, position, period, cycle_id, kind, \
                tree, result, name_chinese, name_english, published_on, is_past, districts) VALUES \
                (\(ids[0]), 0, 'never', \(UUID.version7()), 'standards', '', 'met', '', '', \
                '2023-09-01', true, '{440105}')
                """)
            try await ReviewClock(context: city.service.context, shelf: city.cycles.shelf)
                .round(on: today)
            let told = try await city.run(
                "SELECT review_told FROM evaluation.verdict_record ORDER BY id")
            #expect(
                try told.map { try $0.get("review_told", as: String.self) } == ["none", "open"])
            #expect(try await city.events("verdict") == ["ReviewDue"])
        }
    }

    @Test("SH-13: reviews go by the pack with which the unit was judged, not by today's")
    func packOfNaming() async throws {
        try await CycleFixture.with { city in
            let shipped = try city.cycles.shelf.shipped("SH").file
            let text = String(decoding: shipped, as: UTF8.self)
                .replacing("review_years: {from: 3, to: 5}", with: "review_years: {from: 1, to: 2}")
            #expect(Data(text.utf8) != shipped)
            let cycle = try await city.call("CycleService/OpenCycle", as: CycleFixture.bureau) {
                try await city.cycles.openCycle(
                    request: .with {
                        $0.requestID = CycleFixture.requestID()
                        $0.file = Data(text.utf8)
                        $0.kind = "standards"
                        $0.year = "2023-2024"
                        $0.groupIds = [CycleFixture.text(city.group)]
                        $0.past = true
                        $0.reason = "补录"
                    }, context: $0
                ).cycle
            }
            try await city.record(
                cycle,
                [
                    .with {
                        $0.what = "count"
                        $0.schoolID = CycleFixture.text(city.first)
                        $0.stage = "junior"
                        $0.item = "pass_rate"
                        $0.values = [99, 100]
                    }
                ])
            _ = try await city.compute(cycle)
            _ = try await city.publish(cycle)
            let today = CalendarDate(shanghai: city.service.context.now())
            try await city.run(
                """
                UPDATE evaluation.verdict_record \
                SET named_on = \(today.adding(days: -500).description)::date
                """)
            let verdicts = VerdictCalls(context: city.service.context, shelf: city.cycles.shelf)
            let records = try await city.call(
                "VerdictService/ListVerdicts", as: CycleFixture.bureau
            ) {
                try await verdicts.listVerdicts(request: .init(), context: $0).records
            }
            #expect(records.map(\.review) == ["open"])
            try await ReviewClock(context: city.service.context, shelf: city.cycles.shelf)
                .round(on: today)
            #expect(try await city.events("verdict").contains("ReviewDue"))
            let early = await slug {
                try await city.call("VerdictService/PassReview", as: CycleFixture.bureau) {
                    try await verdicts.passReview(
                        request: .with {
                            $0.requestID = CycleFixture.requestID()
                            $0.groupID = CycleFixture.text(city.group)
                            $0.pack = "SH"
                        }, context: $0)
                }
            }
            #expect(early.isEmpty)
        }
    }

    @Test("A cursor whose id is none is refused, and is no empty page")
    func cursors() async throws {
        try await CycleFixture.with { city in
            let verdicts = VerdictCalls(context: city.service.context, shelf: city.cycles.shelf)
            let wrong = [
                await slug {
                    try await city.call("VerdictService/ListVerdicts", as: CycleFixture.bureau) {
                        try await verdicts.listVerdicts(
                            request: .with {
                                $0.page.cursor = Cursor.encode(
                                    ["x"], of: ["verdicts", "", "", ""])
                            }, context: $0)
                    }
                },
                await slug {
                    try await city.call("SurveyService/ListSurveys", as: CycleFixture.bureau) {
                        try await city.surveys.listSurveys(
                            request: .with {
                                $0.page.cursor = Cursor.encode(["x"], of: ["surveys", "", ""])
                            }, context: $0)
                    }
                },
                await slug {
                    try await city.call("CycleService/ListCycles", as: CycleFixture.bureau) {
                        try await city.cycles.listCycles(
                            request: .with {
                                $0.page.cursor = Cursor.encode(
                                    ["2024", "x"], of: ["cycles", "", "", ""])
                            }, context: $0)
                    }
                },
            ]
            #expect(wrong == ["bad-cursor", "bad-cursor", "bad-cursor"])
        }
    }
}
