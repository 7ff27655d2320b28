/// Units inside the units of an upper level (schools in districts or groups), with what a
/// three-level model needs to know of them.
struct NestedDesign {
    let design: ClusteredDesign
    /// Numbers of the upper units that have students.
    let levels: [Int]
    /// For each of them its units, as indices of the design.
    let members: [Range<Int>]
    /// Indices of the design's units, those of one upper unit together.
    let order: [Int]
    /// Sizes in this order.
    let sizes: [Double]
    /// z = (1, means of columns and result) in this order, one after the other.
    let means: [Double]

    /// - Parameter levelOfUnit: the upper unit's number for each unit of the moments.
    init(_ design: ClusteredDesign, levelOfUnit: [Int]) {
        let order = design.units.indices.sorted {
            (levelOfUnit[design.units[$0]], $0) < (levelOfUnit[design.units[$1]], $1)
        }
        var levels: [Int] = []
        var members: [Range<Int>] = []
        for (place, index) in order.enumerated() {
            let level = levelOfUnit[design.units[index]]
            if levels.last == level, let last = members.last {
                members[members.count - 1] = last.lowerBound..<(place + 1)
            } else {
                levels.append(level)
                members.append(place..<(place + 1))
            }
        }
        self.design = design
        self.order = order
        self.levels = levels
        self.members = members
        sizes = order.map { design.sizes[$0] }
        means = order.flatMap { design.mean($0) }
    }
}
