import Foundation
import TaoliModels
import TaoliPolicy
import Testing

/// A pack that contradicts itself does not load, and the error names line, rule and the nearest
/// right.
@Suite("Mistakes in a pack")
struct PackMistakeTests {
    /// The problems of Xingning's pack after one replacement.
    private func problems(_ old: String, _ new: String) throws -> [PolicyProblem] {
        let bytes = try XingningText.replacing(old, with: new)
        do {
            _ = try PolicyPack.load(bytes, file: "mine.yaml")
            return []
        } catch {
            return error.problems
        }
    }

    /// The only problem after one replacement.
    private func problem(_ old: String, _ new: String) throws -> PolicyProblem {
        let found = try problems(old, new)
        let first = try #require(found.first)
        #expect(found.count == 1, "\(found.map { "\($0.line) \($0.rule) \($0.what.english)" })")
        #expect(first.file == "mine.yaml")
        #expect(!first.what.chinese.isEmpty && !first.fix.chinese.isEmpty)
        return first
    }

    @Test("A key that is not known is named with the nearest that is")
    func unknownKey() throws {
        let found = try problem(
            "measure: sites, at_most: 10", "measure: sites, at_mosst: 10, at_most: 10")
        #expect(found.rule == "composition.limits.schools_max")
        #expect(found.line == (try XingningText.line(of: "id: schools_max")))
        #expect(found.fix.english.contains("at_most"))
    }

    @Test("A rule without clause and without ours is refused, and so is one with both")
    func origin() throws {
        let bare = try problem("strength: exception, clause: XN-3", "strength: exception")
        #expect(bare.rule == "composition.limits.schools_max")
        let both = try problem(
            "strength: exception, clause: XN-3", "strength: exception, clause: XN-3, ours: x")
        #expect(both.what == bare.what)
    }

    @Test("A clause that nobody gave out is refused with the nearest")
    func clause() throws {
        let found = try problem(
            "strength: exception, clause: XN-3", "strength: exception, clause: XN-337")
        #expect(found.rule == "composition.limits.schools_max.clause")
        #expect(found.fix.english.contains("XN-3"))
    }

    @Test("A value that is none of its kind is refused with the nearest")
    func value() throws {
        let found = try problem("measure: sites, at_most: 10", "measure: site, at_most: 10")
        #expect(found.fix.english.contains("sites"))
    }

    @Test("A number out of bounds names the bounds", arguments: ["-1", "ten", "1001"])
    func number(_ text: String) throws {
        let found = try problems("measure: sites, at_most: 10", "measure: sites, at_most: \(text)")
        #expect(found.contains { $0.fix.english.contains("0 to 1000") })
    }

    @Test("A limit has one bound, and a mode only where one is counted")
    func limit() throws {
        _ = try problem("at_most: 10, strength", "at_most: 10, at_least: 2, strength")
        _ = try problem(
            "measure: sites, at_most: 10", "measure: sites, mode: entrusted, at_most: 10")
    }

    @Test("An actor, a paper, a vote, a mode and a fragment must be defined")
    func references() throws {
        let actor = try problem(
            "id: J.3, act: review, by: bureau", "id: J.3, act: review, by: burea")
        #expect(actor.rule == "chains.chains.J.steps.J.3" && actor.fix.english.contains("bureau"))
        _ = try problem(
            "needs: [joins_direction, shares_philosophy, premises_staff], guards: [conditions, term], clause: XN-11}\n        - {id: J.2",
            "needs: [join_direction], guards: [conditions, term], clause: XN-11}\n        - {id: J.2"
        )
        _ = try problem("vote: general_session, needs", "vote: session, needs")
        _ = try problem("mode: close_knit, at_most: 5", "mode: close_knot, at_most: 5")
        #expect(
            try !problems(
                "ground: [veto]}\n      clause: XN-20\n      effect: {kind: membership_ended, at: [X.3a, X.3b]}",
                "ground: [veto]}\n      clause: XN-20\n      effect: {kind: membership_ended, at: [X.9]}"
            ).isEmpty)
    }

    @Test("A step never waits for one below it, so no case waits for ever")
    func order() throws {
        let found = try problem(
            "id: F.2, act: agree, by: lead, name: {zh: 费用协商, en: agree costs}, needs: [fee_agreement], after: [F.1]",
            "id: F.2, act: agree, by: lead, name: {zh: 费用协商, en: agree costs}, needs: [fee_agreement], after: [F.4]"
        )
        #expect(found.rule == "chains.chains.F.steps.F.2")
    }

    @Test("Two chains for the same case are refused")
    func overlap() throws {
        let found = try problems(
            "when: {locality: [across_districts], built: true}", "when: {built: true}")
        #expect(found.map(\.rule) == ["chains.chains.JX", "chains.chains.JM"])
    }

    @Test("A decision by somebody without account asks for its paper")
    func paper() throws {
        let found = try problem(
            "id: VT.3, act: consent, by: government, name: {zh: 同级政府同意, en: same-level government consents}, needs: [consent]",
            "id: VT.3, act: consent, by: government, name: {zh: 同级政府同意, en: same-level government consents}"
        )
        #expect(found.rule == "chains.chains.VT.steps.VT.3")
    }

    @Test("A range that is upside down is refused")
    func range() throws {
        _ = try problem("years: {from: 3, to: 6}", "years: {from: 6, to: 3}")
    }

    @Test(
        "XN-15: a deadline counts from the day of effect behind the steps that bring it about only",
        arguments: [
            (
                "{id: J.3, act: review, by: bureau,",
                "{id: J.3, act: review, by: bureau, days: 20, counts_from: effect,", "J.3", "after"
            ),
            (
                "{id: J.6a, act: task, by: importing_bureau, days: 0,",
                "{id: J.6a, act: task, by: importing_bureau,", "J.6a.counts_from", "days:"
            ),
            (
                "{id: J.6a, act: task, by: importing_bureau, days: 0, counts_from: effect,",
                "{id: J.6a, act: task, by: importing_bureau, days: 0, counts_from: efect,",
                "J.6a.counts_from", "effect"
            ),
        ])
    func countsFrom(_ old: String, _ new: String, _ rule: String, _ fix: String) throws {
        let found = try problem(old, new)
        #expect(found.rule == "chains.chains.J.steps.\(rule)")
        #expect(found.fix.english.contains(fix))
    }

    @Test(
        "XN-9: only a task is optional, and what a no does there is not the pack's to say",
        arguments: [
            (
                "{id: J.4, act: consent, by: government,",
                "{id: J.4, act: consent, by: government, optional: true,", "J.4.optional"
            ),
            (
                "{id: J.6b, act: task, by: member, optional: true,",
                "{id: J.6b, act: task, by: member, optional: true, refusal: waits,",
                "J.6b.refusal"
            ),
            (
                "{id: J.6b, act: task, by: member, optional: true,",
                "{id: J.6b, act: task, by: member, optional: maybe,", "J.6b.optional"
            ),
        ])
    func optional(_ old: String, _ new: String, _ rule: String) throws {
        #expect(try problem(old, new).rule == "chains.chains.J.steps.\(rule)")
    }

    @Test("What is no YAML is refused with line and column; so is a key that stands twice")
    func yaml() throws {
        let broken = try #require(try problems("units:\n  kinds:", "units: [\n  kinds:").first)
        #expect(broken.line > 0)
        let twice = try #require(
            try problems("pack: XN\n", "pack: XN\npack: XN\n").first)
        #expect(twice.what.english.contains("pack"))
    }

    @Test("An empty file, bytes that are no UTF-8 and a file beyond a megabyte are refused")
    func files() {
        for bytes in [Data(), Data([0xFF, 0xFE, 0x00]), Data(repeating: 35, count: 1 << 21)] {
            #expect(throws: PolicyProblems.self) {
                try PolicyPack.load(bytes, file: "x.yaml")
            }
        }
    }

    @Test("One look finds every mistake, in the order of the file")
    func all() throws {
        let bytes = try XingningText.replacing(
            "measure: sites, at_most: 10", with: "measure: sitez")
        let text = String(decoding: bytes, as: UTF8.self)
            .replacingOccurrences(of: "years: {from: 3, to: 6}", with: "years: {from: 6, to: 3}")
        do {
            _ = try PolicyPack.load(Data(text.utf8), file: "x.yaml")
            Issue.record("it loads")
        } catch {
            #expect(error.problems.count >= 3)
            #expect(error.problems.map(\.line) == error.problems.map(\.line).sorted())
        }
    }
}

/// Xingning's pack as text.
enum XingningText {
    static func text() throws -> String {
        let file = try #require(PolicyPacks.files.first { $0.name == "XN.yaml" })
        return String(decoding: file.bytes, as: UTF8.self)
    }

    static func replacing(_ old: String, with new: String) throws -> Data {
        let text = try text()
        try #require(text.contains(old), "the pack does not hold \(old)")
        return Data(text.replacingOccurrences(of: old, with: new).utf8)
    }

    static func line(of part: String) throws -> Int {
        let lines = try text().split(separator: "\n", omittingEmptySubsequences: false)
        return try #require(lines.firstIndex { $0.contains(part) }) + 1
    }
}
