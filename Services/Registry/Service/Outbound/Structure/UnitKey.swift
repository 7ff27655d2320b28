import Foundation
import RegistryCore
import TaoliModels

/// A unit that can be renamed or designated, written `group/<id>`, `school/<id>`, `site/<id>`.
enum UnitKey: Hashable, Sendable, CustomStringConvertible {
    case group(GroupID)
    case school(SchoolID)
    case site(SiteID)

    /// `nil` for any other text.
    init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1)
        guard parts.count == 2, let id = UUID(uuidString: String(parts[1])) else { return nil }
        switch parts[0] {
        case "group": self = .group(GroupID(id))
        case "school": self = .school(SchoolID(id))
        case "site": self = .site(SiteID(id))
        default: return nil
        }
    }

    init(_ subject: DesignationSubject) {
        switch subject {
        case .group(let id): self = .group(id)
        case .school(let id): self = .school(id)
        }
    }

    /// As tables name it.
    var type: String {
        switch self {
        case .group: "group"
        case .school: "school"
        case .site: "site"
        }
    }

    var id: UUID {
        switch self {
        case .group(let id): id.rawValue
        case .school(let id): id.rawValue
        case .site(let id): id.rawValue
        }
    }

    var description: String { "\(type)/\(id.uuidString.lowercased())" }
}
