import TaoliHost
import TaoliMessaging
import TaoliRuntime
import TaoliServiceKit
import Testing

@testable import NotificationService

@Suite("What notification is made of")
struct NotificationRulesTests {
    @Test("Every call has one rule, and every rule a call")
    func rules() async throws {
        try await ServiceFixture<NotificationService>.with { fixture in
            let parts = try await NotificationService.build(fixture.context)
            let methods = CallServer.methods(of: parts.calls)
            #expect(methods.count == 16)
            #expect(NotificationService.rules.differences(from: methods) == [])
            #expect(
                parts.consumers.map(\.name) == [
                    "notification-policies", "notification-registry", "notification-rotation",
                    "notification-evaluation",
                ])
        }
    }
}
