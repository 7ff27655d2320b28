import ArgumentParser
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliRuntime

/// `taoli case decide`
struct CaseDecide: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "decide",
        abstract: "Answers at an open step: submits, agrees, returns, refuses, files, votes.",
        discussion: """
            A no and a return need --reason. The consent that brings a case about needs \
            --effective-on, and --reason too where that day is more than a year away. \
            `taoli case show` lists the papers that a step asks for.

            Examples:
              taoli case decide 0199c2f3-… J.3 yes
              taoli case decide 0199c2f3-… J.4 yes --paper consent=宁政函〔2026〕3号 \
            --effective-on 2026-09-01
              taoli case decide 0199c2f3-… X3.4 yes --paper minutes=纪要 --vote 9/8/7
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The case's id.", transform: Parse.id) var id: String
    @Argument(help: "The step's id, e.g. J.3.") var step: String
    @Argument(help: "yes, no or returned.") var outcome: StepOutcomeName
    @Option(help: "Why; also of a day more than a year away.") var reason = ""
    @Option(
        help: ArgumentHelp(
            "A paper: its kind and its number or address; may be repeated.",
            valueName: "kind=reference"), transform: Parse.pair)
    var paper: [(key: String, value: String)] = []
    @Option(help: "From which day it holds, YYYY-MM-DD.", transform: Parse.date)
    var effectiveOn: CalendarDate?
    @Option(
        help: ArgumentHelp(
            "The count of a vote.", valueName: "members/present/in-favour"),
        transform: Parse.vote)
    var vote: [Int32]?
    @Option(
        help: ArgumentHelp(
            "A rule that the bureau sets aside, with its reason; may be repeated.",
            valueName: "rule=reason"), transform: Parse.pair)
    var exception: [(key: String, value: String)] = []

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let request = request(CommandContext.requestID())
        let response = try await context.connected(to: .registry) { remote in
            try await Taoli_Registry_V1_CaseService.Client(wrapping: remote.grpc)
                .answerStep(request)
        }
        context.note(response.findings)
        try context.show(response.case)
    }

    private func request(_ requestID: String) -> Taoli_Registry_V1_AnswerStepRequest {
        .with {
            $0.requestID = requestID
            $0.caseID = id
            $0.step = step
            $0.outcome = outcome.rawValue
            $0.reason = reason
            $0.papers = CasePapers.messages(paper)
            $0.effectiveOn = effectiveOn?.description ?? ""
            if let vote {
                $0.vote = .with {
                    $0.members = vote[0]
                    $0.present = vote[1]
                    $0.inFavour = vote[2]
                }
            }
            $0.exceptions = exception.map { given in
                .with {
                    $0.rule = given.key
                    $0.reason = given.value
                }
            }
        }
    }
}

/// Papers as given on the command line.
enum CasePapers {
    static func messages(_ papers: [(key: String, value: String)]) -> [Taoli_Registry_V1_Paper] {
        papers.map { paper in
            .with {
                $0.kind = paper.key
                $0.reference = paper.value
            }
        }
    }
}
