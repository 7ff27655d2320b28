import Foundation
import TaoliModels
import TaoliPolicy
import Testing

@testable import RegistryCore

/// Every rule of composition and terms of every pack sees one figure that it allows and the next
/// that it does not; and one number edited changes that one decision and no other. Seats, votes,
/// chains and coverage have boundaries of their own in `PostTests`, `VoteTests`, `ChainWalkTests`
/// and `CoverageCountTests`.
@Suite("Each rule of each pack at its boundary")
struct RuleBoundaryTests {
    @Test(
        "XN-1 XN-3 XN-21 XN-31 TC-3 GT-1 GT-11 JD-13 SH-8: what it allows is allowed, the next is told",
        arguments: RuleBoundaries.packs)
    func boundaries(_ id: String) {
        let pack = CaseExamples.pack(id)
        let inputs = RuleBoundaries.inputs(pack)
        for input in inputs {
            let told = input.told(by: pack)[input.rule]
            #expect((told == nil) == input.isKept, "\(input.rule) \(input.figure)")
        }
        for rule in RuleBoundaries.rules(pack) {
            let tried = Set(inputs.filter { $0.rule == rule }.map(\.isKept))
            #expect(tried == [true, false], "\(rule) is tried on both sides")
        }
    }

    @Test(
        "What is told has the strength and the clause of its rule", arguments: RuleBoundaries.packs)
    func strengths(_ id: String) {
        let pack = CaseExamples.pack(id)
        let section = pack[CompositionSection.self]
        let strengths =
            section.limits.map { ($0.source.rule, $0.strength) }
            + section.conditions.map { ($0.source.rule, $0.strength) }
            + pack[TermsSection.self].lengths.map { ($0.source.rule, $0.strength) }
        let byRule = Dictionary(uniqueKeysWithValues: strengths)
        for input in RuleBoundaries.inputs(pack) where !input.isKept {
            #expect(input.told(by: pack)[input.rule] == byRule[input.rule])
        }
    }

    /// A line of Xingning's pack with one number changed, and the figure of which the decision
    /// changes with it.
    static let edits: [(String, String, String, String)] = [
        ("measure: sites, at_most: 10", "measure: sites, at_most: 11", "limits.schools_max", "11"),
        ("measure: sites, at_most: 10", "measure: sites, at_most: 9", "limits.schools_max", "10"),
        (
            "mode: close_knit, at_most: 5", "mode: close_knit, at_most: 6", "limits.close_knit_max",
            "6"
        ),
        (
            "mode: close_knit, at_most: 0", "mode: close_knit, at_most: 1",
            "limits.close_knit_stays", "1"
        ),
        ("measure: leads, at_most: 1", "measure: leads, at_most: 2", "limits.leads_max", "2"),
        ("measure: leads, at_least: 1", "measure: leads, at_least: 0", "limits.leads_min", "0"),
        ("years: {from: 3, to: 6}", "years: {from: 3, to: 7}", "lengths.term", "entrusted 7"),
        ("years: {from: 3, to: 6}", "years: {from: 2, to: 6}", "lengths.term", "entrusted 2"),
        ("years: {from: 0, to: 3}", "years: {from: 0, to: 4}", "lengths.extension", "entrusted 4"),
    ]

    @Test(
        "XN-3 XN-21: one number in the pack changes one decision, and this test says which",
        arguments: edits)
    func oneNumber(_ old: String, _ new: String, _ rule: String, _ figure: String) throws {
        let shipped = CaseExamples.pack("XN")
        let edited = try Self.edited(old, new)
        #expect(PolicyDifference.between(shipped, edited).count == 1)
        let changed = RuleBoundaries.inputs(shipped).flatMap { input -> [String] in
            let (before, after) = (input.told(by: shipped), input.told(by: edited))
            return Set(before.keys).symmetricDifference(after.keys).map {
                "\($0) \(input.rule == $0 ? input.figure : "elsewhere")"
            }
        }
        let path = "composition.\(rule)"
        let own = rule.hasPrefix("lengths") ? "terms.\(rule)" : path
        #expect(changed.filter { !$0.hasSuffix("elsewhere") } == ["\(own) \(figure)"])
        #expect(changed.allSatisfy { $0.hasPrefix(own + " ") }, "\(changed)")
    }

    @Test(
        "XN-3: with nine instead of ten the tenth school's case stops at the government, no earlier"
    )
    func oneCase() throws {
        let edited = try Self.edited("measure: sites, at_most: 10", "measure: sites, at_most: 9")
        for (pack, slug) in [(CaseExamples.pack("XN"), nil), (edited, "rule-needs-exception")] {
            let chain = try #require(pack[ChainsSection.self].chains.first { $0.id == "J" })
            var walk = try CaseWalk(
                pack: pack, chain: chain, input: CaseExamples.unit(members: 8))
            for step in ["J.1", "J.2", "J.3"] { try walk.take(walk.answer(step)) }
            #expect(try walk.refusal(walk.answer("J.4"))?.slug == slug)
        }
    }

    private static func edited(_ old: String, _ new: String) throws -> PolicyPack {
        let shipped = try #require(PolicyPacks.files.first { $0.name == "XN.yaml" })
        let text = String(decoding: shipped.bytes, as: UTF8.self)
        #expect(text.components(separatedBy: old).count == 2, "\(old) stands once")
        return try PolicyPack.load(Data(text.replacing(old, with: new).utf8), file: "XN.yaml")
    }
}
