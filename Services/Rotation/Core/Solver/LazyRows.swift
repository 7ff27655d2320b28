/// Adds a program's lazy rows to a tableau where its present values break them.
struct LazyRows {
    /// At the root smaller breaks count too: they cost little there and help everywhere below.
    private static let rootBreak = 1e-3
    /// Deeper down; whole numbers break a row by 1 at least, so none is ever overlooked.
    private static let deepBreak = 0.1
    private static let atOnce = 60

    private var waiting: [IntegerProgram.LazyRow]

    init(_ rows: [IntegerProgram.LazyRow]) { waiting = rows }

    /// - Returns: whether rows were added.
    mutating func add(to tableau: DualTableau, isRoot: Bool) -> Bool {
        let least = isRoot ? LazyRows.rootBreak : LazyRows.deepBreak
        var added = 0
        waiting.removeAll { row in
            guard added < LazyRows.atOnce else { return false }
            var sum = 0.0
            for term in row.terms { sum += Double(term.value) * tableau.value(of: term.column) }
            guard sum > Double(row.atMost) + least else { return false }
            tableau.addRow(row.terms, atLeast: nil, atMost: row.atMost)
            added += 1
            return true
        }
        return added > 0
    }

    /// Takes rows back that bind no more once the root is done: every pivot below is cheaper without
    /// them.
    mutating func takeBack(from tableau: DualTableau, after first: Int) {
        waiting += tableau.removeIdleRows(from: first)
    }
}
