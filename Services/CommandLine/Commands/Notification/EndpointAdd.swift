import ArgumentParser
import SwiftProtobuf
import TaoliContracts
import TaoliRuntime

/// `taoli endpoint add`
struct EndpointAdd: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Adds an e-mail address or a webhook; a code is sent there.",
        discussion: """
            A webhook gets requests signed by Standard Webhooks. Its secret is read from \
            --secret-file (- for standard input) or made here and shown once.

            Examples:
              taoli endpoint add --email office@school.edu.cn
              taoli endpoint add --webhook https://hooks.school.edu.cn/taoli --name 教务系统
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Option(help: "An e-mail address.") var email: String?
    @Option(help: "An https URL.") var webhook: String?
    @Option(
        help: ArgumentHelp("With --webhook: the file that holds its secret.", valueName: "file"))
    var secretFile: String?
    @Option(help: "What people call it.") var name = ""

    var identityOption: String? { identity.keyFile }

    func validate() throws {
        guard (email == nil) != (webhook == nil) else {
            throw ValidationError("Give either --email or --webhook.")
        }
        guard secretFile == nil || webhook != nil else {
            throw ValidationError("--secret-file goes with --webhook.")
        }
    }

    func perform(in context: CommandContext) async throws {
        let secret =
            webhook == nil ? nil : try WebhookSecretSource.read(secretFile, in: context)
        let request = Taoli_Notification_V1_AddEndpointRequest.with {
            $0.requestID = CommandContext.requestID()
            $0.kind = webhook == nil ? "email" : "webhook"
            $0.address = webhook ?? email ?? ""
            $0.secret = secret?.secret ?? ""
            $0.name = name
        }
        let endpoint = try await context.connected(to: .notification) { remote in
            try await Taoli_Notification_V1_EndpointService.Client(wrapping: remote.grpc)
                .addEndpoint(request).endpoint
        }
        try context.show(endpoint)
        if let secret, secret.isNew { WebhookSecretSource.tell(secret.secret, in: context) }
        context.console.note(
            context.text(
                "验证码已发出，收到后请运行：taoli endpoint verify \(endpoint.id) <验证码>",
                "A code was sent there; bring it back: taoli endpoint verify \(endpoint.id) <code>")
        )
    }
}
