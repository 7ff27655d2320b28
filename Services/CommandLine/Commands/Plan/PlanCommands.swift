import ArgumentParser
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliRuntime

/// `taoli plan …`
struct PlanCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Year's plans of rotation: who goes where, from the search to the decision.",
        discussion: """
            A plan goes draft, checked, consulted, decided; its placements go on with taoli \
            placement. A group that cannot be served gets a report and two ready plans.

            Examples:
              taoli plan start --group 桃李教育集团 --stage junior --school-year 2026-2027 --wait
              taoli plan show 0199c2f3-…
            """,
        subcommands: [
            YearPlanInputs.self, YearPlanStart.self, YearPlanShow.self, YearPlanList.self,
            YearPlanMoves.self, YearPlanExplain.self, YearPlanCheck.self, YearPlanConsult.self,
            YearPlanObject.self, YearPlanAnswer.self, YearPlanRepair.self, YearPlanDecide.self,
            YearPlanWithdraw.self,
        ])
}

/// The group and year that are planned.
struct PlanSubject: ParsableArguments {
    @Option(help: "The group: id or full name.") var group: String
    @Option(
        help: ArgumentHelp("The school year, e.g. 2026-2027.", valueName: "year"),
        transform: Parse.schoolYear)
    var schoolYear: SchoolYear

    /// The group's id, asked of registry when it was named.
    func groupID(_ rule: NameRule, _ context: CommandContext) async throws -> String {
        try await UnitOptions.groupID(group, on: nil, rule, context)
    }
}

extension Parse {
    /// `2026-2027`.
    static func schoolYear(_ text: String) throws -> SchoolYear {
        guard let year = SchoolYear(text) else {
            throw ValidationError("'\(text)' is not a school year such as 2026-2027.")
        }
        return year
    }
}

extension CommandContext {
    /// Calls of plans, as the caller.
    ///
    /// - Parameter deadline: of each call; searches take longer.
    func plans<Result: Sendable>(
        deadline: Duration = .seconds(15),
        _ body: @Sendable (any Taoli_Rotation_V1_PlanService.ClientProtocol) async throws -> Result
    ) async throws -> Result {
        try await connected(to: .rotation, deadline: deadline) { remote in
            try await body(Taoli_Rotation_V1_PlanService.Client(wrapping: remote.grpc))
        }
    }

    /// A sentence in the reader's language.
    func text(_ sentence: Taoli_Rotation_V1_Sentence) -> String {
        text(sentence.chinese, sentence.english)
    }
}
