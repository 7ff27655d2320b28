package import TaoliModels
import TaoliPostgres

/// What a caller may read beyond the districts of its scope, which the database checks.
package enum Reader: Hashable, Sendable {
    /// Everything in the scope: officials and auditors, services.
    case official
    /// Its own group, and the schools in it.
    case group(GroupID)
    /// Its own school, and the groups that its sites are or were in.
    case school(SchoolID)

    /// - Throws: `no-unit` for a group or school role whose unit is no id.
    package init(_ caller: Caller) throws(Refusal) {
        switch caller.role {
        case .city, .district, .auditor, .service: self = .official
        case .group:
            guard let id = caller.unit.flatMap({ GroupID($0.id) }) else { throw Reader.noUnit }
            self = .group(id)
        case .school:
            guard let id = caller.unit.flatMap({ SchoolID($0.id) }) else { throw Reader.noUnit }
            self = .school(id)
        }
    }

    /// A condition on `registry.school AS s`.
    var schools: SQL {
        switch self {
        case .official: "true"
        case .group(let id):
            """
            s.id IN (SELECT i.school_id FROM registry.membership m \
            JOIN registry.site i ON i.id = m.site_id WHERE m.group_id = \(id.rawValue))
            """
        case .school(let id): "s.id = \(id.rawValue)"
        }
    }

    /// A condition on `registry.school_group AS g`.
    var groups: SQL {
        switch self {
        case .official: "true"
        case .group(let id): "g.id = \(id.rawValue)"
        case .school(let id):
            """
            g.id IN (SELECT m.group_id FROM registry.membership m \
            LEFT JOIN registry.site i ON i.id = m.site_id \
            WHERE m.school_id = \(id.rawValue) OR i.school_id = \(id.rawValue))
            """
        }
    }

    private static let noUnit = Refusal(
        .permission, "no-unit",
        what: Wording("令牌没有写明单位。", "The token names no unit."),
        next: Wording("请重新登录。", "Sign in again."))
}
