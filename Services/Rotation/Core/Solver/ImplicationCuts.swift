/// Adds x ≤ y as a row where a relaxation breaks it.
struct ImplicationCuts {
    /// At the root smaller breaks count too: they cost little there and help everywhere below.
    private static let rootBreak = 1e-3
    private static let deepBreak = 0.1
    private static let atOnce = 60

    private var waiting: [IntegerProgram.Implication]

    init(_ implications: [IntegerProgram.Implication]) { waiting = implications }

    /// - Returns: whether rows were added.
    mutating func add(to tableau: DualTableau, isRoot: Bool) -> Bool {
        let least = isRoot ? ImplicationCuts.rootBreak : ImplicationCuts.deepBreak
        var added = 0
        waiting.removeAll { pair in
            guard added < ImplicationCuts.atOnce else { return false }
            let gap = tableau.value(of: pair.smaller) - tableau.value(of: pair.larger)
            guard gap > least else { return false }
            tableau.addRow(
                [.init(pair.larger, 1), .init(pair.smaller, -1)], atLeast: 0, atMost: nil)
            added += 1
            return true
        }
        return added > 0
    }
}
