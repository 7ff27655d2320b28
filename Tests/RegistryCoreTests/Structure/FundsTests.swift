import TaoliModels
import TaoliPolicy
import Testing

@testable import RegistryCore

@Suite("Money, partners and agreements")
struct FundsTests {
    private let today = Example.day("2026-03-02")

    private func pack(_ id: String = "XN") throws -> PolicyPack {
        try #require(PolicyPacks.shipped[id])
    }

    private func entry(
        _ source: String, _ purpose: String, fen: Int64 = 100, on day: String = "2026-01-05"
    ) -> RecordEntry {
        RecordEntry(
            id: LedgerEntryID(.version7()), bookedOn: Example.day(day), direction: .income,
            source: source, purpose: purpose, fen: fen, note: "")
    }

    @Test("XN-24 Money is entered by source and reversed, never changed")
    func ledger() throws {
        let group = try Example.group(lead: try Example.site())
        let made = try entry("enterprise", "work").decide(group, pack: try pack(), today: today)
        #expect(made.decision.changes.map(\.event.name) == ["LedgerEntryRecorded"])
        #expect(made.entry.sourceName.chinese == "企业捐助")
        func reverse(
            _ item: LedgerEntry, isReversed: Bool = false, on day: String = "2026-02-01",
            reason: String = "记错"
        ) throws -> LedgerOutcome {
            try ReverseEntry(
                id: LedgerEntryID(.version7()), bookedOn: Example.day(day), reason: reason
            ).decide(made.decision.state, item, isReversed: isReversed, today: today)
        }
        let back = try reverse(made.entry)
        #expect(back.entry.reverses == made.entry.id && back.entry.fen == made.entry.fen)
        #expect(back.decision.state.version == made.decision.state.version + 1)
        #expect(try refusal { try reverse(back.entry) }.slug == "reversal-of-reversal")
        #expect(
            try refusal { try reverse(made.entry, isReversed: true) }.slug == "already-reversed")
        #expect(try refusal { try reverse(made.entry, on: "2026-01-04") }.slug == "date-order")
        #expect(try refusal { try reverse(made.entry, reason: "") }.slug == "reason-needed")
    }

    @Test("XN-26 The reward fund refuses budget money; XN-24's figure is a line, never a check")
    func rewards() throws {
        let group = try Example.group(lead: try Example.site())
        let xingning = try pack()
        for source in ["budget", "earmarked"] {
            let no = try refusal {
                try entry(source, "reward").decide(group, pack: xingning, today: today)
            }
            #expect(no.slug == "budget-money-refused" && no.clause == "XN-26")
        }
        _ = try entry("self_raised", "reward").decide(group, pack: xingning, today: today)
        let reference = try #require(xingning[FundsSection.self].references.first)
        #expect(reference.fen == 200_000_000 && reference.purpose == "work")
        _ = try entry("budget", "work", fen: 1).decide(group, pack: xingning, today: today)
        let shanghai = try pack("SH")[FundsSection.self]
        #expect(shanghai.sources.contains { $0.id == "earmarked" && $0.source.clause == "SH-27" })
    }

    @Test("Refused: no amount, a future day, unknown names, no pack")
    func refused() throws {
        let group = try Example.group(lead: try Example.site())
        let xingning = try pack()
        func slug(_ command: RecordEntry, _ pack: PolicyPack?) throws -> String {
            try refusal { try command.decide(group, pack: pack, today: today) }.slug
        }
        #expect(try slug(entry("budget", "work", fen: 0), xingning) == "bad-amount")
        #expect(
            try slug(entry("budget", "work", fen: RegistryLimits.fenMax + 1), xingning)
                == "bad-amount")
        #expect(
            try slug(entry("budget", "work", on: "2026-03-03"), xingning) == "booked-in-future")
        #expect(
            try slug(entry("budget", "work", on: "2024-08-31"), xingning) == "group-not-founded")
        #expect(try slug(entry("budgte", "work"), xingning) == "unknown-source")
        #expect(try slug(entry("budget", "wrk"), xingning) == "unknown-purpose")
        #expect(try slug(entry("budget", "work"), nil) == "no-policy-bound")
    }

    @Test("JD-16 A partner works with a group for a time, never twice at once")
    func partners() throws {
        let group = try Example.group(lead: try Example.site())
        let partner = try RegisterPartner(
            id: PartnerID(.version7()), name: "师范大学", kind: .university,
            district: Example.haizhu
        ).decide()
        func begin(_ from: String, until: String? = nil, _ partner: Partner) throws
            -> Decision<Partner>
        {
            try BeginPartnership(
                id: PartnershipID(.version7()), subject: "课程",
                validity: Validity(
                    from: Example.day(from), until: until.map { Example.day($0) })
            ).decide(partner, group)
        }
        let one = try begin("2025-09-01", partner.state)
        #expect(one.changes.map(\.event.name) == ["PartnershipChanged"])
        #expect(try refusal { try begin("2026-01-01", one.state) }.slug == "already-partner")
        let past = try begin("2024-09-01", until: "2025-09-01", one.state)
        #expect(past.state.partnerships.count == 2)
        func end(_ until: String) -> EndPartnership {
            EndPartnership(group: group.id, until: Example.day(until), reason: "")
        }
        let ended = try end("2026-02-01").decide(one.state)
        #expect(ended.state.partnerships[0].validity.until == Example.day("2026-02-01"))
        #expect(try refusal { try end("2026-02-01").decide(ended.state) }.slug == "no-partnership")
        #expect(try refusal { try begin("2024-08-31", one.state) }.slug == "group-not-founded")
    }

    @Test(
        "XN-14 A fee agreement has the parties that the text names; inside a district it has none")
    func agreements() throws {
        let group = try Example.group(lead: try Example.site())
        func record(_ kind: String, _ parties: [String]) throws -> FeeAgreement {
            try RecordAgreement(
                id: AgreementID(.version7()), kind: kind,
                parties: parties.map { FeeAgreement.Party(id: $0, name: $0) }, fenAYear: 5_000_000,
                reference: "协议1号", validity: Validity(from: today)
            ).decide(group, pack: try pack()).agreement
        }
        let made = try record("founding", ["bureau", "government", "lead"])
        #expect(made.parties.map(\.id) == ["lead", "government", "bureau"])
        _ = try record("across_counties", ["lead", "county_government"])
        let wrong = try refusal { try record("founding", ["lead", "bureau"]) }
        #expect(wrong.slug == "wrong-parties" && wrong.clause == "XN-14")
        #expect(
            try refusal { try record("founding", ["lead", "lead", "bureau"]) }.slug
                == "wrong-parties")
        #expect(try refusal { try record("inside", ["lead"]) }.slug == "no-agreement-in-policy")
    }
}
