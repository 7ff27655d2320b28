/// Finds what somebody probably meant.
package enum NearestName {
    /// The candidate with the smallest edit distance, when it is near enough to be a slip: at most
    /// a third of the longer text, at least one. `nil` when nothing is near.
    ///
    /// - Parameter candidates: at most a few hundred; compared without regard to letter case.
    package static func nearest(to text: String, in candidates: [String]) -> String? {
        let wanted = Array(text.lowercased().prefix(80))
        guard !wanted.isEmpty else { return nil }
        var best: (name: String, distance: Int)?
        for candidate in candidates {
            let other = Array(candidate.lowercased().prefix(80))
            let distance = editDistance(wanted, other)
            let bound = max(1, max(wanted.count, other.count) / 3)
            if distance <= bound, distance < (best?.distance ?? .max) {
                best = (candidate, distance)
            }
        }
        return best?.name
    }

    /// Levenshtein's distance: insertions, deletions and replacements of single elements.
    static func editDistance<Element: Equatable>(_ left: [Element], _ right: [Element]) -> Int {
        var previous = Array(0...right.count)
        for (row, element) in left.enumerated() {
            var current = [row + 1]
            current.reserveCapacity(right.count + 1)
            for (column, other) in right.enumerated() {
                let replaced = previous[column] + (element == other ? 0 : 1)
                current.append(min(replaced, previous[column + 1] + 1, current[column] + 1))
            }
            previous = current
        }
        return previous[right.count]
    }
}
