import GRPCCore
import TaoliModels

extension CallFailure {
    /// The gRPC code. The only mapping in the project.
    var code: RPCError.Code {
        switch self {
        case .refused(let refusal):
            switch refusal.kind {
            case .invalid: .invalidArgument
            case .notFound: .notFound
            case .alreadyExists: .alreadyExists
            case .precondition: .failedPrecondition
            case .permission: .permissionDenied
            }
        case .unauthenticated: .unauthenticated
        case .unavailable: .unavailable
        case .overloaded, .tooLarge: .resourceExhausted
        case .aborted: .aborted
        case .deadlineExceeded: .deadlineExceeded
        case .unimplemented: .unimplemented
        case .fault: .internalError
        }
    }

    /// What is wrong, what to do next, and for programs the rest.
    var details: FailureDetails {
        switch self {
        case .refused(let refusal):
            FailureDetails(refusal)
        case .unauthenticated(let what, let next):
            FailureDetails(slug: "unauthenticated", what: what, next: next)
        case .unavailable(let what, let retryAfter):
            FailureDetails(
                slug: "unavailable", what: what, next: Self.later, retryAfter: retryAfter)
        case .overloaded(let what, let retryAfter):
            FailureDetails(slug: "overloaded", what: what, next: Self.later, retryAfter: retryAfter)
        case .aborted(let what):
            FailureDetails(slug: "aborted", what: what, next: Self.sameID, retryAfter: .zero)
        case .deadlineExceeded:
            FailureDetails(
                slug: "deadline-exceeded",
                what: Wording("未能在规定时间内完成。", "The call was not finished in time."),
                next: Self.sameID)
        case .tooLarge(let what):
            FailureDetails(
                slug: "message-too-large", what: what,
                next: Wording("请分成较小的部分发送。", "Send it in smaller parts."))
        case .unimplemented:
            FailureDetails(
                slug: "unimplemented",
                what: Wording("服务器没有这个方法。", "This server has no such method."),
                next: Wording("请检查双方版本。", "Compare the versions of both sides."))
        case .fault(let reference):
            FailureDetails(
                slug: "internal",
                what: Wording(
                    "服务器内部错误，编号 \(reference)。", "An error of ours, reference \(reference)."),
                next: Wording(
                    "请把编号告诉管理员，日志中有全文。",
                    "Give the reference to an operator: the log has the full text."),
                reference: reference)
        }
    }

    private static let later = Wording("请稍后重试。", "Try again later.")
    private static let sameID = Wording(
        "请用同一个请求编号重试，不会重复执行。",
        "Try again with the same request id: it will not be done twice.")
}
