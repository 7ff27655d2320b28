/// The name closest to a mistyped one, when at most a third of its characters differ.
///
/// Distance after Levenshtein, case ignored; ties are resolved alphabetically.
func nearestName(to text: String, among names: some Sequence<String>) -> String? {
    let wanted = Array(text.lowercased())
    let best = names.map { (name: $0, distance: editDistance(wanted, Array($0.lowercased()))) }
        .min { ($0.distance, $0.name) < ($1.distance, $1.name) }
    guard let best, best.distance <= max(1, wanted.count / 3) else { return nil }
    return best.name
}

private func editDistance(_ left: [Character], _ right: [Character]) -> Int {
    var row = Array(0...right.count)
    for (index, character) in left.enumerated() {
        var diagonal = row[0]
        row[0] = index + 1
        for column in right.indices {
            let replaced = diagonal + (character == right[column] ? 0 : 1)
            diagonal = row[column + 1]
            row[column + 1] = min(replaced, row[column] + 1, row[column + 1] + 1)
        }
    }
    return row[right.count]
}
