import Foundation
import TaoliModels
import TaoliPostgres

/// Statements on `bus.command_log` and `bus.audit`.
enum CommandLog {
    /// Claims the id; no row when it was used before. Waits for one that is still running.
    static func claim(_ request: CommandRequest) -> SQL {
        """
        INSERT INTO bus.command_log (district, caller, method, request_id, fingerprint, outcome) \
        VALUES (\(request.caller.homeDistrict), \(request.caller.subject), \(request.method), \
        \(request.requestID), \(request.fingerprint), 'running') \
        ON CONFLICT DO NOTHING RETURNING 1
        """
    }

    static func find(_ request: CommandRequest) -> SQL {
        "SELECT fingerprint, outcome, response FROM bus.command_log WHERE " + key(request)
    }

    static func answer(_ request: CommandRequest, _ response: Data) -> SQL {
        "UPDATE bus.command_log SET outcome = 'answered', response = \(response) WHERE "
            + key(request)
    }

    static func refusal(_ request: CommandRequest, _ record: Data) -> SQL {
        """
        INSERT INTO bus.command_log \
        (district, caller, method, request_id, fingerprint, outcome, response) \
        VALUES (\(request.caller.homeDistrict), \(request.caller.subject), \(request.method), \
        \(request.requestID), \(request.fingerprint), 'refused', \(record)) ON CONFLICT DO NOTHING
        """
    }

    static func audit(
        _ request: CommandRequest, _ subjects: [AggregateReference],
        _ districts: [some CustomStringConvertible]
    ) -> SQL {
        """
        INSERT INTO bus.audit (actor, role, unit, method, request_id, reason, subjects, districts, \
        traceparent) VALUES (\(request.caller.subject), \(request.caller.role.rawValue), \
        \(request.caller.unit?.description), \(request.method), \(request.requestID), \
        \(request.reason), \(subjects.map(\.description)), \
        \(Array(Set(districts.map(\.description))).sorted()), \(request.traceparent))
        """
    }

    private static func key(_ request: CommandRequest) -> SQL {
        """
        district = \(request.caller.homeDistrict) AND caller = \(request.caller.subject) \
        AND method = \(request.method) AND request_id = \(request.requestID)
        """
    }
}
