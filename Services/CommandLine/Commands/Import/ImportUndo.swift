import ArgumentParser
import TaoliContracts
import TaoliModels
import TaoliRuntime

/// `taoli import undo`
struct ImportUndo: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "undo",
        abstract: "Takes an applied job back while nothing depends on it.",
        discussion: """
            Examples:
              taoli import undo 0199c2f5-… --reason 文件有误
              taoli import undo 0199c2f5-… --reason 文件有误 --service evaluation --yes
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @OptionGroup var target: ImportTarget

    @Argument(help: "The job's id.", transform: Parse.id) var job: String
    @Option(help: "Why; kept in the history.") var reason = ""
    @Flag(help: "Do not ask.") var yes = false

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        if !yes { try Confirmation.requireTerminal(context) }
        let service = target.service(for: nil)
        let undone = try await context.connected(to: service) { [self] remote in
            let run = ImportRun(
                context: context,
                calls: ImportClient(service, remote))
            let found = try await run.job(job)
            let question = Wording(
                "撤销任务 \(found.fileName)（\(found.effects.chinese)）？",
                "Take back \(found.fileName) (\(found.effects.english))?")
            guard yes || Confirmation.ask(question, context) else {
                context.console.note(context.text("没有任何改动。", "Nothing was changed."))
                return found
            }
            return try await run.undo(job, reason: reason)
        }
        try context.show(undone)
    }
}
