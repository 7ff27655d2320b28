import Foundation
import GRPCCore
import TaoliModels
import Testing

@testable import TaoliRuntime

@Suite("Reading requests")
struct InputTests {
    private let now = Date(timeIntervalSince1970: 1_800_000_000)

    private func slug(_ body: () throws -> some Any) -> String? {
        do {
            _ = try body()
            return nil
        } catch {
            return (error as? Refusal)?.slug
        }
    }

    @Test("An id must be there and be an id; the refusal names the field")
    func ids() throws {
        #expect(slug { try Input.id("school_id", "", as: SchoolID.self) } == "missing-field")
        #expect(slug { try Input.id("school_id", "x", as: SchoolID.self) } == "invalid-id")
        let id = UUID.version7().uuidString.lowercased()
        #expect(try Input.id("school_id", id, as: SchoolID.self).description == id)
        let refusal = #expect(throws: Refusal.self) {
            try Input.id("school_id", "", as: SchoolID.self)
        }
        #expect(refusal?.field == "school_id")
        #expect(refusal?.kind == .invalid)
    }

    @Test("A text is trimmed, counted in characters, and holds no NUL")
    func texts() throws {
        #expect(try Input.text("name", "  越秀 ", max: 2) == "越秀")
        #expect(slug { try Input.text("name", "   ", max: 5) } == "missing-field")
        #expect(slug { try Input.text("name", "越秀区", max: 2) } == "too-long")
        #expect(slug { try Input.text("name", "a\u{0}b", max: 9) } == "control-character")
        #expect(try Input.optionalText("note", "", max: 5) == nil)
    }

    @Test("A value outside a closed set is refused with the known ones")
    func known() {
        let refusal = #expect(throws: Refusal.self) {
            try Input.known("role", Optional<Int>.none, allowed: ["lead", "member"])
        }
        #expect(refusal?.what.english.contains("lead, member") == true)
    }

    @Test("Differences between rules and methods are listed, each with what is wrong")
    func rules() {
        let rules = AuthorizationRules([
            ("s.A/One", .open), ("s.A/Gone", .open), ("s.A/Two", .open), ("s.A/Two", .signedIn),
        ])
        let served = ["One", "Two", "Three"].map {
            MethodDescriptor(fullyQualifiedService: "s.A", method: $0)
        }
        #expect(
            rules.differences(from: served) == [
                "no rule for s.A/Three", "rule for s.A/Gone, which is not served",
                "more than one rule for s.A/Two",
            ])
        let health = CallServer.methods(of: [HealthService(board: HealthBoard())])
        #expect(HealthService.rules.differences(from: health).isEmpty)
    }

    @Test("A caller may ask for less time than the limit, never for more")
    func deadlines() {
        let policy = DeadlinePolicy(bulkMethods: ["s.A/Bulk"], endlessMethods: ["s.A/Tail"])
        #expect(policy.limit(method: "s.A/One", requested: nil) == .seconds(5))
        #expect(policy.limit(method: "s.A/One", requested: .seconds(1)) == .seconds(1))
        #expect(policy.limit(method: "s.A/One", requested: .seconds(60)) == .seconds(5))
        #expect(policy.limit(method: "s.A/Bulk", requested: .seconds(60)) == .seconds(30))
        #expect(policy.limit(method: "s.A/Tail", requested: nil) == nil)
        #expect(DeadlinePolicy.parse("250m") == .milliseconds(250))
        #expect(DeadlinePolicy.parse("5S") == .seconds(5))
        for text in ["", "5", "S", "-1S", "5x", "1234567890S"] {
            #expect(DeadlinePolicy.parse(text) == nil)
        }
    }
}
