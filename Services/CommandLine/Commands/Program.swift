import ArgumentParser

/// Runs one command line from words to exit code.
enum Program {
    /// - Returns: the exit code; everything has been written.
    static func run(
        _ arguments: [String], environment: [String: String], console: Console
    ) async -> Int32 {
        do {
            var command = try Taoli.parseAsRoot(arguments)
            guard let work = command as? any TaoliCommand else {
                try command.run()
                return CommandExit.ok.rawValue
            }
            return await perform(
                work, words: arguments, environment: environment, console: console)
        } catch {
            return finish(
                error, Language(words: arguments, environment: environment), console)
        }
    }

    private static func perform(
        _ command: any TaoliCommand, words: [String], environment: [String: String],
        console: Console
    ) async -> Int32 {
        do {
            try command.checkOutput()
            let context = try CommandContext(
                command.global, identityOption: command.identityOption, environment: environment,
                console: console, words: words)
            try await command.perform(in: context)
            if type(of: command).outputUse == .workbook { try context.workbook?.requireWritten() }
            return CommandExit.ok.rawValue
        } catch let quiet as QuietExit {
            return quiet.status.rawValue
        } catch {
            let report = ErrorReport(error)
            let language = command.global.lang ?? Language(environment: environment)
            console.writeNote(report.text(in: language))
            return report.status.rawValue
        }
    }

    /// Help and versions are data; a wrong command line is a note.
    private static func finish(
        _ error: any Error, _ language: Language, _ console: Console
    ) -> Int32 {
        let code = Taoli.exitCode(for: error)
        let text = Taoli.fullMessage(for: error)
        if code.isSuccess {
            try? console.data(text)
        } else {
            console.note(language == .zh ? UsageWords.chinese(text) : text)
        }
        return code.rawValue
    }
}
