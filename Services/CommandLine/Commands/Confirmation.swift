import TaoliModels

/// Asks before something is changed that many would notice.
enum Confirmation {
    /// - Throws: ``CommandFailure`` when nobody can be asked: scripts say `--yes`.
    static func requireTerminal(_ context: CommandContext) throws {
        guard !context.mayAsk else { return }
        throw CommandFailure(
            .usage, Wording("没有终端可供确认。", "There is no terminal to confirm on."),
            next: Wording("请加上 --yes。", "Add --yes."))
    }

    /// Whether the person types `yes` (or 是).
    static func ask(_ question: Wording, _ context: CommandContext) -> Bool {
        context.console.writeNote(
            context.text("\(question.chinese) 输入 yes 确认：", "\(question.english) Type yes: "))
        let answer = context.console.readLine()?.lowercased().filter { !$0.isWhitespace }
        return answer == "yes" || answer == "是"
    }
}
