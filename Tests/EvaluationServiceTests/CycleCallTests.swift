import Foundation
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliPostgres
import TaoliServiceKit
import Testing

@testable import EvaluationService

@Suite("Cycles through the calls, against PostgreSQL")
struct CycleCallTests {
    @Test(
        "XN-19: opened, recorded, computed, seen by its own school first, contested, recomputed, published"
    )
    func life() async throws {
        try await CycleFixture.with { city in
            let cycle = try await city.open()
            #expect(cycle.status == "open" && cycle.members.count == 3)
            #expect(cycle.clause == "XN-19" && cycle.membersOn == "2025-08-31")
            let own = Caller.school(city.first)
            let council = Caller.group(city.group)
            let changed = try await city.record(
                cycle, [city.level(city.first, "fail"), city.level(city.second, "pass")],
                as: council)
            #expect(changed.changed == 2)
            #expect(try await city.record(cycle, [city.level(city.first, "fail")]).changed == 0)
            #expect(try await city.results(cycle, as: own).isEmpty)
            let computed = try await city.compute(cycle)
            #expect(computed.status == "contesting" && computed.hash.count == 64)
            #expect(try await city.results(cycle, as: own).map(\.figure) == ["fail"])
            #expect(
                await slug { try await city.results(cycle, as: .school(city.outside)) }
                    == "not-found")
            let verified = try await city.verify(cycle)
            #expect(verified.same && verified.hash == computed.hash)
            let objected = try await city.call("CycleService/ObjectToResult", as: own) {
                try await city.cycles.objectToResult(
                    request: .with {
                        $0.requestID = CycleFixture.requestID()
                        $0.cycleID = cycle.id
                        $0.groupID = CycleFixture.text(city.group)
                        $0.schoolID = CycleFixture.text(city.first)
                        $0.reason = "评估有误"
                    }, context: $0
                ).cycle
            }
            let objection = try #require(objected.objections.first)
            #expect(try await city.get(cycle, as: .school(city.second)).objections.isEmpty)
            #expect(await slug { try await city.publish(cycle) } == "objections-open")
            let answered = try await city.call("CycleService/AnswerObjection", as: council) {
                try await city.cycles.answerObjection(
                    request: .with {
                        $0.requestID = CycleFixture.requestID()
                        $0.cycleID = cycle.id
                        $0.objectionID = objection.id
                        $0.upheld = true
                        $0.reason = "复核后更正"
                    }, context: $0
                ).cycle
            }
            #expect(answered.objections.first?.status == "upheld")
            try await city.record(cycle, [city.level(city.first, "pass")])
            // What was frozen does not move with a correction.
            #expect(try await city.verify(cycle).same)
            let again = try await city.compute(cycle)
            #expect(again.computation == 2 && again.hash != computed.hash)
            #expect(await slug { try await city.publish(cycle) } == "contest-window-open")
            #expect(
                try await city.events("cycle") == [
                    "CycleOpened", "CycleInputsRecorded", "CycleComputed", "CycleObjected",
                    "CycleObjectionAnswered", "CycleInputsRecorded", "CycleComputed",
                ])
        }
    }

    @Test("XN-19: two past years in a row warn, then find the second failure, each once")
    func secondFailure() async throws {
        try await CycleFixture.with { city in
            let one = try await city.pastYear("2023-2024", first: "fail")
            #expect(one.consequences.map(\.then) == ["warning"])
            let two = try await city.pastYear("2024-2025", first: "fail")
            #expect(two.consequences.map(\.then) == ["forced_exit"])
            #expect(two.consequences.map(\.schoolID) == [CycleFixture.text(city.first)])
            #expect(
                try await city.events("verdict").filter { $0 != "ResultPublished" } == [
                    "WarningBegan", "ConsecutiveFailureFound",
                ])
            let payload: Data = try await city.service.consuming { tx in
                try #require(
                    try await tx.query(
                        "SELECT payload FROM bus.outbox WHERE type LIKE '%ConsecutiveFailureFound'"
                    ).first
                ).get("payload")
            }
            let found = try Taoli_Evaluation_Events_V1_ConsecutiveFailureFound(
                serializedBytes: payload)
            #expect(found.schoolYears == ["2023-2024", "2024-2025"] && found.chain == "X1")
            #expect(found.then == "forced_exit" && found.siteIds.count == 1)
            #expect(found.facts.schoolID == CycleFixture.text(city.first) && found.facts.past)
            let verdicts = VerdictCalls(context: city.service.context, shelf: city.shelf)
            let records = try await city.call(
                "VerdictService/ListVerdicts", as: .school(city.first)
            ) {
                try await verdicts.listVerdicts(request: .init(), context: $0).records
            }
            #expect(records.count == 1 && records[0].years.map(\.result) == ["fail", "fail"])
            #expect(!records[0].warnedSince.isEmpty)
        }
    }

    @Test(
        "The same request publishes once; another cycle of the year is refused until one is given up"
    )
    func once() async throws {
        try await CycleFixture.with { city in
            let cycle = try await city.open(year: "2023-2024", past: true)
            #expect(
                await slug { try await city.open(year: "2023-2024", past: true) } == "cycle-exists")
            try await city.record(cycle, [city.level(city.first, "fail")])
            _ = try await city.compute(cycle)
            let request = CycleFixture.requestID()
            let one = try await city.publish(cycle, request: request)
            #expect(try await city.publish(cycle, request: request) == one)
            #expect(await slug { try await city.publish(cycle) } == "wrong-cycle-status")
            #expect(try await city.events("verdict").count == 3)
            let other = try await city.open()
            _ = try await city.call("CycleService/WithdrawCycle", as: CycleFixture.bureau) {
                try await city.cycles.withdrawCycle(
                    request: .with {
                        $0.requestID = CycleFixture.requestID()
                        $0.cycleID = other.id
                        $0.reason = "重开"
                    }, context: $0)
            }
            #expect(try await city.open().status == "open")
        }
    }

    @Test("Bad input is refused with its row: other districts, unknown schools, impossible numbers")
    func badInput() async throws {
        try await CycleFixture.with { city in
            #expect(await slug { try await city.open(as: .district("440104")) } == "group-unknown")
            #expect(await slug { try await city.open("marks") } == "unknown-value")
            #expect(await slug { try await city.open(year: "2024-2026") } == "bad-year")
            #expect(await slug { try await city.open(pack: "XX") } == "unknown-pack")
            let cycle = try await city.open()
            #expect(
                await slug { try await city.record(cycle, [city.level(city.outside, "fail")]) }
                    == "school-not-in-cycle")
            #expect(
                await slug { try await city.record(cycle, [city.level(city.lead, "fail")]) }
                    == "level-of-lead")
            #expect(await slug { try await city.record(cycle, []) } == "bad-input-count")
            #expect(await slug { try await city.compute(cycle) } == "no-inputs")
            let standards = try await city.open("standards", pack: "SH")
            func count(_ passed: Double, _ total: Double) -> Taoli_Evaluation_V1_CycleInput {
                .with {
                    $0.what = "count"
                    $0.schoolID = CycleFixture.text(city.first)
                    $0.stage = "junior"
                    $0.item = "pass_rate"
                    $0.values = [passed, total]
                }
            }
            for bad in [(101.0, 100.0), (-1, 100), (.nan, 100), (1.5, 2)] {
                #expect(
                    await slug { try await city.record(standards, [count(bad.0, bad.1)]) }
                        == "bad-values")
            }
            #expect(
                await slug { try await city.record(standards, [count(99, 100), count(98, 100)]) }
                    == "input-twice")
            #expect(
                await slug { try await city.get(cycle, as: .district("440104")) } == "not-found")
            #expect(
                await slug { try await city.get(cycle, as: .school(city.outside)) } == "not-found")
        }
    }

    @Test("SH-11, SH-25: standards are judged per school and unit with figure, bound and source")
    func standards() async throws {
        try await CycleFixture.with { city in
            let cycle = try await city.open("standards", pack: "SH", past: true)
            func count(_ school: UUID, _ item: String, _ values: [Double])
                -> Taoli_Evaluation_V1_CycleInput
            {
                .with {
                    $0.what = "count"
                    $0.schoolID = CycleFixture.text(school)
                    $0.stage = "junior"
                    $0.subject = "数学"
                    $0.item = item
                    $0.values = values
                    $0.source = "监测中心"
                }
            }
            let schools = [city.lead, city.first, city.second]
            try await city.record(
                cycle,
                schools.flatMap {
                    [count($0, "pass_rate", [99, 100]), count($0, "everyone_sits", [100, 100])]
                })
            _ = try await city.compute(cycle)
            let results = try await city.results(cycle, as: CycleFixture.bureau)
            let rate = results.filter { $0.item == "junior_pass_rate" }
            #expect(
                rate.count == 4 && rate.allSatisfy { $0.verdict == "met" && $0.clause == "SH-11" })
            #expect(rate.allSatisfy { $0.source == "监测中心" && $0.figure == "0.99" })
            #expect(results.first { $0.item == "standards" }?.verdict == "not_met")
            #expect(results.contains { $0.item == "satisfaction" && $0.verdict == "no_data" })
            _ = try await city.publish(cycle)
            let seen = try await city.results(cycle, as: .school(city.first))
            #expect(seen.count == results.count)
        }
    }

    @Test(
        "XN-27, XN-34: bureaus score groups, leads and members by trees, with evidence or not at all"
    )
    func trees() async throws {
        try await CycleFixture.with { city in
            func tree(_ name: String) async throws -> Taoli_Evaluation_V1_Cycle {
                try await city.call("CycleService/OpenCycle", as: CycleFixture.bureau) {
                    try await city.cycles.openCycle(
                        request: .with {
                            $0.requestID = CycleFixture.requestID()
                            $0.pack = "XN"
                            $0.kind = "tree"
                            $0.tree = name
                            $0.year = "2024"
                            $0.past = true
                            $0.reason = "补录"
                        }, context: $0
                    ).cycle
                }
            }
            func score(
                _ leaf: String, _ scores: [Double], school: UUID? = nil, evidence: String = "报告"
            ) -> Taoli_Evaluation_V1_CycleInput {
                .with {
                    $0.what = "score"
                    $0.groupID = CycleFixture.text(city.group)
                    $0.schoolID = school.map(CycleFixture.text) ?? ""
                    $0.item = leaf
                    $0.values = scores
                    $0.evidence = evidence
                }
            }
            let group = try await tree("group")
            let leaves = ["institutions", "staff", "resources", "quality"]
            try await city.record(
                group,
                leaves.map { score($0, [80, 90]) } + [score("innovation", [100], evidence: "")])
            #expect(
                await slug { try await city.record(group, [score("staff", [101])]) }
                    == "bad-values")
            #expect(
                await slug {
                    try await city.record(group, [score("staff", [80], school: city.first)])
                } == "school-not-in-cycle")
            _ = try await city.compute(group)
            let results = try await city.results(group, as: CycleFixture.bureau)
            #expect(results.map(\.figure) == ["85.0", "85.0", "85.0", "85.0", "85.0", ""])
            #expect(results.allSatisfy { $0.clause == "XN-27" })
            #expect(results.last?.noteChinese.contains("佐证") == true)
            _ = try await city.publish(group)
            let members = try await tree("member")
            try await city.record(members, [score("member_quality", [70], school: city.first)])
            #expect(
                await slug {
                    try await city.record(
                        members, [score("member_quality", [70], school: city.lead)])
                } == "school-not-in-cycle")
            let computed = try await city.compute(members)
            #expect(computed.clause == "XN-34" && computed.results == 8)
            #expect(try await city.verify(members).same)
        }
    }

    @Test("XN-33: a supervision is computed when each of its four topics was looked at")
    func supervision() async throws {
        try await CycleFixture.with { city in
            let cycle = try await city.open("tree", tree: "supervision", year: "2024", past: true)
            func topics(_ names: [String]) -> [Taoli_Evaluation_V1_CycleInput] {
                names.map { name in
                    .with {
                        $0.what = "score"
                        $0.groupID = CycleFixture.text(city.group)
                        $0.item = name
                        $0.values = [80]
                        $0.evidence = "督导报告"
                    }
                }
            }
            try await city.record(
                cycle, topics(["planning", "institutions_inside", "staff_moves"]))
            #expect(
                await slug { _ = try await city.compute(cycle) } == "supervision-incomplete")
            try await city.record(cycle, topics(["sharing"]))
            _ = try await city.compute(cycle)
            let results = try await city.results(cycle, as: CycleFixture.bureau)
            #expect(results.count == 5 && results.allSatisfy { $0.clause == "XN-33" })
            #expect(results.allSatisfy { $0.figure == "80.0" })
            _ = try await city.publish(cycle)
        }
    }
}
