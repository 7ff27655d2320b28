import EvaluationCore
import TaoliModels
import TaoliPostgres

/// What a caller may see of cycles beyond the districts of its scope, which the database checks:
/// officials everything; a group and a school their own, its results not before they are computed,
/// and others' not before they are published.
struct CycleViewer: Sendable {
    private let own: Own

    private enum Own: Sendable {
        case official
        case group(GroupID)
        case school(SchoolID)
    }

    /// - Throws: `no-unit` for a group or school role whose unit is no id.
    init(_ caller: Caller) throws(Refusal) {
        switch caller.role {
        case .city, .district, .auditor, .service: own = .official
        case .group:
            guard let id = caller.unit.flatMap({ GroupID($0.id) }) else { throw Self.noUnit }
            own = .group(id)
        case .school:
            guard let id = caller.unit.flatMap({ SchoolID($0.id) }) else { throw Self.noUnit }
            own = .school(id)
        }
    }

    /// Condition on `evaluation.cycle AS c`.
    var cycles: SQL {
        switch own {
        case .official: "true"
        case .group(let id): member("m.group_id = \(id.rawValue)")
        case .school(let id): member("m.school_id = \(id.rawValue)")
        }
    }

    private func member(_ condition: SQL) -> SQL {
        """
        EXISTS (SELECT FROM evaluation.cycle_member m WHERE m.cycle_id = c.id \
        AND \(fragment: condition))
        """
    }

    /// Condition on `evaluation.cycle_result AS r` of `evaluation.cycle AS c`.
    var results: SQL {
        switch own {
        case .official: "true"
        case .group(let id): "r.group_id = \(id.rawValue)"
        case .school(let id):
            """
            (r.school_id = \(id.rawValue) OR (c.status = 'published' AND EXISTS (SELECT \
            FROM evaluation.cycle_member m WHERE m.cycle_id = c.id \
            AND m.group_id = r.group_id AND m.school_id = \(id.rawValue))))
            """
        }
    }

    /// Condition on `evaluation.cycle_input AS i` of `evaluation.cycle AS c`: a council sees what it
    /// wrote, a school what went in about it once results are there.
    var inputs: SQL {
        switch own {
        case .official: "true"
        case .group(let id): "i.group_id = \(id.rawValue)"
        case .school(let id): "(i.school_id = \(id.rawValue) AND c.status <> 'open')"
        }
    }

    /// Condition on `evaluation.verdict_record AS v`.
    var records: SQL {
        switch own {
        case .official: "true"
        case .group(let id): "v.group_id = \(id.rawValue)"
        case .school(let id):
            """
            (v.school_id = \(id.rawValue) OR (v.school_id IS NULL AND EXISTS (SELECT \
            FROM evaluation.membership m LEFT JOIN evaluation.site s ON s.site_id = m.site_id \
            WHERE m.group_id = v.group_id \
            AND coalesce(s.school_id, m.school_id) = \(id.rawValue))))
            """
        }
    }

    /// Condition on `evaluation.survey AS s`.
    var surveys: SQL {
        switch own {
        case .official: "true"
        case .group(let id): "\(id.rawValue) = any(s.group_ids)"
        case .school(let id):
            """
            EXISTS (SELECT FROM evaluation.survey_count n WHERE n.survey_id = s.id \
            AND n.school_id = \(id.rawValue))
            """
        }
    }

    /// Whether an objection is the caller's to see.
    func sees(_ objection: CycleObjection) -> Bool {
        switch own {
        case .official: true
        case .group(let id): objection.subject.group == id
        case .school(let id): objection.subject.school == id
        }
    }

    private static let noUnit = Refusal(
        .permission, "no-unit",
        what: Wording("令牌没有写明单位。", "The token names no unit."),
        next: Wording("请重新登录。", "Sign in again."))
}
