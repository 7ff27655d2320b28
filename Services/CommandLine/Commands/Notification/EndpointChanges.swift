import ArgumentParser
import SwiftProtobuf
import TaoliContracts
import TaoliRuntime

/// `taoli endpoint verify`
struct EndpointVerify: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Brings back the code that was sent to an address: from then on it is told.",
        discussion: """
            Examples:
              taoli endpoint verify 0199c2f4-… 7K3QMX2PAB
              taoli endpoint verify 0199c2f4-… 7k3q-mx2pab --format json
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The endpoint's id.", transform: Parse.id) var endpoint: String
    @Argument(help: "The code.") var code: String

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let request = Taoli_Notification_V1_VerifyEndpointRequest.with {
            $0.requestID = CommandContext.requestID()
            $0.endpointID = endpoint
            $0.code = code
        }
        let verified = try await context.connected(to: .notification) { remote in
            try await Taoli_Notification_V1_EndpointService.Client(wrapping: remote.grpc)
                .verifyEndpoint(request).endpoint
        }
        try context.show(verified)
    }
}

/// `taoli endpoint send-code`
struct EndpointSendCode: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "send-code",
        abstract: "Sends a new code to an address that is not proved yet, or that failed.",
        discussion: """
            Examples:
              taoli endpoint send-code 0199c2f4-…
              taoli endpoint send-code 0199c2f4-… --lang en
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The endpoint's id.", transform: Parse.id) var endpoint: String

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let request = Taoli_Notification_V1_SendCodeRequest.with {
            $0.requestID = CommandContext.requestID()
            $0.endpointID = endpoint
        }
        let waiting = try await context.connected(to: .notification) { remote in
            try await Taoli_Notification_V1_EndpointService.Client(wrapping: remote.grpc)
                .sendCode(request).endpoint
        }
        try context.show(waiting)
    }
}

/// `taoli endpoint rotate`
struct EndpointRotate: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate",
        abstract: "Gives a webhook a new secret; the former one signs for one more day besides.",
        discussion: """
            Examples:
              taoli endpoint rotate 0199c2f4-…
              taoli endpoint rotate 0199c2f4-… --secret-file new.secret
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The endpoint's id.", transform: Parse.id) var endpoint: String
    @Option(help: ArgumentHelp("The file that holds the new secret.", valueName: "file"))
    var secretFile: String?

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let secret = try WebhookSecretSource.read(secretFile, in: context)
        let request = Taoli_Notification_V1_RotateSecretRequest.with {
            $0.requestID = CommandContext.requestID()
            $0.endpointID = endpoint
            $0.secret = secret.secret
        }
        let rotated = try await context.connected(to: .notification) { remote in
            try await Taoli_Notification_V1_EndpointService.Client(wrapping: remote.grpc)
                .rotateSecret(request).endpoint
        }
        try context.show(rotated)
        if secret.isNew { WebhookSecretSource.tell(secret.secret, in: context) }
    }
}

/// `taoli endpoint remove`
struct EndpointRemove: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Takes an address away: nothing is sent there any more.",
        discussion: """
            Examples:
              taoli endpoint remove 0199c2f4-…
              taoli endpoint remove 0199c2f4-… --reason 人员调离
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The endpoint's id.", transform: Parse.id) var endpoint: String
    @Option(help: "Why; kept in the audit.") var reason = ""

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let request = Taoli_Notification_V1_RemoveEndpointRequest.with {
            $0.requestID = CommandContext.requestID()
            $0.endpointID = endpoint
            $0.reason = reason
        }
        let removed = try await context.connected(to: .notification) { remote in
            try await Taoli_Notification_V1_EndpointService.Client(wrapping: remote.grpc)
                .removeEndpoint(request).endpoint
        }
        try context.show(removed)
    }
}
