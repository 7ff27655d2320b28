/// Items by owner in one array: for each owner a stretch of it.
package struct Grouped<Item: Sendable>: Sendable {
    private var starts: [Int32]
    private var items: [Item]

    /// Nobody owns anything.
    package init() {
        starts = [0]
        items = []
    }

    /// - Parameters:
    ///   - owners: the owner of each item, below `count`.
    ///   - count: how many owners there are.
    package init(_ items: [Item], owners: [Int32], count: Int) {
        var starts = [Int32](repeating: 0, count: count + 1)
        for owner in owners { starts[Int(owner) + 1] += 1 }
        for owner in 0..<count { starts[owner + 1] += starts[owner] }
        var next = starts
        var order = [Int32](repeating: 0, count: items.count)
        for (index, owner) in owners.enumerated() {
            order[Int(next[Int(owner)])] = Int32(index)
            next[Int(owner)] += 1
        }
        self.starts = starts
        self.items = order.map { items[Int($0)] }
    }

    /// What an owner has, in the order in which it was given.
    package subscript(_ owner: Int) -> ArraySlice<Item> {
        guard owner + 1 < starts.count else { return [] }
        return items[Int(starts[owner])..<Int(starts[owner + 1])]
    }

    /// How many items there are.
    package var count: Int { items.count }
}
