/// A part of a search that is not yet looked at.
final class SearchNode {
    /// `nil` for the whole search.
    let branch: Branch?
    private let parent: SearchNode?
    private let depth: Int
    /// No solution in it is better.
    var bound: Int

    /// The whole search.
    init(bound: Int) {
        branch = nil
        parent = nil
        depth = 0
        self.bound = bound
    }

    init(_ branch: Branch, below parent: SearchNode, bound: Int) {
        self.branch = branch
        self.parent = parent
        depth = parent.depth + 1
        self.bound = bound
    }

    /// The nodes from the root's child down to this one.
    var path: [SearchNode] {
        var nodes: [SearchNode] = []
        nodes.reserveCapacity(depth)
        var node: SearchNode? = self
        while let step = node, step.branch != nil {
            nodes.append(step)
            node = step.parent
        }
        return nodes.reversed()
    }
}

/// The parts of a search that wait.
struct OpenNodes {
    /// The last one is what depth first goes on with.
    private var nodes: [SearchNode] = []
    /// Whether the last node came from the part looked at just before: going on with it is cheap.
    private var isPlunging = false

    /// The least bound of all.
    var leastBound: Int? { nodes.lazy.map(\.bound).min() }

    mutating func push(_ node: SearchNode) {
        nodes.append(node)
        isPlunging = true
    }

    /// The next part.
    ///
    /// - Parameter byBound: whether, once a dive has ended, the one with the least bound is next;
    ///   else the latest.
    mutating func pop(byBound: Bool) -> SearchNode? {
        defer { isPlunging = false }
        guard byBound, !isPlunging, nodes.count > 1 else { return nodes.popLast() }
        var least = nodes.count - 1
        for place in nodes.indices.reversed() where nodes[place].bound < nodes[least].bound {
            least = place
        }
        nodes.swapAt(least, nodes.count - 1)
        return nodes.popLast()
    }
}
