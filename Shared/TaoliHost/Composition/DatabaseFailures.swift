import TaoliModels
import TaoliPostgres
import TaoliRuntime

/// What a caller hears of a database error; the full text stays in the log.
enum DatabaseFailures {
    static let retryAfter: Duration = .seconds(1)

    /// `nil` for an error that is not the database's, or a fault of ours.
    static func classify(_ error: any Error) -> CallFailure? {
        guard let error = error as? PostgresError else { return nil }
        switch error.kind {
        case .serialization, .deadlock, .lockTimeout:
            return .aborted(
                Wording("与另一项修改同时进行。", "It ran into another change at the same time."))
        case .timeout:
            return .deadlineExceeded
        case .resources:
            return .overloaded(
                Wording(error.safeChinese, error.safeEnglish), retryAfter: retryAfter)
        default:
            guard error.isTransient || error.kind == .commitOutcomeUnknown else { return nil }
            return .unavailable(
                Wording(error.safeChinese, error.safeEnglish), retryAfter: retryAfter)
        }
    }
}
