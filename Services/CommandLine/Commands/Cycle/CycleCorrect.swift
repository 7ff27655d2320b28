import ArgumentParser
import Foundation
import GRPCCore
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliRuntime

/// `taoli cycle correct`
struct CycleCorrect: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "correct",
        abstract: "Puts another computation in the place of a published one that was wrong.",
        discussion: """
            The table has the columns of taoli cycle record and only the rows that were wrong, at \
            most 500. --renew takes imports and surveys as they are now; without it they stay as \
            they went in. Those concerned are told; the former results stay: taoli cycle results \
            --computation.

            Examples:
              taoli cycle correct 0199c2f3-… levels.csv --reason 成绩登记有误
              taoli cycle correct 0199c2f3-… --renew --reason 重新导入成绩
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The cycle's id.", transform: Parse.id) var id: String
    @Argument(help: "CSV (UTF-8, GB18030, UTF-16) or a workbook (.xlsx).") var file: String?
    @Flag(help: "Take imports and surveys as they are now.") var renew = false
    @Option(help: "What was wrong; everybody concerned reads it.") var reason: String

    var identityOption: String? { identity.keyFile }

    func validate() throws {
        if file == nil, !renew { throw ValidationError("Give a table, or --renew, or both.") }
    }

    func perform(in context: CommandContext) async throws {
        let requestID = CommandContext.requestID()
        let answer = try await context.connected(to: .evaluation) { [self] remote in
            let calls = Taoli_Evaluation_V1_CycleService.Client(wrapping: remote.grpc)
            var request = Taoli_Evaluation_V1_CorrectCycleRequest.with {
                $0.requestID = requestID
                $0.cycleID = id
                $0.renew = renew
                $0.reason = reason
            }
            var sent = SentLines(path: "", lines: [])
            if let file {
                let cycle = try await calls.getCycle(.with { $0.id = id }).cycle
                let read = try await InputFile(cycle: cycle).rows(file)
                request.inputs = read.inputs
                sent = read.sent
            }
            do {
                return try await calls.correctCycle(request)
            } catch let error as RPCError {
                throw sent.told(error)
            }
        }
        try context.show(answer.cycle, answer.consequences)
    }
}
