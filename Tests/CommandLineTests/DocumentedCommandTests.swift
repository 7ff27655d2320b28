import ArgumentParser
import Foundation
import Testing

@testable import taoli

@Suite("Commands that the pages name")
struct DocumentedCommandTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// README and the pages of the documentation; decisions keep what was true in their time.
    static let pages: [String] = {
        let folder = root.appending(path: "Shared/Documentation").path
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return ["README.md"]
            + names.filter { $0.hasSuffix(".md") }.sorted().map { "Shared/Documentation/\($0)" }
    }()

    @Test("Each command and each of its options exists", arguments: pages)
    func exist(page: String) async throws {
        let text = try String(contentsOf: Self.root.appending(path: page), encoding: .utf8)
        for line in Self.lines(of: text) {
            if let problem = await Self.problem(with: line) {
                Issue.record("\(page): taoli \(line.joined(separator: " ")): \(problem)")
            }
        }
    }

    @Test("A wrong word, a wrong alternative and a wrong option are found")
    func found() async {
        #expect(await Self.problem(with: ["group", "lst"]) != nil)
        #expect(await Self.problem(with: ["import", "check|appply", "FILE"]) != nil)
        #expect(await Self.problem(with: ["plan", "check,", "konsult,", "decide"]) != nil)
        #expect(await Self.problem(with: ["group", "show", "G", "--no", "DAY"]) != nil)
        #expect(await Self.problem(with: ["group", "show", "G", "[--on", "DAY]"]) == nil)
        #expect(await Self.problem(with: ["plan", "check,", "consult,", "decide"]) == nil)
        #expect(await Self.problem(with: ["unit", "…"]) == nil)
    }

    /// The words behind `taoli` of code in a line and of lines in blocks.
    private static func lines(of text: String) -> [[String]] {
        let inline = text.matches(of: /`taoli ([^`]+)`/).map { String($0.output.1) }
        let blocks = text.matches(of: /(?m)^ *(?:\.build\/release\/)?taoli ([^`\n]+)$/).map {
            String($0.output.1)
        }
        return (inline + blocks).map { line in
            line.split(separator: " ").map(String.init).prefix { $0 != "#" }.map { $0 }
        }
    }

    /// What is wrong with a command line as a page writes it; `nil` when all of it exists.
    ///
    /// Words lead down the tree of commands until one is no name. `a, b` and `a|b` name siblings.
    private static func problem(with words: [String]) async -> String? {
        var command: any ParsableCommand.Type = Taoli.self
        var path: [String] = []
        var isOne = true
        words: for word in words {
            let children = command.configuration.subcommands
            if children.isEmpty { break }
            let names = word.trimmingCharacters(in: [","]).split(separator: "|").map(String.init)
            guard names.allSatisfy({ $0.wholeMatch(of: /[a-z][a-z-]*/) != nil }) else { break }
            for name in names {
                guard let child = children.first(where: { $0.configuration.commandName == name })
                else { return "no command '\(name)'" }
                guard names.count == 1, !word.hasSuffix(","), isOne else {
                    isOne = false
                    continue
                }
                command = child
                path.append(name)
            }
            if names.count > 1 { break words }
        }
        guard isOne else { return nil }
        let console = TestConsole()
        _ = await Program.run(path + ["--help"], environment: [:], console: console.console)
        let options = words.compactMap { $0.firstMatch(of: /^\[?(--[a-z][a-z-]*)/)?.output.1 }
        let known = Set(console.data.matches(of: /--[a-z][a-z-]*/).map { String($0.output) })
        return options.first { !known.contains(String($0)) }.map { "no option \($0)" }
    }
}
