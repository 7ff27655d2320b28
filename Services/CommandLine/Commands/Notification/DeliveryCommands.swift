import ArgumentParser
import SwiftProtobuf
import TaoliContracts
import TaoliRuntime

/// `taoli delivery …`
struct DeliveryCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delivery",
        abstract: "What was sent to the addresses of units, try by try.",
        discussion: """
            Examples:
              taoli delivery list --state technical_failure
              taoli delivery show 0199c2f4-…
            """,
        subcommands: [
            DeliveryList.self, DeliveryShow.self, DeliveryRetry.self, DeliveryCancel.self,
        ])
}

/// `taoli delivery list`
struct DeliveryList: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists deliveries, the newest first. Delivered is not yet read.",
        discussion: """
            A school or group sees its own, a bureau those of its district, the city all.

            Examples:
              taoli delivery list --state permanent_failure
              taoli delivery list --message 0199c2f4-… --format json
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Option(
        help:
            "created, sending, delivered, temporary_failure, permanent_failure, technical_failure or cancelled."
    )
    var state = ""
    @Option(help: "Only of this message.", transform: Parse.id) var message: String?

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let deliveries = try await context.connected(to: .notification) { [state, message] remote in
            let calls = Taoli_Notification_V1_DeliveryService.Client(wrapping: remote.grpc)
            return try await CommandContext.allPages { cursor in
                let page = try await calls.listDeliveries(
                    .with {
                        $0.pageSize = CommandContext.pageSize
                        $0.cursor = cursor
                        $0.state = state
                        $0.messageID = message ?? ""
                    })
                return (page.deliveries, page.nextCursor)
            }
        }
        try context.show(list: deliveries)
    }
}

/// `taoli delivery show`
struct DeliveryShow: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows a delivery and each of its tries: when, and what the other side said.",
        discussion: """
            Examples:
              taoli delivery show 0199c2f4-…
              taoli delivery show 0199c2f4-… --format json
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The delivery's id.", transform: Parse.id) var delivery: String

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let answer = try await context.connected(to: .notification) { [delivery] remote in
            try await Taoli_Notification_V1_DeliveryService.Client(wrapping: remote.grpc)
                .getDelivery(.with { $0.deliveryID = delivery })
        }
        if context.format == .json, context.workbook == nil {
            let whole: JSONValue = [
                "delivery": answer.delivery.json,
                "attempts": .array(answer.attempts.map(\.json)),
            ]
            return try context.console.data(whole.indented)
        }
        try context.show(answer.delivery, sections: [context.section(answer.attempts)])
    }
}

/// `taoli delivery retry`
struct DeliveryRetry: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry",
        abstract: "Sends an ended delivery again; its receiver sees the same id.",
        discussion: """
            Examples:
              taoli delivery retry 0199c2f4-…
              taoli delivery retry 0199c2f4-… --reason 对方数据丢失
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The delivery's id.", transform: Parse.id) var delivery: String
    @Option(help: "Why; kept in the audit.") var reason = ""

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let request = Taoli_Notification_V1_RetryDeliveryRequest.with {
            $0.requestID = CommandContext.requestID()
            $0.deliveryID = delivery
            $0.reason = reason
        }
        let opened = try await context.connected(to: .notification) { remote in
            try await Taoli_Notification_V1_DeliveryService.Client(wrapping: remote.grpc)
                .retryDelivery(request).delivery
        }
        try context.show(opened)
    }
}

/// `taoli delivery cancel`
struct DeliveryCancel: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel",
        abstract: "Sends no more of a delivery that waits.",
        discussion: """
            Examples:
              taoli delivery cancel 0199c2f4-…
              taoli delivery cancel 0199c2f4-… --reason 误发
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The delivery's id.", transform: Parse.id) var delivery: String
    @Option(help: "Why; kept in the audit.") var reason = ""

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let request = Taoli_Notification_V1_CancelDeliveryRequest.with {
            $0.requestID = CommandContext.requestID()
            $0.deliveryID = delivery
            $0.reason = reason
        }
        let cancelled = try await context.connected(to: .notification) { remote in
            try await Taoli_Notification_V1_DeliveryService.Client(wrapping: remote.grpc)
                .cancelDelivery(request).delivery
        }
        try context.show(cancelled)
    }
}
