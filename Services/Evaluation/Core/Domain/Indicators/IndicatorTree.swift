package import TaoliModels

/// A tree of indicators: branches add up their children by weights that sum to 1 exactly, leaves
/// are measured or scored by a panel, veto items stand apart and are never set off against a score.
package struct IndicatorTree: Hashable, Sendable {
    /// A branch or a leaf.
    package struct Node: Hashable, Sendable {
        /// Unique in the tree, stable, e.g. `course-teaching`.
        package let id: String
        /// As people read it.
        package let name: Wording
        /// Among its siblings; the root's is 1.
        package let weight: IndicatorWeight
        package let content: Content

        package init(id: String, name: Wording, weight: IndicatorWeight, content: Content) {
            self.id = id
            self.name = name
            self.weight = weight
            self.content = content
        }
    }

    /// What a node consists of.
    package indirect enum Content: Hashable, Sendable {
        /// Not empty.
        case branch([Node])
        /// How it is measured, and whether it counts only with evidence.
        case leaf(IndicatorScale, needsEvidence: Bool)
    }

    /// Something that must not have happened, whatever the score is.
    package struct Veto: Hashable, Sendable {
        /// Unique in the tree.
        package let id: String
        /// As people read it.
        package let name: Wording
        /// The clause it rests on.
        package let clause: String

        package init(id: String, name: Wording, clause: String) {
            self.id = id
            self.name = name
            self.clause = clause
        }
    }

    /// The whole; its weight is 1.
    package let root: Node
    /// Apart from the score.
    package let vetoes: [Veto]

    /// - Throws: `Refusal` with slug `weights-do-not-sum`, `empty-branch`, `unusable-scale` or
    ///   `id-twice`, naming the node.
    package init(root: Node, vetoes: [Veto] = []) throws(Refusal) {
        self.root = root
        self.vetoes = vetoes
        var ids: Set<String> = []
        try IndicatorTree.check(root, &ids)
        for veto in vetoes where !ids.insert(veto.id).inserted {
            throw IndicatorTree.refusal(
                "id-twice", veto.id,
                Wording("编号“\(veto.id)”出现两次", "the id \"\(veto.id)\" stands there twice"))
        }
        guard IndicatorWeight.sumToOne([root.weight]) else {
            throw IndicatorTree.weightsRefusal(root.id, [root.weight])
        }
    }

    /// All leaves, from first to last.
    package var leaves: [Node] {
        func leaves(_ node: Node) -> [Node] {
            if case .branch(let children) = node.content { return children.flatMap(leaves) }
            return [node]
        }
        return leaves(root)
    }

    private static func check(_ node: Node, _ ids: inout Set<String>) throws(Refusal) {
        guard ids.insert(node.id).inserted else {
            throw refusal(
                "id-twice", node.id,
                Wording("编号“\(node.id)”出现两次", "the id \"\(node.id)\" stands there twice"))
        }
        switch node.content {
        case .leaf(let scale, _):
            guard scale.isUsable else {
                throw refusal(
                    "unusable-scale", node.id,
                    Wording(
                        "“\(node.id)”的评分区间不能使用", "the scale of \"\(node.id)\" cannot be used"))
            }
        case .branch(let children):
            guard !children.isEmpty else {
                throw refusal(
                    "empty-branch", node.id,
                    Wording("“\(node.id)”没有下级指标", "\"\(node.id)\" has no indicators below it"))
            }
            guard IndicatorWeight.sumToOne(children.map(\.weight)),
                children.allSatisfy({ $0.weight.share.numerator > 0 })
            else { throw weightsRefusal(node.id, children.map(\.weight)) }
            for child in children { try check(child, &ids) }
        }
    }

    private static func weightsRefusal(_ id: String, _ weights: [IndicatorWeight]) -> Refusal {
        let sum = IndicatorWeight.sum(weights).map(\.description) ?? "?"
        return refusal(
            "weights-do-not-sum", id,
            Wording(
                "“\(id)”各下级权重之和是 \(sum)，不是 1",
                "the weights below \"\(id)\" are not positive or sum to \(sum), not to 1"))
    }

    private static func refusal(_ slug: String, _ id: String, _ what: Wording) -> Refusal {
        Refusal(
            .invalid, slug, field: id, what: what,
            next: Wording("请改正指标体系后再用。", "Correct the tree of indicators."))
    }
}
