import ArgumentParser

/// `taoli endpoint …`
struct EndpointCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "endpoint",
        abstract: "Where your unit is told besides its inbox: e-mail addresses and webhooks.",
        discussion: """
            Examples:
              taoli endpoint add --email office@school.edu.cn
              taoli endpoint list --format json
            """,
        subcommands: [
            EndpointAdd.self, EndpointList.self, EndpointVerify.self, EndpointSendCode.self,
            EndpointRotate.self, EndpointRemove.self,
        ])
}
