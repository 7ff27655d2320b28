import Foundation
import TaoliModels

/// A page being filled with the units of one group after the other.
struct UnitPage<Unit: Sendable>: Sendable {
    let size: Int
    private(set) var units: [Unit] = []
    private var last: UnitPosition?

    init(size: Int) { self.size = size }

    /// Adds a group's units behind the first `skipped`, as many as fit.
    ///
    /// - Returns: the cursor of the next page when there is more than fits, else `nil`.
    mutating func add(_ more: [Unit], of group: ProjectedGroup, skipping skipped: Int) -> String? {
        for (index, unit) in more.enumerated().dropFirst(skipped) {
            guard units.count < size else { return last?.cursor ?? "" }
            units.append(unit)
            last = UnitPosition(name: group.name, group: group.id, unitsSent: index + 1)
        }
        return nil
    }
}

/// Where a page ended: the group, and how many of its units were sent.
struct UnitPosition: Hashable, Sendable {
    let name: String
    let group: GroupID
    let unitsSent: Int

    init(name: String, group: GroupID, unitsSent: Int) {
        self.name = name
        self.group = group
        self.unitsSent = unitsSent
    }

    /// `nil` for the first page.
    /// - Throws: `bad-cursor`.
    init?(cursor: String) throws(Refusal) {
        guard let parts = try Cursor.decode(cursor, parts: 3) else { return nil }
        guard let group = GroupID(parts[1]), let sent = Int(parts[2]), sent >= 0,
            !parts[0].utf8.contains(0)
        else { throw Cursor.bad }
        self.init(name: parts[0], group: group, unitsSent: sent)
    }

    var cursor: String { Cursor.encode([name, group.description, String(unitsSent)]) }

    var start: ProjectedGroups.Start {
        ProjectedGroups.Start(name: name, id: group, isIncluded: true)
    }
}
