/// The assessment of one subject (a school, a group) by a tree.
package struct Assessment: Hashable, Sendable {
    /// The whole tree's result.
    package let result: IndicatorResult
    /// Ids of the veto items that have happened, in the tree's order. The score stands beside them
    /// unchanged: what a veto means is the pack's to say.
    package let vetoes: [String]
    /// Ids of inputs and vetoes that the tree does not know, sorted: nothing is dropped in silence.
    package let unknown: [String]

    /// - Parameters:
    ///   - tree: as the pack has it for the cycle.
    ///   - inputs: of one subject.
    package init(_ tree: IndicatorTree, _ inputs: IndicatorInputs) {
        result = IndicatorResult(tree.root, inputs)
        vetoes = tree.vetoes.map(\.id).filter(inputs.vetoed.contains)
        let leaves = Set(tree.leaves.map(\.id))
        unknown =
            (Set(inputs.found.keys).union(inputs.evidenced).subtracting(leaves))
            .union(inputs.vetoed.subtracting(tree.vetoes.map(\.id)))
            .sorted(by: ByteOrder.isBefore)
    }

    /// Two scores combined by exact weights, e.g. a unit's and its member's own (捆绑式).
    ///
    /// - Returns: `nil` when one is missing or the weights do not sum to 1.
    package static func bundled(
        unit: Double?, weight unitWeight: IndicatorWeight, own: Double?,
        weight ownWeight: IndicatorWeight
    ) -> Double? {
        guard let unit, let own, IndicatorWeight.sumToOne([unitWeight, ownWeight]) else {
            return nil
        }
        return unit * unitWeight.share.value + own * ownWeight.share.value
    }
}
