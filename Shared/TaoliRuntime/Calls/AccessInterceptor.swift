import Foundation
import GRPCCore
import TaoliModels

/// Innermost: who calls, and may they? Fails closed: a method without a rule is refused.
struct AccessInterceptor: ServerInterceptor {
    let rules: AuthorizationRules
    let verifier: any CallerVerifier

    func intercept<Input: Sendable, Output: Sendable>(
        request: StreamingServerRequest<Input>, context: ServerContext,
        next:
            @concurrent @Sendable (StreamingServerRequest<Input>, ServerContext) async throws ->
            StreamingServerResponse<Output>
    ) async throws -> StreamingServerResponse<Output> {
        let method = context.descriptor.fullyQualifiedMethod
        guard let rule = rules.rule(for: method) else { throw CallFailure.refused(.noRule(method)) }
        let caller = try await caller(request.metadata, rule: rule)
        guard rule.admits(caller) else {
            throw CallFailure.refused(.wrongRole(caller?.role))
        }
        let call = CallContext(
            method: method, caller: caller, deadline: CallContext.current?.deadline)
        let response = try await CallContext.$current.withValue(call) {
            try await next(request, context)
        }
        return response.wrappingProducer { produce in
            try await CallContext.$current.withValue(call) { try await produce() }
        }
    }

    /// The caller that the token names. Open methods do not look at tokens at all: an expired one
    /// must not keep anyone from signing in.
    private func caller(_ metadata: Metadata, rule: AccessRule) async throws -> Caller? {
        if rule == .open { return nil }
        let headers = Array(metadata[stringValues: "authorization"])
        guard let header = headers.first else { throw IdentityError.missing }
        guard headers.count == 1, header.utf8.count > 7, header.prefix(7).lowercased() == "bearer "
        else { throw IdentityError.malformed(reason: "authorization is not one bearer token") }
        return try await verifier.caller(of: String(header.dropFirst(7)), now: Date())
    }
}

extension Refusal {
    /// A method that no rule names; a mistake of ours that must not open a door.
    fileprivate static func noRule(_ method: String) -> Refusal {
        Refusal(
            .permission, "no-rule",
            what: Wording("方法 \(method) 没有授权规则。", "Method \(method) has no authorization rule."),
            next: Wording("请告诉管理员。", "Tell an operator."))
    }

    fileprivate static func wrongRole(_ role: Role?) -> Refusal {
        let name = role?.rawValue ?? "-"
        let chinese = role?.chinese ?? "-"
        return Refusal(
            .permission, "wrong-role",
            what: Wording("角色“\(chinese)”不能执行此操作。", "Role \(name) may not do this."),
            next: Wording(
                "请以有权限的账号登录，或请上级授予角色。",
                "Sign in with an account that may, or ask for the role."))
    }
}
