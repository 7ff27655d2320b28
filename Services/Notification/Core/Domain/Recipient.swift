package import TaoliModels

/// Whose inbox a message is written into: a unit, never a person.
package enum Recipient: Hashable, Sendable, CustomStringConvertible {
    /// The bureau of a district or of the city. Which of the two a code is need not be known when
    /// a message is written: codes of both come from one list.
    case bureau(DistrictCode)
    case school(SchoolID)
    case group(GroupID)

    /// The inbox of the unit at which somebody holds a role; `nil` when its id cannot be one.
    package init?(unit: UnitReference) {
        switch unit.kind {
        case .city, .district:
            guard let code = DistrictCode(unit.id) else { return nil }
            self = .bureau(code)
        case .school:
            guard let id = SchoolID(unit.id) else { return nil }
            self = .school(id)
        case .group:
            guard let id = GroupID(unit.id) else { return nil }
            self = .group(id)
        }
    }

    /// Reads what `description` writes; `nil` for anything else.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { return nil }
        switch parts[0] {
        case "bureau":
            guard let code = DistrictCode(parts[1]) else { return nil }
            self = .bureau(code)
        case "school":
            guard let id = SchoolID(parts[1]) else { return nil }
            self = .school(id)
        case "group":
            guard let id = GroupID(parts[1]) else { return nil }
            self = .group(id)
        default: return nil
        }
    }

    /// `bureau/440105`, `school/0197…`: as it is stored and named in events.
    package var description: String {
        switch self {
        case .bureau(let code): "bureau/\(code)"
        case .school(let id): "school/\(id)"
        case .group(let id): "group/\(id)"
        }
    }
}
