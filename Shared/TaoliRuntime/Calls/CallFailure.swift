import GRPCCore
package import TaoliModels

/// Why a call is not answered, in the few kinds that callers can act upon.
///
/// Everything thrown in a handler becomes one of these in ``ErrorMapping``, the only place that
/// knows gRPC codes.
package enum CallFailure: Error, Hashable, Sendable {
    /// A "no" of the domain, or input that cannot be used.
    case refused(Refusal)
    /// No valid token.
    case unauthenticated(Wording, next: Wording)
    /// Something needed is not there now; the same call may work later.
    case unavailable(Wording, retryAfter: Duration?)
    /// Too much at once; the same call will work later.
    case overloaded(Wording, retryAfter: Duration)
    /// Lost against a concurrent change; the same call may be sent again at once.
    case aborted(Wording)
    /// Not finished in time; whether it took effect is not known.
    case deadlineExceeded
    /// The message is larger than allowed.
    case tooLarge(Wording)
    /// A method that this server does not have.
    case unimplemented
    /// A fault of ours; the full text is in the log under this reference.
    case fault(reference: String)
}
