import Foundation
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliPostgres
import TaoliServiceKit
import Testing

@testable import EvaluationService

@Suite("Corrections of published cycles, against PostgreSQL")
struct CorrectionTests {
    private func correct(
        _ city: CycleFixture, _ cycle: Taoli_Evaluation_V1_Cycle,
        _ inputs: [Taoli_Evaluation_V1_CycleInput], renew: Bool = false, reason: String = "登记有误",
        as caller: Caller = CycleFixture.bureau, request: String = CycleFixture.requestID()
    ) async throws -> Taoli_Evaluation_V1_CorrectCycleResponse {
        try await city.call("CycleService/CorrectCycle", as: caller) {
            try await city.cycles.correctCycle(
                request: .with {
                    $0.requestID = request
                    $0.cycleID = cycle.id
                    $0.inputs = inputs
                    $0.renew = renew
                    $0.reason = reason
                }, context: $0)
        }
    }

    private func results(_ city: CycleFixture, _ cycle: String, _ computation: Int32)
        async throws -> [String]
    {
        try await city.call("CycleService/ListResults", as: .school(city.first)) {
            try await city.cycles.listResults(
                request: .with {
                    $0.cycleID = cycle
                    $0.schoolID = CycleFixture.text(city.first)
                    $0.computation = computation
                }, context: $0
            ).results.map(\.figure)
        }
    }

    @Test("XN-19: a wrong second failure is corrected once, told, and both results stay readable")
    func failure() async throws {
        try await CycleFixture.with { city in
            try await city.pastYear("2023-2024", first: "fail")
            let published = try await city.pastYear("2024-2025", first: "fail").cycle
            let request = CycleFixture.requestID()
            let pass = [city.level(city.first, "pass")]
            let answer = try await correct(city, published, pass, request: request)
            #expect(
                answer.consequences.map(\.then) == [
                    "corrected", "warning_ended", "forced_exit_withdrawn",
                ])
            #expect(answer.consequences.allSatisfy { $0.schoolID == CycleFixture.text(city.first) })
            #expect(try await correct(city, published, pass, request: request) == answer)
            let cycle = try await city.get(published)
            #expect(cycle.status == "published" && cycle.computation == 2)
            let made = try #require(cycle.corrections.first)
            #expect(made.replaces == 1 && made.computation == 2 && made.reason == "登记有误")
            #expect(made.by == CycleFixture.bureau.subject && made.role == "district")
            #expect(made.correctedOn == "2026-03-02")
            #expect(try await results(city, cycle.id, 0) == ["pass"])
            #expect(try await results(city, cycle.id, 1) == ["fail"])
            #expect(await slug { try await results(city, cycle.id, 3) } == "not-found")
            let verified = try await city.verify(cycle)
            #expect(verified.same && verified.hash == cycle.hash && cycle.hash != published.hash)
            // The second school's result did not change, so nothing is told of it.
            #expect(
                try await city.events("verdict").suffix(3) == [
                    "ResultCorrected", "WarningEnded", "ConsecutiveFailureWithdrawn",
                ])
            #expect(try await city.events("cycle").last == "CycleCorrected")
            let records = try await city.call(
                "VerdictService/ListVerdicts", as: .school(city.first)
            ) {
                try await VerdictCalls(context: city.service.context, shelf: city.shelf)
                    .listVerdicts(request: .init(), context: $0).records
            }
            let years = try #require(records.first).years
            #expect(years.filter { $0.replacedOn.isEmpty }.map(\.result) == ["fail", "pass"])
            #expect(years.filter { !$0.replacedOn.isEmpty }.map(\.result) == ["fail"])
        }
    }

    @Test(
        "Only what is published, by its bureau, with a reason and something that differs is corrected"
    )
    func refused() async throws {
        try await CycleFixture.with { city in
            let fail = [city.level(city.first, "fail")]
            let open = try await city.open(year: "2023-2024", past: true)
            #expect(await slug { try await correct(city, open, fail) } == "wrong-cycle-status")
            let cycle = try await city.pastYear("2024-2025", first: "fail").cycle
            #expect(
                await slug { try await correct(city, cycle, fail, as: .district("440104")) }
                    == "not-your-cycle")
            #expect(
                await slug { try await correct(city, cycle, fail, reason: "") } == "reason-needed")
            #expect(await slug { try await correct(city, cycle, fail) } == "nothing-corrected")
            #expect(await slug { try await correct(city, cycle, []) } == "nothing-corrected")
            #expect(
                await slug { try await correct(city, cycle, [city.level(city.lead, "fail")]) }
                    == "level-of-lead")
            #expect(try await city.get(cycle).computation == 1)
        }
    }

    @Test("SH-11: corrected imports count with --renew and not before; people's own rows stay")
    func renewed() async throws {
        try await CycleFixture.with { city in
            let bench = try await ImportBench(city)
            func students(_ score: String) -> String {
                "student,school,stage,subject,score,passed\nS1,甲校,初中,数学,\(score)\n"
            }
            _ = try await bench.apply(
                try await bench.check(.rolls, "student,school,stage\nS1,甲校,初中\n"))
            let wrong = try await bench.apply(try await bench.check(.results, students("50,否")))
            let opened = try await city.open("standards", pack: "SH", past: true)
            let published = try await city.publish(try await city.compute(opened)).cycle
            _ = try await bench.undo(wrong)
            _ = try await bench.apply(try await bench.check(.results, students("95,是")))
            #expect(await slug { try await correct(city, published, []) } == "nothing-corrected")
            let answer = try await correct(city, published, [], renew: true)
            #expect(answer.consequences.map(\.then) == ["corrected"])
            let rates = try await city.results(published, as: CycleFixture.bureau).filter {
                $0.item == "junior_pass_rate" && $0.schoolID == CycleFixture.text(city.first)
            }
            #expect(rates.map(\.verdict) == ["met"])
        }
    }
}
