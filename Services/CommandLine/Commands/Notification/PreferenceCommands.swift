import ArgumentParser
import SwiftProtobuf
import TaoliContracts
import TaoliRuntime

/// `taoli preference …`
struct PreferenceCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "preference",
        abstract: "How your unit is told: what goes out, in which language, when.",
        discussion: """
            Examples:
              taoli preference show
              taoli preference set --digest 17:00
            """,
        subcommands: [PreferenceShow.self, PreferenceSet.self])
}

/// `taoli preference show`
struct PreferenceShow: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows what holds for your unit.",
        discussion: """
            Examples:
              taoli preference show
              taoli preference show --format json
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let preferences = try await context.connected(to: .notification) { remote in
            try await Taoli_Notification_V1_PreferenceService.Client(wrapping: remote.grpc)
                .getPreferences(Taoli_Notification_V1_GetPreferencesRequest()).preferences
        }
        try context.show(preferences)
    }
}

/// `taoli preference set`
struct PreferenceSet: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "Changes what is named; the rest stays.",
        discussion: """
            What the rules call urgent passes quiet hours and digests. The inbox holds everything.

            Examples:
              taoli preference set --quiet 21:00-08:00 --language zh
              taoli preference set --digest 17:00 --webhook urgent
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Option(help: "What goes by e-mail: all, urgent or none.") var email: String?
    @Option(help: "What goes to webhooks: all, urgent or none.") var webhook: String?
    @Option(help: "Of e-mail: both, zh or en.") var language: String?
    @Option(help: "Quiet hours in Asia/Shanghai such as 21:00-08:00, or none.") var quiet: String?
    @Option(help: "When the day's e-mail comes in one, such as 17:00, or none.") var digest: String?

    var identityOption: String? { identity.keyFile }

    func validate() throws {
        guard let quiet, quiet != "none" else { return }
        guard quiet.split(separator: "-", omittingEmptySubsequences: false).count == 2 else {
            throw ValidationError("Write --quiet as 21:00-08:00, or none.")
        }
    }

    func perform(in context: CommandContext) async throws {
        let requestID = CommandContext.requestID()
        let preferences = try await context.connected(to: .notification) { [self] remote in
            let calls = Taoli_Notification_V1_PreferenceService.Client(wrapping: remote.grpc)
            let before = try await calls.getPreferences(
                Taoli_Notification_V1_GetPreferencesRequest())
            let after = changed(before.preferences)
            return try await calls.setPreferences(
                .with {
                    $0.requestID = requestID
                    $0.preferences = after
                }
            ).preferences
        }
        try context.show(preferences)
    }

    private func changed(
        _ before: Taoli_Notification_V1_Preferences
    ) -> Taoli_Notification_V1_Preferences {
        var after = before
        if let email { after.email = email }
        if let webhook { after.webhook = webhook }
        if let language { after.language = language }
        if let digest { after.digestAt = digest == "none" ? "" : digest }
        if let quiet {
            let times = quiet == "none" ? ["", ""] : quiet.split(separator: "-").map(String.init)
            after.quietFrom = times.first ?? ""
            after.quietUntil = times.last ?? ""
        }
        return after
    }
}
