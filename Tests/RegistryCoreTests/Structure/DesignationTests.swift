import TaoliModels
import TaoliPolicy
import Testing

@testable import RegistryCore

@Suite("What a bureau says of a unit for a time")
struct DesignationTests {
    private let day = Example.day("2025-09-01")

    private func pack(_ id: String) throws -> PolicyPack { try #require(PolicyPacks.shipped[id]) }

    private func saying(
        _ kind: DesignationKind, _ value: String, from: String = "2025-09-01",
        until: String? = nil, stage: Stage? = nil, reason: String = "沪教〔2025〕1号"
    ) -> Designate {
        Designate(
            id: DesignationID(.version7()), kind: kind, value: value, stage: stage,
            validity: Validity(
                from: Example.day(from), until: until.map { Example.day($0) }), reason: reason)
    }

    @Test("SH-16 A new grade ends the one before; SH-18 its revocation ends what it opened")
    func grades() throws {
        let group = try Example.group(lead: try Example.site())
        let pack = try pack("SH")
        let first = try saying(.grade, "close_knit_unit", from: "2024-09-01").decide(
            group, [], pack: pack)
        let second = try saying(.grade, "demonstration").decide(
            first.decision.state, first.changed, pack: pack)
        #expect(second.changed.count == 2)
        #expect(second.changed[0].validity.until == day)
        #expect(
            second.decision.changes.map(\.event.name) == ["GroupDesignated", "GroupDesignated"])
        #expect(second.decision.state.version == 5)
        #expect(second.changed.grade(on: Example.day("2025-08-31")) == "close_knit_unit")
        #expect(second.changed.grade(on: day) == "demonstration")
        let rights = UnitRights.open(
            grade: second.changed.grade(on: day), leadCategories: [], pack: pack)
        #expect(rights.map(\.id) == ["joint_training"])
        #expect(
            UnitRights.open(grade: "demonstration", leadCategories: ["model_senior"], pack: pack)
                .map(\.id) == ["joint_training", "own_admission"])
        let revoked = try EndDesignation(
            kind: .grade, until: Example.day("2026-01-01"), reason: "取消命名"
        ).decide(second.decision.state, second.changed)
        let held = second.changed.filter { $0.id != revoked.changed[0].id } + revoked.changed
        #expect(held.grade(on: Example.day("2026-01-01")) == nil)
        #expect(UnitRights.open(grade: nil, leadCategories: [], pack: pack).isEmpty)
    }

    @Test("XN-3 The bureau's own limit is lower than the pack's, and the guard reads it")
    func limits() throws {
        let group = try Example.group(lead: try Example.site())
        let xingning = try pack("XN")
        #expect(
            try refusal { try saying(.sizeLimit, "10").decide(group, [], pack: xingning) }.slug
                == "limit-not-lower")
        #expect(
            try refusal { try saying(.sizeLimit, "x").decide(group, [], pack: xingning) }.slug
                == "bad-limit")
        let set = try saying(.sizeLimit, "3").decide(group, [], pack: xingning)
        #expect(set.changed.sizeLimit(on: day) == 3)
        #expect(set.changed.sizeLimit(on: Example.day("2025-08-31")) == nil)
        func findings(_ limit: Int?) -> [String] {
            let unit = CaseExamples.unit(members: 2)
            let input = GuardInput(
                members: unit.members, joining: unit.joining, district: unit.district,
                sizeLimit: limit)
            return CompositionCheck(xingning).findings(input).map(\.source.rule)
        }
        #expect(findings(nil).isEmpty && findings(4).isEmpty)
        #expect(findings(3) == [CompositionCheck.ownLimitRule])
    }

    @Test("XN-1 A school's categories are by stage and day, several at once")
    func categories() throws {
        let school = try Example.school()
        let xingning = try pack("XN")
        let weak = try saying(.category, "weak", until: "2026-09-01", stage: .junior).decide(
            school, stages: [.primary, .junior], [], pack: xingning)
        let both = try saying(.category, "new").decide(
            weak.decision.state, stages: [], weak.changed, pack: xingning)
        let held = weak.changed + both.changed
        func on(_ date: String, _ stages: [Stage]) -> Set<String> {
            held.categories(of: school.id, stages: stages, on: Example.day(date))
        }
        #expect(on("2025-09-01", [.junior]) == ["weak", "new"])
        #expect(on("2025-09-01", [.primary]) == ["new"])
        #expect(on("2026-09-01", [.junior]) == ["new"])
        #expect(on("2025-08-31", [.junior]).isEmpty)
        try CategoryStatement.check(nil, of: school.id, stages: [], [], today: day)
        try CategoryStatement.check("weak", of: school.id, stages: [.junior], held, today: day)
        let differs = try refusal {
            try CategoryStatement.check("weak", of: school.id, stages: [.primary], held, today: day)
        }
        #expect(differs.slug == "category-not-designated" && differs.clause == nil)
        #expect(differs.next.english.contains("taoli unit category"))
    }

    @Test("Decision 3: a school is strong or weak, by stage; what is said of all stages ends each")
    func sides() throws {
        let school = try Example.school()
        let xingning = try pack("XN")
        func say(_ command: Designate, _ held: [Designation]) throws -> [Designation] {
            let changed = try command.decide(
                school, stages: [.primary, .junior], held, pack: xingning
            ).changed
            return held.filter { old in !changed.contains { $0.id == old.id } } + changed
        }
        func on(_ held: [Designation], _ stage: Stage) -> Set<String> {
            held.categories(of: school.id, stages: [stage], on: day)
        }
        let weak = try say(saying(.category, "weak", from: "2020-09-01"), [])
        let strong = try say(saying(.category, "quality"), weak)
        #expect(on(strong, .primary) == ["quality"])
        #expect(strong.first { $0.value == "weak" }?.validity.until == day)
        let junior = try say(saying(.category, "quality", from: "2024-09-01", stage: .junior), weak)
        #expect(on(junior, .primary) == ["weak"] && on(junior, .junior) == ["weak", "quality"])
        let again = try say(saying(.category, "weak", stage: .junior), junior)
        #expect(on(again, .junior) == ["weak"])
        let all = try say(saying(.category, "quality"), again)
        #expect(on(all, .junior) == ["quality"] && on(all, .primary) == ["quality"])
        let both = try say(saying(.category, "new"), weak)
        #expect(on(both, .primary) == ["weak", "new"])
    }

    @Test("Refused: values the pack has not, wrong units, missing reasons, days that overlap")
    func refused() throws {
        let site = try Example.site()
        let (school, group) = (try Example.school(), try Example.group(lead: site))
        let (shanghai, xingning) = (try pack("SH"), try pack("XN"))
        func slug(_ command: Designate, _ held: [Designation] = [], _ pack: PolicyPack?) throws
            -> String
        {
            try refusal { try command.decide(group, held, pack: pack) }.slug
        }
        #expect(try slug(saying(.grade, "demonstratio"), [], shanghai) == "unknown-grade")
        #expect(try slug(saying(.grade, "x"), [], xingning) == "unknown-grade")
        #expect(try slug(saying(.grade, "x"), [], nil) == "no-policy-bound")
        #expect(try slug(saying(.town, "江南街道"), [], nil) == "wrong-unit-for-designation")
        #expect(try slug(saying(.grade, "ordinary", reason: ""), [], shanghai) == "reason-needed")
        #expect(
            try slug(saying(.grade, "ordinary", stage: .junior), [], shanghai)
                == "stage-only-for-categories")
        #expect(try slug(saying(.emblem, "x", until: "2025-09-01"), [], nil) == "date-order")
        #expect(try slug(saying(.emblem, "x", from: "2024-08-31"), [], nil) == "group-not-founded")
        let later = try saying(.grade, "ordinary").decide(group, [], pack: shanghai).changed
        #expect(
            try slug(saying(.grade, "demonstration", from: "2024-09-01"), later, shanghai)
                == "designation-overlap")
        #expect(
            try slug(
                saying(.grade, "demonstration", from: "2026-01-01", until: "2026-06-01"), later,
                shanghai) == "designation-overlap")
        let past = saying(.grade, "demonstration", from: "2024-09-01", until: "2025-09-01")
        #expect(try past.decide(group, later, pack: shanghai).changed.count == 1)
        #expect(
            try refusal {
                try saying(.category, "weak", stage: .senior).decide(
                    school, stages: [.primary], [], pack: xingning)
            }.slug == "stage-not-taught")
        #expect(
            try refusal {
                try EndDesignation(kind: .town, until: day, reason: "x").decide(school, [])
            }.slug == "nothing-designated")
    }

    @Test("SH-16 Shares by grade and at or above it; a year that has not begun has none")
    func shares() throws {
        let units = ["ordinary", "demonstration", "close_knit_unit", nil].map {
            GradeShare.Unit(district: Example.haizhu, grade: $0)
        }
        let year = SchoolYear(startYear: 2025)
        let rows = GradeShare.rows(units, of: Example.haizhu, in: year, pack: try pack("SH"))
        #expect(rows.map(\.grade) == ["", "ordinary", "close_knit_unit", "demonstration"])
        #expect(rows.map(\.units) == [1, 1, 1, 1])
        #expect(rows.map(\.orHigher) == [4, 3, 2, 1] && rows.allSatisfy { $0.all == 4 })
        #expect(GradeShare.day(of: year, today: Example.day("2025-08-31")) == nil)
        #expect(
            GradeShare.day(of: year, today: Example.day("2027-01-01")) == Example.day("2026-08-31"))
        #expect(GradeShare.day(of: year, today: day) == day)
    }
}
