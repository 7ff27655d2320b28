import Testing

/// Everything that is tried in one running city, one after the other.
@Suite("A city with four services", .serialized, .inACity)
struct CityTests {}

/// Gives a suite a city of its own and takes it away behind the last test.
struct InACity: SuiteTrait, TestScoping {
    func provideScope(
        for test: Test, testCase: Test.Case?,
        performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        try await City.with(function)
    }
}

extension SuiteTrait where Self == InACity {
    static var inACity: InACity { InACity() }
}
