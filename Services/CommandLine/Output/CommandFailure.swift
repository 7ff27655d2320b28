import TaoliModels
import TaoliRuntime

/// Why a command ends without success: what, where, and what to do.
struct CommandFailure: Error, Hashable, Sendable {
    let status: CommandExit
    let what: Wording
    /// File, row and column, or service and address; empty when it is the command as a whole.
    let place: String
    let next: Wording
    /// What is wrong one by one, a line each; empty when `what` says all.
    let details: [Wording]

    init(
        _ status: CommandExit, _ what: Wording, details: [Wording] = [], place: String = "",
        next: Wording
    ) {
        self.status = status
        self.what = what
        self.details = details
        self.place = place
        self.next = next
    }
}

/// A failed call with the service that it was meant for.
struct ServiceFailure: Error, Hashable, Sendable {
    let service: ServiceName
    /// `host:port`.
    let endpoint: String
    let failure: RemoteFailure
}

/// Everything was said already; only the exit code is left to give.
struct QuietExit: Error, Hashable, Sendable {
    let status: CommandExit
}
