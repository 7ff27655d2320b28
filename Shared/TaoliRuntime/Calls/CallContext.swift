package import TaoliModels

/// What is known about the call that the running task answers.
package struct CallContext: Sendable {
    /// The call of the running task; `nil` outside of calls.
    @TaskLocal package static var current: CallContext?

    /// Fully qualified, e.g. `taoli.registry.v1.SchoolService/ListSchools`.
    package let method: String
    /// Who calls; `nil` only for methods that are open to everyone.
    package let caller: Caller?
    /// When the answer must be there; `nil` for streams without an end.
    package let deadline: ContinuousClock.Instant?

    package init(method: String, caller: Caller?, deadline: ContinuousClock.Instant? = nil) {
        self.method = method
        self.caller = caller
        self.deadline = deadline
    }

    /// The caller of the running task's call.
    ///
    /// - Throws: ``CallFailure/unauthenticated(_:next:)`` outside of a call and in methods that
    ///   are open to everyone.
    package static func requireCaller() throws -> Caller {
        guard let caller = current?.caller else {
            throw CallFailure.unauthenticated(
                IdentityError.missing.wording, next: IdentityError.missing.next)
        }
        return caller
    }
}
