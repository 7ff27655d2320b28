import TaoliHost
import TaoliMessaging
import TaoliRuntime
import TaoliServiceKit
import Testing

@testable import EvaluationService

@Suite("What evaluation is made of")
struct EvaluationRulesTests {
    @Test("Every call has one rule, and every rule a call")
    func rules() async throws {
        try await ServiceFixture<EvaluationService>.with { fixture in
            let parts = try await EvaluationService.build(fixture.context)
            let methods = CallServer.methods(of: parts.calls)
            #expect(!methods.isEmpty)
            #expect(EvaluationService.rules.differences(from: methods) == [])
            #expect(
                parts.consumers.map(\.name) == [
                    "evaluation-registry", "evaluation-category", "evaluation-policies",
                ])
        }
    }
}
