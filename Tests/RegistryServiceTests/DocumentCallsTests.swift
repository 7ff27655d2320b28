import Foundation
import RegistryCore
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliPostgres
import TaoliServiceKit
import TaoliTestKit
import Testing

@testable import RegistryService

@Suite("Documents on a real database")
struct DocumentCallsTests {
    @Test("SH-2: the charter agreement holds once each school accepted it, of whatever district")
    func charter() async throws {
        try await RegistryFixture.with { city in
            let group = try await city.unit(under: "SH")
            _ = try await city.join(city.elsewhere, group.id)
            let document = try await city.proposeDocument(
                "charter_agreement", of: "group/\(group.id)", as: .council(group.id))
            #expect(document.state == "proposed" && document.holds == 0)
            #expect(
                Set(document.waitingFor.map(\.name)) == ["海珠第一小学", "海珠第二小学", "越秀中学"])
            _ = try await city.accept(document.id, city.first)
            let two = try await city.accept(document.id, city.second)
            #expect(two.state == "proposed" && two.waitingFor.map(\.name) == ["越秀中学"])
            let held = try await city.accept(document.id, city.elsewhere)
            #expect(held.state == "in_force" && held.holds == 1 && held.waitingFor.isEmpty)
            #expect(held.versions[0].acceptances.count == 3)
            let guest = Caller.school(city.elsewhere.schoolID, in: RegistryFixture.yuexiu)
            #expect(try await city.getDocument(document.id, as: guest) == held)
            let content = try await city.content(document.id, as: guest)
            #expect(String(decoding: content.content, as: UTF8.self) == "第一版")
            #expect(content.sha256 == held.versions[0].sha256)
            let later = try await city.addVersion(document.id, "第二版")
            #expect(later.holds == 1 && later.versions.count == 2)
            #expect(later.versions[0] == held.versions[0])
            #expect(later.waitingFor.count == 3)
        }
    }

    @Test("A document's history has each version, who accepted it and since when it holds")
    func history() async throws {
        try await RegistryFixture.with { city in
            let group = try await city.unit(under: "SH")
            let document = try await city.proposeDocument(
                "charter_agreement", of: "group/\(group.id)", as: .council(group.id))
            _ = try await city.accept(document.id, city.first)
            _ = try await city.accept(document.id, city.second)
            _ = try await city.addVersion(document.id, "第二版")
            @Sendable func changes(as caller: Caller) async throws -> [String] {
                try await city.service.calling(
                    "taoli.registry.v1.DocumentService/DocumentHistory", as: caller
                ) {
                    try await city.documents.documentHistory(
                        request: .with { $0.id = document.id }, context: $0
                    ).changes.map(\.what)
                }
            }
            #expect(
                try await changes(as: .school(city.second.schoolID)) == [
                    "DocumentVersionProposed", "DocumentAccepted", "DocumentAccepted",
                    "DocumentInForce", "DocumentVersionProposed",
                ])
            let foreign = try await refusal { try await changes(as: .yuexiu) }
            #expect(foreign.slug == "not-found")
        }
    }

    @Test("TC-4: a year's plan is accepted by the council's resolution and filed with the bureau")
    func plan() async throws {
        try await RegistryFixture.with { city in
            let group = try await city.unit(under: "TC")
            let unit = "group/\(group.id)"
            let (body, seats) = try await city.council(group, posts: ["chair", "deputy_chair"])
            let plan = try await city.proposeDocument("year_plan", of: unit, year: "2025-2026") {
                $0.chapters = ["governance", "courses"]
            }
            #expect(plan.waitsForCouncil && plan.period == "2025-2026")
            let item = try await city.propose(body) {
                $0.matter = "document"
                $0.documentID = plan.id
                $0.documentVersion = 1
            }
            let early = try await refusal {
                try await city.accept(plan.id, as: .council(group.id)) { $0.resolutionID = item.id }
            }
            #expect(early.slug == "not-the-councils")
            let waiting = try await refusal { try await city.fileDocument(plan.id) }
            #expect(waiting.slug == "not-in-force" && waiting.clause == "TC-4")
            _ = try await city.decide(item.id, present: seats, favour: 2)
            let held = try await city.accept(plan.id, as: .council(group.id)) {
                $0.resolutionID = item.id
            }
            #expect(held.state == "to_file")
            #expect(held.versions[0].acceptances.map(\.by) == ["resolution/\(item.id)"])
            let filed = try await city.fileDocument(plan.id)
            #expect(filed.state == "filed" && filed.versions[0].filingNote == "基教备〔2025〕8号")
            let again = try await refusal {
                try await city.returnDocument(plan.id, "缺少经费")
            }
            #expect(again.slug == "already-filed")
            let due = try await city.due(unit, "2025-2026")
            #expect(
                due.documents.map { "\($0.kind) \($0.state)" } == [
                    "charter missing", "system missing", "development_plan missing",
                    "year_plan done", "research_project missing",
                ])
            #expect(
                due.chapters.filter { !$0.documentIds.isEmpty }.map(\.id) == [
                    "governance", "courses",
                ])
            #expect(!due.complete)
            let next = try await city.due(unit, "2026-2027")
            #expect(next.documents.allSatisfy { $0.state == "missing" })
        }
    }

    @Test("SH-5: a plan is returned with its reason, and its next version is filed anew")
    func returned() async throws {
        try await RegistryFixture.with { city in
            let group = try await city.unit(under: "SH")
            let unit = "group/\(group.id)"
            let plan = try await city.proposeDocument("flow_plan", of: unit, year: "2025-2026")
            #expect(plan.state == "to_file" && plan.holds == 1)
            let back = try await city.returnDocument(plan.id, "缺少骨干教师比例")
            #expect(back.state == "returned" && back.versions[0].filingNote == "缺少骨干教师比例")
            let rows = try await city.service.database.superuser.query(
                """
                SELECT payload FROM bus.outbox \
                WHERE type = 'taoli.registry.events.v1.DocumentReturned'
                """)
            let told = try rows.map {
                try Taoli_Registry_Events_V1_DocumentReturned(
                    serializedBytes: try $0.get("payload", as: Data.self))
            }
            #expect(told.map(\.reason) == ["缺少骨干教师比例"])
            let foreign = try await refusal {
                try await city.fileDocument(plan.id, as: .yuexiu)
            }
            #expect(foreign.slug == "not-the-bureau")
            let second = try await city.addVersion(plan.id, "补充后", as: .council(group.id))
            #expect(second.state == "to_file" && second.holds == 2)
            let old = try await refusal { try await city.fileDocument(plan.id) }
            #expect(old.slug == "version-superseded")
            let charter = try await city.proposeDocument("charter_agreement", of: unit)
            let nowhere = try await refusal { try await city.fileDocument(charter.id) }
            #expect(nowhere.slug == "filed-nowhere" && nowhere.clause == "SH-2")
        }
    }

    @Test("What is kept is what it is called, is small enough, or lies elsewhere with its digest")
    func contents() async throws {
        try await RegistryFixture.with { city in
            let unit = "group/\(try await city.unit(under: "GT").id)"
            func slug(
                _ fill: @escaping @Sendable (inout Taoli_Registry_V1_DocumentDraft) -> Void
            ) async throws -> String {
                try await refusal {
                    try await city.proposeDocument(
                        "vision_", of: unit, "愿景", as: .city, year: "", fill)
                }.slug
            }
            #expect(try await slug { $0.mediaType = "application/pdf" } == "not-pdf")
            #expect(try await slug { $0.content = Data([0xFF, 0xFE]) } == "not-text")
            #expect(try await slug { $0.content = Data("a\0b".utf8) } == "not-text")
            #expect(try await slug { $0.mediaType = "text/html" } == "unknown-value")
            #expect(try await slug { $0.reference = "档案室" } == "content-or-reference")
            #expect(try await slug { $0.content = Data() } == "content-or-reference")
            #expect(
                try await slug { $0.content = Data(count: RegistryLimits.contentMax + 1) }
                    == "content-too-large")
            #expect(try await slug { _ in } == "unknown-document-kind")
            let most = try await city.proposeDocument("overall_plan", of: unit) {
                $0.content = Data(repeating: 0x61, count: RegistryLimits.contentMax)
            }
            #expect(
                try await city.content(most.id).content.count == RegistryLimits.contentMax)
            let away = try await city.proposeDocument("quality_path", of: unit) {
                $0.content = Data()
                $0.reference = "区档案室 2025-17"
                $0.sha256 = String(repeating: "ab", count: 32)
                $0.size = 9_000_000
                $0.mediaType = "application/pdf"
            }
            #expect(away.versions[0].reference == "区档案室 2025-17" && away.holds == 1)
            let elsewhere = try await refusal { try await city.content(away.id) }
            #expect(elsewhere.slug == "kept-elsewhere")
        }
    }

    @Test("One document of a kind and time, also for two who propose at the same time")
    func unique() async throws {
        try await RegistryFixture.with { city in
            let unit = "group/\(try await city.unit(under: "SH").id)"
            let results = await withTaskGroup(of: String.self) { tasks in
                for text in ["甲", "乙"] {
                    tasks.addTask { @Sendable in
                        do {
                            return try await city.proposeDocument(
                                "pay_plan", of: unit, text, year: "2025-2026"
                            ).state
                        } catch let refusal as Refusal {
                            return refusal.slug
                        } catch {
                            return "\(error)"
                        }
                    }
                }
                return await tasks.reduce(into: []) { $0.append($1) }.sorted()
            }
            #expect(results == ["document-exists", "to_file"])
            let other = try await city.proposeDocument("pay_plan", of: unit, year: "2026-2027")
            #expect(other.period == "2026-2027")
        }
    }

    @Test("Another district sees and changes no document; the same request answers the same")
    func scope() async throws {
        try await RegistryFixture.with { city in
            let group = try await city.unit(under: "SH")
            let unit = "group/\(group.id)"
            let request = requestID()
            let document = try await city.proposeDocument(
                "charter_agreement", of: unit, request: request)
            #expect(
                try await city.proposeDocument(
                    "charter_agreement", of: unit, request: request) == document)
            let stranger = Caller.school(city.nineYear.schoolID)
            for caller in [Caller.yuexiu, stranger] {
                for read in [
                    { try await city.getDocument(document.id, as: caller) },
                    {
                        _ = try await city.content(document.id, as: caller); return document
                    },
                    {
                        _ = try await city.due(unit, "2025-2026", as: caller); return document
                    },
                ] as [@Sendable () async throws -> Taoli_Registry_V1_Document] {
                    #expect(try await refusal(read).slug == "not-found")
                }
                #expect(try await city.listDocuments(as: caller).documents.isEmpty)
                let changed = try await refusal {
                    try await city.addVersion(document.id, "外区", as: caller)
                }
                #expect(changed.slug == "not-your-unit")
            }
            let accepting = try await refusal {
                try await city.accept(document.id, as: stranger) {
                    $0.schoolID = city.second.schoolID.description
                }
            }
            #expect(accepting.slug == "not-your-school")
            #expect(
                try await city.count(
                    "SELECT count(*) FROM bus.outbox WHERE topic = 'taoli.registry.document'")
                    == 1)
        }
    }

    @Test("Lists are narrowed by unit, kind, year and state, page by page")
    func lists() async throws {
        try await RegistryFixture.with { city in
            let unit = "group/\(try await city.unit(under: "SH").id)"
            let charter = try await city.proposeDocument("charter_agreement", of: unit)
            let flow = try await city.proposeDocument("flow_plan", of: unit, year: "2025-2026")
            let pay = try await city.proposeDocument("pay_plan", of: unit, year: "2026-2027")
            _ = try await city.fileDocument(flow.id)
            func ids(
                _ fill: @escaping @Sendable (inout Taoli_Registry_V1_ListDocumentsRequest) -> Void
            ) async throws -> [String] {
                try await city.listDocuments(fill).documents.map(\.id)
            }
            #expect(try await ids { $0.unit = unit } == [pay.id, flow.id, charter.id])
            #expect(try await ids { $0.schoolYear = "2025-2026" } == [flow.id, charter.id])
            #expect(try await ids { $0.state = "to_file" } == [pay.id])
            #expect(try await ids { $0.state = "filed" } == [flow.id])
            #expect(try await ids { $0.kind = "charter_agreement" } == [charter.id])
            var seen: [String] = []
            var cursor = ""
            repeat {
                let from = cursor
                let page = try await city.listDocuments {
                    $0.page.size = 1
                    $0.page.cursor = from
                }
                seen += page.documents.map(\.id)
                cursor = page.nextCursor
            } while !cursor.isEmpty
            #expect(seen == [pay.id, flow.id, charter.id])
            let wrong = try await refusal { try await ids { $0.state = "lost" } }
            #expect(wrong.slug == "unknown-value")
        }
    }
}
