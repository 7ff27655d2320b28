import Foundation
import TaoliModels
import TaoliPolicy
import Testing

@testable import EvaluationCore

@Suite("What a published result leads to")
struct RecordTests {
    private typealias Samples = CycleSamples
    private let subject = CycleSubject(group: CycleSamples.group, school: CycleSamples.first)

    /// The record after a year's level was published; short names of what happened.
    private func publish(
        _ record: VerdictRecord, _ year: String, _ level: String?, membership: UUID = UUID()
    ) throws -> (VerdictRecord, [String]) {
        let pack = try Packs.pack("XN")
        let cycle = try Samples.open(
            .levels, year, past: true, members: try Samples.members(membership: membership))
        let inputs = level.map { [Samples.level(Samples.first, $0)] } ?? []
        let judgement = try CycleJudgement(cycle, pack, inputs)
        var published = cycle
        published.status = .published
        published.publishedOn = cycle.period.lastDay
        let decision = RecordResult(published, pack).decide(
            record, judgement.results(of: subject))
        let names = decision.changes.map { change in
            String("\(change.event)".prefix { $0 != "(" })
        }
        return (decision.state, names)
    }

    private func fresh() throws -> VerdictRecord {
        let district = try #require(DistrictCode(Samples.district))
        return VerdictRecord(
            id: VerdictID(.version7()), pack: "XN", district: district, subject: subject,
            districts: [district])
    }

    @Test("XN-19: the first 不合格 warns; the second in a row is told once; a 合格 takes the plate down")
    func rows() throws {
        let same = UUID()
        var (record, names) = try publish(try fresh(), "2022-2023", "fail", membership: same)
        #expect(names == ["published", "warningBegan"] && record.warnedSince != nil)
        (record, names) = try publish(record, "2023-2024", "fail", membership: same)
        #expect(names == ["published", "consecutiveFailure"])
        (record, names) = try publish(record, "2024-2025", "pass", membership: same)
        #expect(names == ["published", "warningEnded"] && record.warnedSince == nil)
        #expect(record.version == 6)
    }

    /// The record after a year's published level was corrected; short names of what happened.
    private func correct(_ record: VerdictRecord, _ year: String, _ level: String?, _ same: UUID)
        throws -> (VerdictRecord, [String])
    {
        let pack = try Packs.pack("XN")
        let former = try #require(record.counted.first { "\($0.period)" == year })
        let opened = try Samples.open(
            .levels, year, past: true, members: try Samples.members(membership: same))
        let cycle = Cycle(
            id: former.cycle, district: opened.district, pack: opened.pack,
            packVersion: opened.packVersion, kind: opened.kind, name: opened.name,
            clause: opened.clause, period: opened.period, membersOn: opened.membersOn,
            isPast: true, contestDays: 0, openedOn: opened.openedOn, members: opened.members,
            status: .published, publishedOn: former.publishedOn)
        let inputs = level.map { [Samples.level(Samples.first, $0)] } ?? []
        let judgement = try CycleJudgement(cycle, pack, inputs)
        let decision = RecordResult(cycle, pack).correct(
            record, judgement.results(of: subject), on: Samples.today, reason: "登记有误")
        let names = decision.changes.map { String("\($0.event)".prefix { $0 != "(" }) }
        return (decision.state, names)
    }

    @Test(
        "XN-19: a corrected failure breaks the row that was told, ends the warning, and stays readable"
    )
    func corrected() throws {
        let same = UUID()
        var (record, names) = try publish(try fresh(), "2022-2023", "fail", membership: same)
        (record, names) = try publish(record, "2023-2024", "fail", membership: same)
        let failed = record
        (record, names) = try correct(failed, "2023-2024", "pass", same)
        #expect(names == ["corrected", "warningEnded", "failureWithdrawn"])
        #expect(record.counted.map(\.result) == ["fail", "pass"] && record.warnedSince == nil)
        #expect(record.years.map(\.result) == ["fail", "fail", "pass"])
        #expect(record.years.map(\.replacedOn) == [nil, Samples.today, nil])
        // The other way round it is a second failure, told once more.
        (record, names) = try correct(record, "2023-2024", "fail", same)
        #expect(names == ["corrected", "warningBegan", "consecutiveFailure"])
        (record, names) = try correct(failed, "2022-2023", "pass", same)
        #expect(names == ["corrected", "failureWithdrawn"] && record.warnedSince != nil)
        (record, names) = try correct(failed, "2023-2024", nil, same)
        #expect(names == ["corrected", "levelMissing", "failureWithdrawn"])
    }

    @Test("XN-19: of three failed years in a row, two that are left still lead to the exit")
    func stillInARow() throws {
        let same = UUID()
        var (record, names) = try publish(try fresh(), "2022-2023", "fail", membership: same)
        (record, names) = try publish(record, "2023-2024", "fail", membership: same)
        (record, names) = try publish(record, "2024-2025", "fail", membership: same)
        #expect(names == ["published", "consecutiveFailure"])
        (record, names) = try correct(record, "2022-2023", "pass", same)
        #expect(names == ["corrected"])
        (record, names) = try correct(record, "2023-2024", "pass", same)
        #expect(names == ["corrected", "failureWithdrawn"])
    }

    @Test(
        "XN-19 decision 12: years in any order; a gap alarms and breaks the row; membership counts")
    func order() throws {
        let same = UUID()
        var (record, names) = try publish(try fresh(), "2023-2024", "fail", membership: same)
        (record, names) = try publish(record, "2022-2023", "fail", membership: same)
        #expect(names == ["published", "consecutiveFailure"])
        (record, names) = try publish(try fresh(), "2022-2023", "fail", membership: same)
        (record, names) = try publish(record, "2023-2024", nil, membership: same)
        #expect(names == ["levelMissing"] && record.warnedSince != nil)
        (record, names) = try publish(record, "2024-2025", "fail", membership: same)
        #expect(names == ["published"])
        (record, names) = try publish(try fresh(), "2022-2023", "fail")
        (record, names) = try publish(record, "2023-2024", "fail")
        #expect(names == ["published"])
    }

    @Test(
        "XN-19: of past years only what is to be done now is told: an exit, and last year's plate")
    func hushed() throws {
        let same = UUID()
        func told(_ record: VerdictRecord, _ year: String) throws -> (VerdictRecord, [String]) {
            let pack = try Packs.pack("XN")
            var cycle = try Samples.open(
                .levels, year, past: true, members: try Samples.members(membership: same))
            let judgement = try CycleJudgement(
                cycle, pack, [Samples.level(Samples.first, "fail")])
            cycle.status = .published
            let decision = RecordResult(cycle, pack).decide(
                record, judgement.results(of: subject))
            let heard = decision.changes.filter { !$0.recipients.isEmpty }.map { change in
                String("\(change.event)".prefix { $0 != "(" })
            }
            return (decision.state, heard)
        }
        let (old, first) = try told(try fresh(), "2021-2022")
        #expect(first.isEmpty && old.warnedSince != nil && old.version == 2)
        #expect(try told(old, "2022-2023").1 == ["consecutiveFailure"])
        #expect(try told(try fresh(), "2024-2025").1 == ["warningBegan"])
    }

    @Test("SH-13: the last year's assessment counts for a naming, whenever others were recorded")
    func lastYear() throws {
        let pack = try Packs.pack("SH")
        let today = Samples.today
        func year(_ period: String, _ result: String, past: Bool, days: Int) throws -> VerdictYear {
            VerdictYear(
                period: try #require(CyclePeriod(period)), cycle: CycleID(.version7()),
                kind: .standards, result: result, name: Wording("各项标准", "standards"),
                membership: nil, publishedOn: today.adding(days: days), isPast: past)
        }
        func slug(_ years: [VerdictYear], on day: CalendarDate) throws -> String {
            let record = VerdictRecord(
                id: VerdictID(.version7()), pack: "SH",
                district: try #require(DistrictCode(Samples.district)),
                subject: CycleSubject(group: Samples.group), districts: [], years: years, version: 1
            )
            do {
                _ = try NameUnit(namedOn: day).decide(
                    record, by: Samples.bureau, on: today, pack: pack)
                return ""
            } catch {
                return error.slug
            }
        }
        let last = try year("2023-2024", "not_met", past: false, days: -200)
        let recorded = try year("2020-2021", "met", past: true, days: 0)
        #expect(try slug([last, recorded], on: today) == "standards-not-met")
        #expect(try slug([recorded], on: today) == "")
        let day = try #require(CalendarDate("2021-08-31"))
        #expect(try slug([recorded], on: day) == "")
        #expect(try slug([recorded], on: day.adding(days: -1)) == "named-too-early")
        let met = try year("2023-2024", "met", past: false, days: -200)
        #expect(try slug([met], on: today.adding(days: -200)) == "")
        #expect(try slug([met], on: today.adding(days: -201)) == "named-too-early")
    }

    @Test(
        "SH-13: named only when every standard is met; reviewed in its window; revoked by both grounds"
    )
    func naming() throws {
        let pack = try Packs.pack("SH")
        let group = CycleSubject(group: Samples.group)
        let district = try #require(DistrictCode(Samples.district))
        func year(_ result: String) throws -> VerdictYear {
            VerdictYear(
                period: try #require(CyclePeriod("2019-2020")), cycle: CycleID(.version7()),
                kind: .standards, result: result, name: Wording("各项标准", "standards"),
                membership: nil, publishedOn: Samples.today.adding(days: -1_500), isPast: true)
        }
        var record = VerdictRecord(
            id: VerdictID(.version7()), pack: "SH", district: district, subject: group,
            districts: [district], years: [try year("not_met")], version: 1)
        let day = Samples.today.adding(days: -1_400)
        func slug(_ body: () throws -> VerdictDecision) -> String {
            do {
                record = try body().state
                return ""
            } catch {
                return (error as? Refusal)?.slug ?? "\(error)"
            }
        }
        let name = NameUnit(namedOn: day)
        #expect(
            slug { try name.decide(record, by: Samples.bureau, on: Samples.today, pack: pack) }
                == "standards-not-met")
        record.years = [try year("met")]
        #expect(
            slug { try name.decide(record, by: Samples.bureau, on: Samples.today, pack: pack) }
                == "")
        #expect(
            slug { try name.decide(record, by: Samples.bureau, on: Samples.today, pack: pack) }
                == "named-already")
        let due = try #require(RunReviewClock().decide(record, on: Samples.today, pack: pack))
        #expect(due.state.naming.told == .open && due.changes.count == 1)
        #expect(RunReviewClock().decide(due.state, on: Samples.today, pack: pack) == nil)
        let late = Samples.today.adding(days: 800)
        #expect(
            RunReviewClock().decide(due.state, on: late, pack: pack)?.state.naming.told == .overdue)
        let early = PassReview(reviewedOn: day.adding(days: 300))
        #expect(
            slug { try early.decide(record, by: Samples.bureau, on: Samples.today, pack: pack) }
                == "review-too-early")
        let review = PassReview(reviewedOn: Samples.today)
        #expect(
            slug { try review.decide(record, by: Samples.bureau, on: Samples.today, pack: pack) }
                == "")
        func grounds(_ ids: [String]) -> RecordGrounds {
            RecordGrounds(grounds: ids, evidence: "调查报告", reason: "违规招生")
        }
        #expect(
            slug {
                try grounds(["breach"]).decide(
                    record, by: Samples.bureau, on: Samples.today, pack: pack)
            } == "grounds-not-together")
        #expect(
            slug {
                try grounds(["breach", "impact"]).decide(
                    record, by: Samples.bureau, on: Samples.today, pack: pack)
            } == "")
        #expect(record.naming.revokedOn == Samples.today && record.state.namedOn == nil)
    }
}
