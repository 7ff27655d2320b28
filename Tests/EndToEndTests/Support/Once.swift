/// A value that is made the first time somebody asks for it; others wait for the same one.
actor Once<Value: Sendable> {
    private var making: Task<Value, any Error>?

    /// Throws what making it threw, each time it is asked for.
    func value(_ make: @escaping @Sendable () async throws -> Value) async throws -> Value {
        let task = making ?? Task { try await make() }
        making = task
        return try await task.value
    }
}
