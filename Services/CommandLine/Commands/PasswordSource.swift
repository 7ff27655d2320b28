import Foundation
import TaoliModels

/// Where a password comes from; never from the command line, which others can see.
struct PasswordSource: Sendable {
    /// Longer files are not passwords.
    static let bytesMax = 4096

    /// A file, `-` for standard input, or `nil`: the terminal, else standard input.
    let file: String?

    /// - Throws: ``CommandFailure`` when there is none.
    func read(in context: CommandContext, prompt: String) throws -> String {
        if let file, file != "-" { return try PasswordSource.contents(of: file) }
        let line: String?
        if file == nil, context.console.inputIsTerminal {
            guard context.mayAsk else {
                throw CommandFailure(
                    .usage, Wording("没有密码。", "There is no password."),
                    next: Wording("请使用 --password-file。", "Use --password-file."))
            }
            line = context.console.readSecret(prompt)
        } else {
            line = context.console.readLine()
        }
        guard let line, !line.isEmpty else {
            throw CommandFailure(
                .usage, Wording("密码为空。", "The password is empty."),
                next: Wording(
                    "请在终端输入，或使用 --password-file。", "Type it, or use --password-file."))
        }
        return line
    }

    /// The first line of a file.
    private static func contents(of file: String) throws -> String {
        guard let handle = FileHandle(forReadingAtPath: file),
            let data = try? handle.read(upToCount: bytesMax)
        else {
            throw CommandFailure(
                .dataInvalid,
                Wording("密码文件无法读取或为空。", "The password file cannot be read or is empty."),
                place: file, next: Wording("请检查路径和权限。", "Check its path and permissions."))
        }
        guard let text = String(data: data, encoding: .utf8),
            let line = text.split(whereSeparator: \.isNewline).first
        else {
            throw CommandFailure(
                .dataInvalid,
                Wording("密码文件的第一行为空或不是 UTF-8。", "The first line is empty or not UTF-8."),
                place: file,
                next: Wording("请把密码写在第一行。", "Write the password on the first line."))
        }
        return String(line)
    }
}
