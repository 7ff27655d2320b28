import GRPCCore
import TaoliModels
import TaoliRuntime

/// The exit codes of `taoli`; the numbers are those of BSD's `sysexits.h`.
enum CommandExit: Int32, Sendable {
    case ok = 0
    /// The command line is wrong.
    case usage = 64
    /// A file or a value is wrong, or the records do not allow what was asked for.
    case dataInvalid = 65
    /// A service cannot be reached.
    case unavailable = 69
    /// A fault of ours.
    case bug = 70
    /// Nothing is wrong; it may work later.
    case tryAgain = 75
    /// Not signed in, or not allowed.
    case noPermission = 77

    /// What a failed call means for a script.
    init(_ failure: RemoteFailure) {
        switch failure.code {
        case .invalidArgument, .notFound, .alreadyExists, .failedPrecondition, .outOfRange:
            self = .dataInvalid
        case .permissionDenied, .unauthenticated: self = .noPermission
        case .unavailable: self = .unavailable
        case .aborted, .deadlineExceeded, .cancelled: self = .tryAgain
        case .resourceExhausted: self = failure.isTransient ? .tryAgain : .dataInvalid
        default: self = .bug
        }
    }

    /// The same for a refusal made on this side.
    init(_ refusal: Refusal) {
        self = refusal.kind == .permission ? .noPermission : .dataInvalid
    }
}
