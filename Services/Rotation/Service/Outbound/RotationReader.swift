import RotationCore
import TaoliModels
import TaoliPostgres

/// What a caller may read beyond the districts of its scope, which the database checks: schools and
/// groups see plans from the consultation on, and their own placements.
enum RotationReader: Hashable, Sendable {
    /// Everything in the scope: officials and auditors.
    case official
    case group(GroupID)
    case school(SchoolID)

    /// - Throws: `no-unit` for a group or school role whose unit is no id.
    init(_ caller: Caller) throws(Refusal) {
        switch caller.role {
        case .city, .district, .auditor, .service: self = .official
        case .group:
            guard let id = caller.unit.flatMap({ GroupID($0.id) }) else {
                throw RotationReader.noUnit
            }
            self = .group(id)
        case .school:
            guard let id = caller.unit.flatMap({ SchoolID($0.id) }) else {
                throw RotationReader.noUnit
            }
            self = .school(id)
        }
    }

    /// A condition on `rotation.plan AS p`.
    var plans: SQL {
        switch self {
        case .official: "true"
        case .group(let id):
            "p.group_id = \(id.rawValue) AND p.state IN ('consulted', 'decided')"
        case .school(let id):
            """
            (\(id.rawValue) = any(p.sending) OR \(id.rawValue) = any(p.receiving)) \
            AND p.state IN ('consulted', 'decided')
            """
        }
    }

    /// A condition on `rotation.placement AS p`.
    var placements: SQL {
        switch self {
        case .official: "true"
        case .group(let id): "p.group_id = \(id.rawValue)"
        case .school(let id): "(p.home = \(id.rawValue) OR p.receiving = \(id.rawValue))"
        }
    }

    /// The same of what concerns the home school alone: its people's duties, its establishment.
    var homePlacements: SQL {
        if case .school(let id) = self { "p.home = \(id.rawValue)" } else { placements }
    }

    /// A condition on `rotation.plan_school AS s`.
    var planSchools: SQL {
        switch self {
        case .official: "true"
        case .group(let id): "s.group_id = \(id.rawValue)"
        case .school(let id): "s.school_id = \(id.rawValue)"
        }
    }

    private static let noUnit = Refusal(
        .permission, "no-unit",
        what: Wording("令牌没有写明单位。", "The token names no unit."),
        next: Wording("请重新登录。", "Sign in again."))
}
