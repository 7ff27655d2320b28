import Foundation
import RegistryCore
import SwiftProtobuf
import TaoliContracts
import TaoliHost
import TaoliMessaging
import TaoliModels
import TaoliPostgres
import TaoliServiceKit
import Testing

@testable import RegistryService

@Suite("Money, agreements and partners on a real database")
struct FundCallsTests {
    @Test("XN-24 Totals by year and source take reversals off; the figure is a line, never a check")
    func totals() async throws {
        try await RegistryFixture.with { city in
            let group = try await city.groupUnderPolicy()
            let gift = try await city.enter(group.id, fen: 120_050, source: "enterprise")
            _ = try await city.enter(group.id, fen: 500_00)
            _ = try await city.enter(group.id, fen: 300_00, direction: "spending")
            _ = try await city.enter(group.id, fen: 7, on: "2025-12-31")
            let back = try await city.reverse(gift.id)
            #expect(back.reversesID == gift.id && back.fen == 120_050)
            let again = try await refusal { try await city.reverse(gift.id) }
            #expect(again.slug == "already-reversed")
            let rows = try await city.totals { $0.year = 2026 }.totals
            #expect(rows.map(\.source) == ["budget", "enterprise", ""])
            #expect(rows.map(\.incomeFen) == [500_00, 0, 500_00])
            #expect(rows.map(\.spendingFen) == [300_00, 0, 300_00])
            #expect(rows.map(\.referenceFen) == [0, 0, 200_000_000])
            #expect(rows.last?.referenceClause == "XN-24")
            var (seen, cursor): ([String], String) = ([], "")
            repeat {
                let next = cursor
                let page = try await city.totals {
                    $0.page.size = 1
                    $0.page.cursor = next
                }
                seen += page.totals.map { "\($0.year) \($0.source)" }
                cursor = page.nextCursor
            } while !cursor.isEmpty
            #expect(seen == ["2025 budget", "2025 ", "2026 budget", "2026 enterprise", "2026 "])
            let entries = try await city.entries { $0.source = "enterprise" }.entries
            #expect(entries.map(\.reversedByID) == [back.id, ""])
            // Entries are only added.
            let context = city.service.context
            await #expect(throws: PostgresError.self) {
                try await context.pool.transaction(
                    TransactionOptions(preamble: context.scope.preamble(.all))
                ) { tx in
                    try await tx.query("UPDATE registry.ledger_entry SET fen = 1")
                }
            }
        }
    }

    @Test("XN-26 The reward fund takes no budget money")
    func rewards() async throws {
        try await RegistryFixture.with { city in
            let group = try await city.groupUnderPolicy()
            let no = try await refusal {
                try await city.enter(group.id, fen: 1, source: "earmarked", purpose: "reward")
            }
            #expect(no.slug == "budget-money-refused" && no.clause == "XN-26")
            _ = try await city.enter(group.id, fen: 1, source: "self_raised", purpose: "reward")
        }
    }

    @Test("Money is its district's and its group's own to see")
    func scope() async throws {
        try await RegistryFixture.with { city in
            let group = try await city.groupUnderPolicy()
            let entry = try await city.enter(group.id, fen: 100, as: .haizhu)
            let unseen = try await refusal { try await city.enter(group.id, fen: 1, as: .yuexiu) }
            #expect(unseen.kind == .notFound)
            let reversing = try await refusal { try await city.reverse(entry.id, as: .yuexiu) }
            #expect(reversing.kind == .notFound)
            #expect(try await city.entries(as: .yuexiu).entries.isEmpty)
            #expect(try await city.totals(as: .yuexiu).totals.isEmpty)
            #expect(try await city.entries(as: .council(group.id)).entries.count == 1)
            await #expect(throws: NotAdmitted.self) {
                try await city.entries(as: .school(city.first.schoolID))
            }
            await #expect(throws: NotAdmitted.self) {
                try await city.enter(group.id, fen: 1, as: .council(group.id))
            }
        }
    }

    @Test("XN-14 An agreement has the parties of the text, and another district sees none of it")
    func agreements() async throws {
        try await RegistryFixture.with { city in
            let group = try await city.groupUnderPolicy()
            let made = try await city.agree(
                group.id, "founding", ["bureau", "lead", "government"], as: .haizhu)
            #expect(made.parties.map(\.id) == ["lead", "government", "bureau"])
            let wrong = try await refusal { try await city.agree(group.id, "founding", ["lead"]) }
            #expect(wrong.slug == "wrong-parties")
            let inside = try await refusal { try await city.agree(group.id, "inside", ["lead"]) }
            #expect(inside.slug == "no-agreement-in-policy")
            #expect(try await city.agreements(as: .haizhu) == [made])
            #expect(try await city.agreements(as: .yuexiu).isEmpty)
            let unseen = try await refusal {
                try await city.agree(group.id, "founding", ["lead"], as: .yuexiu)
            }
            #expect(unseen.kind == .notFound)
        }
    }

    @Test("JD-16 Partners work with groups for a time; another district sees and links none")
    func partners() async throws {
        try await RegistryFixture.with { city in
            let group = try await city.found()
            let partner = try await city.registerPartner(as: .haizhu)
            _ = try await city.partner(partner.id, with: group.id, as: .haizhu)
            let twice = try await refusal {
                try await city.partner(partner.id, with: group.id, from: "2026-01-01")
            }
            #expect(twice.slug == "already-partner")
            #expect(try await city.partnerships(on: "2025-09-01").map(\.partnerName) == ["师范大学"])
            #expect(try await city.partnerships(as: .yuexiu).isEmpty)
            #expect(try await city.listPartners(as: .yuexiu).isEmpty)
            let foreign = try await refusal {
                try await city.registerPartner(district: "440105", as: .yuexiu)
            }
            #expect(foreign.slug == "not-your-unit")
            let linking = try await refusal {
                try await city.partner(partner.id, with: group.id, as: .yuexiu)
            }
            #expect(linking.kind == .notFound)
            _ = try await city.endPartnership(partner.id, group.id, until: "2026-01-01")
            #expect(try await city.partnerships(on: "2026-01-01").isEmpty)
            #expect(try await city.partnerships().count == 1)
            // A partner of one district works with another's group: both see the partnership.
            let theirs = try await city.found(
                district: "440104", name: "越秀集团", leads: [city.elsewhere])
            _ = try await city.partner(partner.id, with: theirs.id)
            #expect(try await city.partnerships(as: .yuexiu).map(\.groupName) == ["越秀集团"])
        }
    }
}
