import EvaluationCore
import TaoliModels
import Testing

@Suite("Indicator trees")
struct IndicatorTests {
    private func weight(_ top: Int, _ bottom: Int) -> IndicatorWeight {
        IndicatorWeight(ExactShare(top, of: bottom))
    }

    private func leaf(
        _ id: String, _ weight: IndicatorWeight, _ scale: IndicatorScale, evidence: Bool = false
    ) -> IndicatorTree.Node {
        IndicatorTree.Node(
            id: id, name: Wording(id, id), weight: weight,
            content: .leaf(scale, needsEvidence: evidence))
    }

    private func branch(
        _ id: String, _ weight: IndicatorWeight, _ children: [IndicatorTree.Node]
    ) -> IndicatorTree.Node {
        IndicatorTree.Node(
            id: id, name: Wording(id, id), weight: weight, content: .branch(children))
    }

    /// Thirds, of which one is a branch of a panel and a limit.
    private func tree() throws -> IndicatorTree {
        try IndicatorTree(
            root: branch(
                "整体", weight(1, 1),
                [
                    leaf("pass", weight(1, 3), .target(0.99)),
                    leaf("absence", weight(1, 3), .minMax(worst: 0.2, best: 0)),
                    branch(
                        "soft", weight(1, 3),
                        [
                            leaf("panel", weight(60, 100), .panel(full: 10), evidence: true),
                            leaf("spread", weight(2, 5), .limit(0.5)),
                        ]),
                ]),
            vetoes: [.init(id: "accident", name: Wording("事故", "accident"), clause: "SH-13")])
    }

    private var complete: IndicatorInputs {
        IndicatorInputs(
            found: [
                "pass": .value(0.495), "absence": .value(0.05), "panel": .panel([6, 8, 10]),
                "spread": .value(0.625),
            ], evidenced: ["panel"])
    }

    @Test("Scores follow direction, target, limit and panel, and add up by exact weights")
    func scores() throws {
        let assessment = Assessment(try tree(), complete)
        let children = assessment.result.children
        #expect(children[0].score == 50)
        #expect(abs((children[1].score ?? 0) - 75) < 1e-12)
        #expect(children[2].children.map(\.score) == [80, 80])
        let panel = children[2].children[0].panel
        #expect(panel?.count == 3 && panel?.range == 6...10 && panel?.deviation == 2)
        #expect(abs((assessment.result.score ?? 0) - (50 + 75 + 80) / 3) < 1e-12)
        #expect(assessment.result.covered == 1)
    }

    @Test("A scale goes no further than its ends")
    func clipped() throws {
        let tree = try IndicatorTree(root: leaf("a", weight(1, 1), .minMax(worst: 1, best: 2)))
        func score(_ value: Double) -> Double? {
            Assessment(tree, IndicatorInputs(found: ["a": .value(value)])).result.score
        }
        #expect([0, 1, 1.5, 2, 9].map(score) == [0, 0, 50, 100, 100])
        #expect(score(.nan) == nil)
    }

    @Test("What is missing, without evidence or impossible is marked and never counted as 0")
    func missing() throws {
        let inputs = IndicatorInputs(
            found: ["absence": .value(0.1), "panel": .panel([9]), "spread": .panel([1])])
        let result = Assessment(try tree(), inputs).result
        #expect(result.children[0].gap == .missing)
        #expect(result.children[2].children.map(\.gap) == [.noEvidence, .invalid])
        #expect(result.children[2].score == nil && result.children[2].covered == 0)
        #expect(abs((result.score ?? 0) - 50) < 1e-12)
        #expect(abs(result.covered - 1.0 / 3) < 1e-15)
        let none = Assessment(try tree(), IndicatorInputs(found: [:])).result
        #expect(none.score == nil && none.covered == 0)
        let outside = IndicatorInputs(found: ["panel": .panel([11])], evidenced: ["panel"])
        #expect(Assessment(try tree(), outside).result.children[2].children[0].gap == .invalid)
    }

    @Test("A veto stands beside the score and does not change it; unknown ids are told")
    func vetoes() throws {
        let plain = Assessment(try tree(), complete)
        let vetoed = Assessment(
            try tree(),
            IndicatorInputs(
                found: complete.found.merging(["other": .value(1)]) { one, _ in one },
                evidenced: complete.evidenced, vetoed: ["accident", "flood"]))
        #expect(plain.vetoes.isEmpty && plain.unknown.isEmpty)
        #expect(vetoed.vetoes == ["accident"])
        #expect(vetoed.unknown == ["flood", "other"])
        #expect(vetoed.result == plain.result)
    }

    @Test("Weights that do not sum to exactly 1 are refused, also by a little; thirds are not")
    func weights() throws {
        func slug(_ children: [IndicatorTree.Node]) -> String? {
            do {
                _ = try IndicatorTree(root: branch("root", weight(1, 1), children))
                return nil
            } catch {
                return error.slug
            }
        }
        let scale = IndicatorScale.target(1)
        #expect(slug((0..<3).map { leaf("\($0)", weight(1, 3), scale) }) == nil)
        #expect(slug((0..<3).map { leaf("\($0)", weight(3333, 10_000), scale) }) != nil)
        #expect(
            slug([
                leaf("a", weight(999_999_999, 1_000_000_000), scale),
                leaf("b", weight(2, 1_000_000_000), scale),
            ]) == "weights-do-not-sum")
        #expect(slug([leaf("a", weight(0, 1), scale), leaf("b", weight(1, 1), scale)]) != nil)
        #expect(slug([]) == "empty-branch")
        #expect(slug([leaf("root", weight(1, 1), scale)]) == "id-twice")
        #expect(slug([leaf("a", weight(1, 1), .minMax(worst: 1, best: 1))]) == "unusable-scale")
        #expect(slug([leaf("a", weight(1, 1), .target(0))]) == "unusable-scale")
        #expect(throws: Refusal.self) {
            try IndicatorTree(root: leaf("a", weight(1, 2), scale))
        }
    }

    @Test("A frozen cycle is computed again to the same bytes, and any change shows")
    func frozen() throws {
        let tree = try tree()
        let inputs = ["甲校": complete, "乙校": IndicatorInputs(found: ["pass": .value(1)])]
        let cycle = FrozenCycle(
            cycle: "2025-2026", packVersion: "SH 3", tree: tree, inputs: inputs)
        for _ in 0..<20 {
            // Dictionaries and sets have another order in each copy.
            let again = Dictionary(uniqueKeysWithValues: inputs.shuffled())
            #expect(
                cycle.isReproduced(
                    cycle: "2025-2026", packVersion: "SH 3", tree: tree, inputs: again))
        }
        var changed = inputs
        changed["乙校"] = IndicatorInputs(found: ["pass": .value(1.0.nextUp)])
        let other = FrozenCycle(
            cycle: "2025-2026", packVersion: "SH 3", tree: tree, inputs: changed)
        #expect(other.inputsHash != cycle.inputsHash && other.hash != cycle.hash)
        let later = FrozenCycle(
            cycle: "2025-2026", packVersion: "SH 4", tree: tree, inputs: inputs)
        #expect(later.inputsHash == cycle.inputsHash && later.hash != cycle.hash)
    }

    @Test("The digest is SHA-256, and a field cannot forge a line")
    func digest() throws {
        // No inputs at all: the digest of the empty text (FIPS 180-4 examples, NIST).
        let empty = FrozenCycle(cycle: "c", packVersion: "p", tree: try tree(), inputs: [:])
        #expect(
            empty.inputsHash
                == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        let forged = FrozenCycle(
            cycle: "c\npack\tq", packVersion: "p", tree: try tree(), inputs: [:])
        #expect(forged.text.hasPrefix("cycle\tc\\npack\\tq\npack\tp\n"))
    }

    @Test("Unit and own score are bundled by exact weights (捆绑式)")
    func bundled() {
        let (three, two) = (weight(3, 5), weight(2, 5))
        #expect(Assessment.bundled(unit: 80, weight: three, own: 90, weight: two) == 84)
        #expect(Assessment.bundled(unit: 80, weight: three, own: nil, weight: two) == nil)
        #expect(Assessment.bundled(unit: 80, weight: three, own: 90, weight: three) == nil)
    }
}
