import ArgumentParser

/// A command that does something, in contrast to those that only hold subcommands.
protocol TaoliCommand: ParsableCommand, Sendable {
    var global: GlobalOptions { get }
    /// The key file named on the command line; `nil` for commands that have no such option.
    var identityOption: String? { get }
    /// Does the work. Throws what ``ErrorReport`` can read.
    func perform(in context: CommandContext) async throws
}
