import Foundation
import TaoliModels

/// A page being filled with the units of one group after the other.
struct UnitPage<Unit: Sendable>: Sendable {
    let size: Int
    /// What was asked for, see `Cursor`.
    let list: [String]
    private(set) var units: [Unit] = []
    private var last: UnitPosition?

    init(size: Int, list: [String]) {
        self.size = size
        self.list = list
    }

    /// Adds a group's units behind the first `skipped`, as many as fit.
    ///
    /// - Returns: the cursor of the next page when there is more than fits, else `nil`.
    mutating func add(_ more: [Unit], of group: ProjectedGroup, skipping skipped: Int) -> String? {
        for (index, unit) in more.enumerated().dropFirst(skipped) {
            guard units.count < size else { return last?.cursor(of: list) ?? "" }
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
    /// - Throws: `bad-cursor`, `cursor-of-other-list`.
    init?(cursor: String, of list: [String]) throws(Refusal) {
        guard let parts = try Cursor.decode(cursor, of: list, parts: 3) else { return nil }
        guard let group = GroupID(parts[1]), let sent = Int(parts[2]), sent >= 0,
            !parts[0].utf8.contains(0)
        else { throw Cursor.bad }
        self.init(name: parts[0], group: group, unitsSent: sent)
    }

    func cursor(of list: [String]) -> String {
        Cursor.encode([name, group.description, String(unitsSent)], of: list)
    }

    var start: ProjectedGroups.Start {
        ProjectedGroups.Start(name: name, id: group, isIncluded: true)
    }
}
