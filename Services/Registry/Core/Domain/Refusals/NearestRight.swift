import TaoliModels

/// What to write instead of a name that nothing is called.
enum NearestRight {
    /// Asks whether the nearest name is meant, else names all.
    ///
    /// - Parameter none: what to do when there is nothing to propose.
    static func next(to name: String, in known: [String], none: Wording) -> Wording {
        guard !known.isEmpty else { return none }
        let near = NearestName.nearest(to: name, in: known) ?? known.joined(separator: ", ")
        return Wording("是否为：\(near)？", "Is this meant: \(near)?")
    }
}
