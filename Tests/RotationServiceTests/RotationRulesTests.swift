import TaoliHost
import TaoliMessaging
import TaoliRuntime
import TaoliServiceKit
import Testing

@testable import RotationService

@Suite("What rotation is made of")
struct RotationRulesTests {
    @Test("Every call has one rule, and every rule a call")
    func rules() async throws {
        try await ServiceFixture<RotationService>.with { fixture in
            let parts = try await RotationService.build(fixture.context)
            let methods = CallServer.methods(of: parts.calls)
            #expect(!methods.isEmpty)
            #expect(RotationService.rules.differences(from: methods) == [])
        }
    }

    @Test("It keeps its copies by consumers of registry's events")
    func consumer() async throws {
        try await ServiceFixture<RotationService>.with { fixture in
            let consumers = try await RotationService.build(fixture.context).consumers
            #expect(
                consumers.map(\.name) == [
                    "rotation-registry", "rotation-staff", "rotation-policies",
                ])
            #expect(consumers.map(\.producer) == ["registry", "registry", "registry"])
            #expect(
                consumers.first?.topics == [
                    "taoli.registry.school", "taoli.registry.site", "taoli.registry.group",
                ])
        }
    }
}
