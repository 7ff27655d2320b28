import ArgumentParser

/// The command line: everything a person or a script does with the services.
struct Taoli: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "taoli",
        abstract: "Works with a city's school groups.",
        discussion: """
            Data goes to standard output, everything else to standard error.
            Exit codes: 0 done, 64 wrong command line, 65 wrong data, 69 a service cannot be \
            reached, 70 a fault of ours, 75 try again later, 77 not signed in or not allowed.
            Environment: TAOLI_REGISTRY_ENDPOINT, TAOLI_ROTATION_ENDPOINT, \
            TAOLI_EVALUATION_ENDPOINT, TAOLI_NOTIFICATION_ENDPOINT (host:port), TAOLI_KEY_FILE, \
            TAOLI_TOKEN_FILE, TAOLI_PASSWORD_FILE, NO_COLOR.

            Examples:
              taoli login --login admin
              taoli group list --format json
            """,
        version: "0.1.0",
        subcommands: [
            Login.self, ImportCommands.self, AccountCommands.self, SchoolCommands.self,
            GroupCommands.self, UnitCommands.self, StaffCommands.self, CaseCommands.self,
            PolicyCommands.self,
            RotationCommands.self, PlanCommands.self, PlacementCommands.self,
            EvaluationCommands.self, CycleCommands.self, VerdictCommands.self,
            SurveyCommands.self,
            BodyCommands.self, DocumentCommands.self,
            InboxCommands.self, EndpointCommands.self, PreferenceCommands.self,
            DeliveryCommands.self, NoticeCommands.self, EventsCommands.self, BusCommands.self,
        ])
}
