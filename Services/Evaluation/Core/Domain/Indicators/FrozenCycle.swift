/// A cycle of assessment as it was decided: tree, inputs and results in one text whose bytes are the
/// same whenever it is computed again, and a digest over it.
package struct FrozenCycle: Hashable, Sendable {
    /// The frozen text: lines of fields, sorted where order means nothing.
    package let text: String
    /// SHA-256 of the inputs' part of the text, in hexadecimal.
    package let inputsHash: String
    /// SHA-256 of the whole text, in hexadecimal.
    package let hash: String

    /// - Parameters:
    ///   - cycle: its name, e.g. `2025-2026`.
    ///   - packVersion: of the policy pack that the tree stands in.
    ///   - inputs: by subject, e.g. a school's id.
    package init(
        cycle: String, packVersion: String, tree: IndicatorTree, inputs: [String: IndicatorInputs]
    ) {
        let subjects = inputs.sorted { ByteOrder.isBefore($0.key, $1.key) }
        var inputLines: [String] = []
        var resultLines: [String] = []
        for (subject, found) in subjects {
            inputLines += FrozenCycle.lines(subject, found)
            let assessment = Assessment(tree, found)
            resultLines += FrozenCycle.lines(subject, assessment.result)
            for veto in assessment.vetoes { resultLines.append(line("veto", subject, veto)) }
            for id in assessment.unknown { resultLines.append(line("unknown", subject, id)) }
        }
        let treeLines =
            FrozenCycle.lines(tree.root, under: "")
            + tree.vetoes.map { line("veto-item", $0.id, $0.clause) }
        let head = [line("cycle", cycle), line("pack", packVersion)]
        inputsHash = SHA256Digest.hexadecimal(Array(inputLines.joined().utf8))
        text = (head + treeLines + inputLines + resultLines).joined()
        hash = SHA256Digest.hexadecimal(Array(text.utf8))
    }

    /// Whether the same inputs under the same tree give the same bytes again.
    package func isReproduced(
        cycle: String, packVersion: String, tree: IndicatorTree, inputs: [String: IndicatorInputs]
    ) -> Bool {
        FrozenCycle(cycle: cycle, packVersion: packVersion, tree: tree, inputs: inputs).text == text
    }

    private static func lines(_ node: IndicatorTree.Node, under parent: String) -> [String] {
        switch node.content {
        case .leaf(let scale, let needsEvidence):
            [
                line(
                    "leaf", node.id, parent, node.weight.share.description, scale.canonical,
                    needsEvidence ? "evidence" : "")
            ]
        case .branch(let children):
            [line("branch", node.id, parent, node.weight.share.description)]
                + children.flatMap { lines($0, under: node.id) }
        }
    }

    private static func lines(_ subject: String, _ inputs: IndicatorInputs) -> [String] {
        let found = inputs.found.sorted { ByteOrder.isBefore($0.key, $1.key) }.map { id, input in
            switch input {
            case .value(let value): line("value", subject, id, "\(value)")
            case .panel(let scores):
                line("panel", subject, id, scores.map { "\($0)" }.joined(separator: " "))
            }
        }
        return found
            + inputs.evidenced.sorted(by: ByteOrder.isBefore).map { line("evidence", subject, $0) }
            + inputs.vetoed.sorted(by: ByteOrder.isBefore).map { line("vetoed", subject, $0) }
    }

    private static func lines(_ subject: String, _ result: IndicatorResult) -> [String] {
        [
            line(
                "score", subject, result.id, result.score.map { "\($0)" } ?? "",
                "\(result.covered)", result.gap?.rawValue ?? "")
        ] + result.children.flatMap { lines(subject, $0) }
    }
}

/// One line of a frozen text: fields by tabs; tabs, line ends and backslashes in them are escaped.
private func line(_ fields: String...) -> String {
    fields.map { field in
        field.replacing("\\", with: "\\\\").replacing("\t", with: "\\t")
            .replacing("\n", with: "\\n").replacing("\r", with: "\\r")
    }.joined(separator: "\t") + "\n"
}
