import Foundation
import TaoliModels
import TaoliPolicy
import Testing

@testable import EvaluationCore

@Suite("Each state of a cycle and each command")
struct CycleStateTests {
    private typealias Samples = CycleSamples

    /// A command's short name, run on a cycle: its refusal's slug, or the state after it.
    private func outcome(_ command: String, _ cycle: Cycle) throws -> String {
        let pack = try Packs.pack("XN")
        do {
            let decision =
                switch command {
                case "record":
                    try RecordInputs([Samples.level(Samples.first, "pass")]).decide(
                        cycle, by: Samples.bureau, pack: pack, changed: 1)
                case "compute":
                    try ComputeCycle().decide(
                        cycle, by: Samples.bureau, on: Samples.today, inputs: 1,
                        try CycleJudgement(cycle, pack, [Samples.level(Samples.first, "pass")]),
                        .shipped)
                case "object":
                    try ObjectToResult(
                        id: ObjectionID(.version7()),
                        subject: CycleSubject(group: Samples.group, school: Samples.first),
                        reason: "有误"
                    ).decide(
                        cycle, by: Samples.school(Samples.first), on: Samples.today, .shipped)
                case "answer":
                    try AnswerObjection(
                        id: cycle.objections.first?.id ?? ObjectionID(.version7()),
                        isUpheld: true, reason: "成立"
                    ).decide(cycle, by: Samples.bureau, on: Samples.today, pack: pack)
                case "publish":
                    try PublishCycle().decide(
                        cycle, by: Samples.bureau, on: Samples.today.adding(days: 60))
                default:
                    try WithdrawCycle(reason: "重开").decide(cycle, by: Samples.bureau)
                }
            #expect(decision.state.version == cycle.version + Int64(decision.changes.count))
            return decision.state.status.rawValue
        } catch {
            return error.slug
        }
    }

    @Test("TC-33, XN-19: what each command does in each state")
    func table() throws {
        let open = try Samples.open()
        let contesting = try Samples.computed(open, [Samples.level(Samples.first, "pass")]).cycle
        let objection = try ObjectToResult(
            id: ObjectionID(.version7()),
            subject: CycleSubject(group: Samples.group, school: Samples.first), reason: "有误"
        ).decide(contesting, by: Samples.school(Samples.first), on: Samples.today, .shipped).state
        let upheld = try AnswerObjection(
            id: objection.objections[0].id, isUpheld: true, reason: "成立"
        ).decide(
            objection, by: Samples.council, on: Samples.today, pack: try Packs.pack("XN")
        ).state
        let published = try PublishCycle().decide(
            contesting, by: Samples.bureau, on: Samples.today.adding(days: 60)
        ).state
        let withdrawn = try WithdrawCycle(reason: "重开").decide(open, by: Samples.bureau).state
        let commands = ["record", "compute", "object", "answer", "publish", "withdraw"]
        let wrong = "wrong-cycle-status"
        let expected: [(Cycle, [String])] = [
            (open, ["open", "contesting", wrong, wrong, wrong, "withdrawn"]),
            (
                contesting,
                [
                    "nothing-upheld", "nothing-upheld", "contesting", "not-found", "published",
                    "withdrawn",
                ]
            ),
            (
                objection,
                [
                    "nothing-upheld", "objections-open", "objection-open", "contesting",
                    "objections-open", "withdrawn",
                ]
            ),
            (
                upheld,
                [
                    "contesting", "contesting", "contesting", "objection-answered",
                    "must-recompute", "withdrawn",
                ]
            ),
            (published, [wrong, wrong, wrong, wrong, wrong, wrong]),
            (withdrawn, [wrong, wrong, wrong, wrong, wrong, wrong]),
        ]
        for (cycle, outcomes) in expected {
            for (command, wanted) in zip(commands, outcomes) {
                let found = try outcome(command, cycle)
                #expect(found == wanted, "\(command) in \(cycle.status)")
            }
        }
    }

    @Test("A window that reaches a year without its notice is refused with what the operator does")
    func unknownYear() throws {
        let pack = try Packs.pack("XN")
        let late = try #require(CalendarDate("2026-12-28"))
        func window(_ cycle: Cycle, _ days: WorkingDays) throws(Refusal) -> CalendarDate? {
            let judgement = try CycleJudgement(cycle, pack, [Samples.level(Samples.first, "pass")])
            return try ComputeCycle().decide(
                cycle, by: Samples.bureau, on: late, inputs: 1, judgement, days
            ).state.contestUntil
        }
        let cycle = try Samples.open()
        do {
            _ = try window(cycle, .shipped)
            Issue.record("it is computed")
        } catch {
            #expect(error.slug == "unknown-working-days")
            #expect(error.next.english.contains("setting working-days"))
            #expect(error.next.chinese.contains("2027 年加入配置项 working-days"))
        }
        let file = Data("years:\n  - {year: 2027, off: [2027-01-01], work: []}\n".utf8)
        let more = try WorkingDays.shipped.adding(file, file: "more.yaml")
        #expect(try window(cycle, more) == CalendarDate("2027-01-12"))
        // What was decided years ago is contested by nobody now.
        #expect(try window(try Samples.open(past: true), .shipped) == late)
    }

    @Test("Only its bureau runs a cycle; a council writes levels of its own members, no lead's")
    func authority() throws {
        let cycle = try Samples.open()
        let pack = try Packs.pack("XN")
        func slug(_ body: () throws -> CycleDecision) -> String {
            do {
                _ = try body()
                return ""
            } catch {
                return (error as? Refusal)?.slug ?? "\(error)"
            }
        }
        let record = RecordInputs([Samples.level(Samples.first, "fail")])
        #expect(
            slug { try record.decide(cycle, by: Samples.council, pack: pack, changed: 1) } == "")
        #expect(
            slug { try record.decide(cycle, by: Samples.foreign, pack: pack, changed: 1) }
                == "not-your-cycle")
        let lead = RecordInputs([Samples.level(Samples.lead, "fail")])
        #expect(
            slug { try lead.decide(cycle, by: Samples.council, pack: pack, changed: 1) }
                == "level-of-lead")
        let bare = RecordInputs([Samples.level(Samples.first, "fail", evidence: "")])
        #expect(
            slug { try bare.decide(cycle, by: Samples.bureau, pack: pack, changed: 1) }
                == "evidence-needed")
        let unknown = RecordInputs([Samples.level(Samples.first, "good")])
        #expect(
            slug { try unknown.decide(cycle, by: Samples.bureau, pack: pack, changed: 1) }
                == "unknown-item")
        let contesting = try Samples.computed(cycle, [Samples.level(Samples.first, "pass")]).cycle
        let other = ObjectToResult(
            id: ObjectionID(.version7()),
            subject: CycleSubject(group: Samples.group, school: Samples.first), reason: "有误")
        #expect(
            slug {
                try other.decide(
                    contesting, by: Samples.school(Samples.second), on: Samples.today, .shipped)
            } == "not-your-result")
        let late = try #require(contesting.contestUntil).adding(days: 1)
        #expect(
            slug {
                try other.decide(contesting, by: Samples.school(Samples.first), on: late, .shipped)
            } == "contest-over")
        #expect(
            slug { try PublishCycle().decide(contesting, by: Samples.bureau, on: Samples.today) }
                == "contest-window-open")
    }

    @Test("Inputs in any order, and computing again, give the same bytes; one digit gives others")
    func frozen() throws {
        let cycle = try Samples.open()
        let pack = try Packs.pack("XN")
        let inputs = [Samples.level(Samples.first, "pass"), Samples.level(Samples.second, "fail")]
        let one = try CycleJudgement(cycle, pack, inputs)
        #expect(try CycleJudgement(cycle, pack, inputs.reversed()) == one)
        #expect(one.hash.count == 64 && one.text.contains(cycle.packVersion))
        let other = try CycleJudgement(
            cycle, pack, [Samples.level(Samples.first, "fail")] + inputs[1...])
        #expect(other.hash != one.hash && other.inputsHash != one.inputsHash)
        #expect(one.results.map(\.figure).sorted() == ["fail", "pass"])
        let empty = try CycleJudgement(cycle, pack, [inputs[0]])
        #expect(empty.results.map(\.verdict).sorted() == ["given", "no_data"])
    }

    @Test(
        "Decision 24: councils go by school years, bureaus by calendar years; past needs a reason")
    func opening() throws {
        func slug(_ body: () throws -> Cycle) -> String {
            do {
                _ = try body()
                return ""
            } catch {
                return (error as? Refusal)?.slug ?? "\(error)"
            }
        }
        #expect(slug { try Samples.open(.tree("group"), "2024") } == "")
        #expect(slug { try Samples.open(.tree("group"), "2024-2025") } == "wrong-period")
        #expect(slug { try Samples.open(.levels, "2024") } == "wrong-period")
        #expect(slug { try Samples.open(.tree("none"), "2024") } == "unknown-tree")
        #expect(slug { try Samples.open(.levels, pack: "SH") } == "nothing-in-pack")
        #expect(slug { try Samples.open(members: []) } == "no-members")
        let district = try #require(DistrictCode(Samples.district))
        let period = try #require(CyclePeriod("2024-2025"))
        func check(_ open: OpenCycle, by caller: Caller = Samples.bureau) -> String {
            do {
                _ = try open.check(by: caller, on: Samples.today)
                return ""
            } catch {
                return error.slug
            }
        }
        let id = CycleID(.version7())
        #expect(
            check(
                OpenCycle(id: id, district: district, kind: .levels, period: period),
                by: Samples.foreign)
                == "not-your-cycle")
        #expect(
            check(
                OpenCycle(
                    id: id, district: district, kind: .levels, period: period,
                    membersOn: Samples.today.adding(days: 1))) == "members-in-future")
        #expect(
            check(
                OpenCycle(
                    id: id, district: district, kind: .levels, period: period,
                    membersOn: Samples.today.adding(days: -400))) == "day-outside-year")
        #expect(
            check(
                OpenCycle(
                    id: id, district: district, kind: .levels, period: period, isPast: true))
                == "past-needs-reason")
        #expect(
            check(
                OpenCycle(
                    id: id, district: district, kind: .levels, period: period, isPast: true,
                    reason: "补录")) == "not-past")
        #expect(
            check(
                OpenCycle(
                    id: id, district: district, kind: .levels, period: period, contestDays: 61))
                == "bad-contest-days")
    }

    @Test("TC-33: while a cycle runs, another begins with no other standards")
    func standards() throws {
        let other = try Packs.pack("XN", "in_a_row: 2", "in_a_row: 3")
        let open = OpenCycle(
            id: CycleID(.version7()), district: try #require(DistrictCode(Samples.district)),
            kind: .levels, period: try #require(CyclePeriod("2024-2025")))
        #expect(throws: Refusal.self) {
            try open.decide(
                by: Samples.bureau, on: Samples.today, pack: try Packs.pack("XN"),
                members: try Samples.members(), running: [other])
        }
    }
}
