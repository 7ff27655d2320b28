import ArgumentParser
import TaoliModels

/// What a name on the command line means.
enum UnitKindOption: String, CaseIterable, ExpressibleByArgument, Sendable {
    case group, school, site
}

/// From when and until when something is said.
struct TimeOptions: ParsableArguments {
    @Option(
        help: "First day, YYYY-MM-DD (default: today).",
        transform: { try Parse.date($0).description })
    var from: String = ""
    @Option(
        help: "First day on which it no longer holds, YYYY-MM-DD.",
        transform: { try Parse.date($0).description })
    var until: String = ""
}
