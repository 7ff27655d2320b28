/// A node's score with what it rests on, and its children's.
package struct IndicatorResult: Hashable, Sendable {
    /// How the members of a panel differ.
    package struct Panel: Hashable, Sendable {
        /// Members who scored.
        package let count: Int
        /// Lowest and highest score, on the panel's own scale.
        package let range: ClosedRange<Double>
        /// Standard deviation with n − 1; `nil` for one member.
        package let deviation: Double?
    }

    /// Why a leaf has no score.
    package enum Gap: String, CaseIterable, Sendable {
        /// Nothing was found.
        case missing
        /// The evidence that is asked for is not filed.
        case noEvidence = "no_evidence"
        /// A number that cannot be: not finite, or a panel's score off its scale.
        case invalid
    }

    /// The node's id.
    package let id: String
    /// 0 … 100 over the leaves that have a score; `nil` when none has.
    package let score: Double?
    /// The share of the node's weight for which there is a score, 1 when nothing is missing.
    package let covered: Double
    /// Why a leaf has no score; `nil` for branches and scored leaves.
    package let gap: Gap?
    /// The spread of a panel; `nil` for all else.
    package let panel: Panel?
    /// Empty for leaves.
    package let children: [IndicatorResult]

    /// The score of a node.
    init(_ node: IndicatorTree.Node, _ inputs: IndicatorInputs) {
        id = node.id
        switch node.content {
        case .leaf(let scale, let needsEvidence):
            let leaf = Leaf(node.id, scale, needsEvidence, inputs)
            score = leaf.score
            covered = leaf.score == nil ? 0 : 1
            gap = leaf.gap
            panel = leaf.panel
            children = []
        case .branch(let nodes):
            let results = nodes.map { IndicatorResult($0, inputs) }
            var sum = 0.0
            var covered = 0.0
            for (node, result) in zip(nodes, results) {
                guard let score = result.score else { continue }
                let weight = node.weight.share.value * result.covered
                sum += weight * score
                covered += weight
            }
            let isComplete = results.allSatisfy { $0.covered == 1 }
            // Weights sum to 1 exactly, though their nearest numbers may not.
            self.covered = isComplete ? 1 : covered
            score = covered > 0 ? sum / covered : nil
            gap = nil
            panel = nil
            children = results
        }
    }

    private struct Leaf {
        var score: Double?
        var gap: Gap?
        var panel: Panel?

        init(
            _ id: String, _ scale: IndicatorScale, _ needsEvidence: Bool, _ inputs: IndicatorInputs
        ) {
            guard let input = inputs.found[id] else {
                gap = .missing
                return
            }
            switch (input, scale) {
            case (.value(let value), .minMax), (.value(let value), .target),
                (.value(let value), .limit):
                if value.isFinite { score = scale.score(value) } else { gap = .invalid }
            case (.panel(let scores), .panel(let full)):
                guard !scores.isEmpty else {
                    gap = .missing
                    return
                }
                guard scores.allSatisfy({ $0 >= 0 && $0 <= full }) else {
                    gap = .invalid
                    return
                }
                let found = Panel(scores)
                panel = found
                score = scale.score(scores.reduce(0, +) / Double(scores.count))
            default: gap = .invalid
            }
            if score != nil, needsEvidence, !inputs.evidenced.contains(id) {
                score = nil
                gap = .noEvidence
            }
        }
    }
}

extension IndicatorResult.Panel {
    /// - Parameter scores: finite, not empty.
    fileprivate init(_ scores: [Double]) {
        let mean = scores.reduce(0, +) / Double(scores.count)
        let squares = scores.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        let low = scores.reduce(.infinity) { Swift.min($0, $1) }
        let high = scores.reduce(-.infinity) { Swift.max($0, $1) }
        self.init(
            count: scores.count, range: low...high,
            deviation: scores.count > 1
                ? (squares / Double(scores.count - 1)).squareRoot() : nil)
    }
}
