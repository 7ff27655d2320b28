import ArgumentParser
import TaoliModels

/// A command that does something, in contrast to those that only hold subcommands.
protocol TaoliCommand: ParsableCommand, Sendable {
    var global: GlobalOptions { get }
    /// The key file named on the command line; `nil` for commands that have no such option.
    var identityOption: String? { get }
    /// What `--output` is for.
    static var outputUse: OutputUse { get }
    /// Does the work. Throws what ``ErrorReport`` can read.
    func perform(in context: CommandContext) async throws
}

extension TaoliCommand {
    static var outputUse: OutputUse { .workbook }

    /// Refuses an `--output` that would not be written, before anything is done.
    ///
    /// - Throws: ``CommandFailure``, exit code 64.
    func checkOutput() throws {
        let use = Self.outputUse
        switch (global.format, global.output) {
        case (.xlsx, _) where use == .nothing:
            throw CommandFailure(
                .usage,
                Wording("这个命令没有可写成工作簿的表。", "This command has no table to put into a workbook."),
                next: Wording("请用 --format json 或 table。", "Use --format json or table."))
        case (.xlsx, nil):
            throw CommandFailure(
                .usage,
                Wording("工作簿不能写到终端。", "A workbook is nothing for a terminal."),
                next: Wording("请用 --output 文件.xlsx。", "Say --output FILE.xlsx."))
        case (.table, .some), (.json, .some), (.csv, .some):
            if use == .own { return }
            throw CommandFailure(
                .usage,
                Wording("--output 只用于 --format xlsx。", "--output is for --format xlsx only."),
                next: Wording("其他格式请用 > 文件。", "Redirect other formats: > FILE."))
        default: break
        }
    }
}
