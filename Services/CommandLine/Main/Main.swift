import Foundation

/// The executable `taoli`.
@main struct Main {
    static func main() async {
        let console = Terminal.console()
        Interrupt.install(console.farewell)
        let status = await Program.run(
            Array(CommandLine.arguments.dropFirst()),
            environment: ProcessInfo.processInfo.environment, console: console)
        exit(status)
    }
}
