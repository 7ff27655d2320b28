import Foundation
import NotificationCore
import SwiftProtobuf
import TaoliContracts
import TaoliDelivery
import TaoliHost
import TaoliMessaging
import TaoliModels
import TaoliPolicy
import TaoliPostgres
import TaoliRuntime
import TaoliServiceKit
import TaoliTestKit
import Testing

@testable import NotificationService

typealias EndpointMessage = Taoli_Notification_V1_Endpoint
typealias DeliveryMessage = Taoli_Notification_V1_Delivery

/// Notification with its ways out, a mail server and a program to send to. Time goes on when a test
/// says so.
struct DeliveryBench: Sendable {
    let fixture: Fixture
    let channels: Channels
    let mail: MailReceiver
    let program: WebhookReceiver
    let notices = NoticeStore()
    /// Noon in Asia/Shanghai of the day after today, when nobody is quiet.
    let noon: Date

    static let secret = "whsec_" + Data(Array(UInt8(0)..<32)).base64EncodedString()

    static func with(
        timeout: String = "2", _ body: @Sendable (DeliveryBench) async throws -> Void
    ) async throws {
        try await Fixture.with { fixture in
            let (mail, program) = (try MailReceiver(), try WebhookReceiver())
            defer {
                mail.stop()
                program.stop()
            }
            let settings = try Settings(
                keys: DeliveryKeys.all,
                environment: [
                    "TAOLI_SMTP_HOST": "127.0.0.1", "TAOLI_SMTP_PORT": "\(mail.port)",
                    "TAOLI_SMTP_SECURITY": "none", "TAOLI_SMTP_FROM": "taoli@city.example.cn",
                    "TAOLI_WEBHOOK_ALLOW_PRIVATE": "true", "TAOLI_DELIVERY_TIMEOUT": timeout,
                ])
            let days = (Date().timeIntervalSince1970 / 86_400).rounded(.down) + 1
            try await body(
                DeliveryBench(
                    fixture: fixture, channels: try Channels(settings), mail: mail,
                    program: program, noon: Date(timeIntervalSince1970: days * 86_400 + 4 * 3600)))
        }
    }

    var desk: DeliveryDesk {
        DeliveryDesk(context: fixture.context, channels: channels, schedule: .standard)
    }

    var planner: DeliveryPlanner { DeliveryPlanner(context: fixture.context, notices: notices) }

    /// Plans and sends until nothing is due.
    func turn(at now: Date) async throws {
        while try await planner.round(at: now) > 0 {}
        try await send(at: now)
    }

    /// Sends what is planned until nothing is due.
    func send(at now: Date) async throws {
        while true {
            let begun = try await desk.claim(8, at: now)
            if begun.isEmpty { return }
            for one in begun {
                try await desk.record(one, await desk.send(one, at: now), at: now)
            }
        }
    }

    /// A school that joined a group: one message to it and one to its bureau, not urgent.
    func joining(_ name: String = "甲校") async throws -> UUID {
        let story = RegistryStory()
        let school = try story.school(name)
        let site = try story.site(name, of: school)
        let group = try story.group("桃李集团")
        _ = try story.join(group, site: site, of: school, from: "2025-10-01")
        try await fixture.react(story.take())
        return school
    }

    /// An urgent message to a school: a case waits for it.
    func turnOf(_ school: UUID, at step: String = "J.1") async throws {
        let story = RegistryStory()
        try story.add(
            Taoli_Registry_Events_V1_CaseOpened.with {
                $0.facts = .with {
                    $0.groupID = UUID.version7().uuidString.lowercased()
                    $0.schoolID = school.uuidString.lowercased()
                    $0.chainChinese = "退出"
                    $0.chainEnglish = "leaving"
                    $0.status = "open"
                    $0.recipients = ["school/\(school.uuidString.lowercased())"]
                    $0.next = [
                        .with {
                            $0.step = step
                            $0.chinese = "校务会"
                            $0.english = "staff meeting"
                            $0.units = ["school/\(school.uuidString.lowercased())"]
                        }
                    ]
                }
            }, "case", .version7(), ["440105"])
        try await fixture.react(story.take())
    }

    func add(
        _ kind: String, _ caller: Caller, address: String? = nil, secret: String? = nil,
        request: UUID = .version7()
    ) async throws -> EndpointMessage {
        let isMail = kind == "email"
        return try await fixture.calling(
            "taoli.notification.v1.EndpointService/AddEndpoint", as: caller
        ) { server in
            try await endpoints.addEndpoint(
                request: .with {
                    $0.requestID = request.uuidString.lowercased()
                    $0.kind = kind
                    $0.address = address ?? (isMail ? "office@school.example.cn" : program.url)
                    $0.secret = secret ?? (isMail ? "" : Self.secret)
                }, context: server
            ).endpoint
        }
    }

    func verify(_ id: String, _ code: String, _ caller: Caller) async throws -> EndpointMessage {
        try await fixture.calling(
            "taoli.notification.v1.EndpointService/VerifyEndpoint", as: caller
        ) { server in
            try await endpoints.verifyEndpoint(
                request: .with {
                    $0.requestID = UUID.version7().uuidString.lowercased()
                    $0.endpointID = id
                    $0.code = code
                }, context: server
            ).endpoint
        }
    }

    /// An address that is told, its code brought back as its owner would.
    @discardableResult
    func verified(_ kind: String, _ caller: Caller, address: String? = nil) async throws
        -> EndpointMessage
    {
        let endpoint = try await add(kind, caller, address: address)
        try await send(at: Date())
        return try await verify(
            endpoint.id, try #require(kind == "email" ? mailedCode : postedCode), caller)
    }

    /// The code in the latest mail.
    var mailedCode: String? {
        mail.mails.last.flatMap { Self.body($0.text)?.firstMatch(of: #/验证码：([0-9A-Z]{10})/#) }
            .map { String($0.1) }
    }

    /// The code in the latest request.
    var postedCode: String? {
        program.requests.last.flatMap { Self.object($0.body) }
            .flatMap { $0["data"] as? [String: Any] }.flatMap { $0["code"] as? String }
    }

    /// The text of a mail whose body is base64.
    static func body(_ text: String) -> String? {
        guard let range = text.range(of: "\r\n\r\n") else { return nil }
        let encoded = text[range.upperBound...].replacing("\r\n", with: "")
        return Data(base64Encoded: String(encoded)).map { String(decoding: $0, as: UTF8.self) }
    }

    static func object(_ body: [UInt8]) -> [String: Any]? {
        (try? JSONSerialization.jsonObject(with: Data(body))) as? [String: Any]
    }

    static func header(_ name: String, _ text: String) -> String? {
        text.components(separatedBy: "\r\n").first { $0.hasPrefix("\(name): ") }
    }

    func deliveries(_ caller: Caller, state: String = "") async throws -> [DeliveryMessage] {
        try await fixture.calling(
            "taoli.notification.v1.DeliveryService/ListDeliveries", as: caller
        ) { server in
            try await calls.listDeliveries(request: .with { $0.state = state }, context: server)
                .deliveries
        }
    }

    func retry(_ id: String, _ caller: Caller) async throws -> DeliveryMessage {
        try await fixture.calling(
            "taoli.notification.v1.DeliveryService/RetryDelivery", as: caller
        ) { server in
            try await calls.retryDelivery(
                request: .with {
                    $0.requestID = UUID.version7().uuidString.lowercased()
                    $0.deliveryID = id
                }, context: server
            ).delivery
        }
    }

    func cancel(_ id: String, _ caller: Caller) async throws -> DeliveryMessage {
        try await fixture.calling(
            "taoli.notification.v1.DeliveryService/CancelDelivery", as: caller
        ) { server in
            try await calls.cancelDelivery(
                request: .with {
                    $0.requestID = UUID.version7().uuidString.lowercased()
                    $0.deliveryID = id
                }, context: server
            ).delivery
        }
    }

    func prefer(
        _ caller: Caller, email: String = "all", webhook: String = "all", language: String = "en",
        quiet: (String, String) = ("", ""), digest: String = ""
    ) async throws {
        _ = try await fixture.calling(
            "taoli.notification.v1.PreferenceService/SetPreferences", as: caller
        ) { server in
            try await PreferenceCalls(service: fixture.context).setPreferences(
                request: .with {
                    $0.requestID = UUID.version7().uuidString.lowercased()
                    $0.preferences.email = email
                    $0.preferences.webhook = webhook
                    $0.preferences.language = language
                    $0.preferences.quietFrom = quiet.0
                    $0.preferences.quietUntil = quiet.1
                    $0.preferences.digestAt = digest
                }, context: server)
        }
    }

    var endpoints: EndpointCalls { EndpointCalls(service: fixture.context, channels: channels) }
    var calls: DeliveryCalls { DeliveryCalls(service: fixture.context, schedule: .standard) }

    func number(_ sql: SQL) async throws -> Int {
        try await fixture.database.superuser.query(sql)[0].get(0)
    }
}
