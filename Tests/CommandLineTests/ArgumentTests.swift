import ArgumentParser
import TaoliModels
import Testing

@testable import taoli

@Suite("Command lines")
struct ArgumentTests {
    @Test(
        "A wrong command line ends with 64 and writes no data",
        arguments: [
            ["group", "list", "--on", "2026-02-30"], ["group", "list", "--format", "xml"],
            ["import", "check", "file.csv"], ["import", "check", "--kind", "schools"],
            ["import", "check", "--kind", "teachers", "f.csv"],
            ["import", "apply", "--job", "no-id"],
            [
                "import", "apply", "--job", "0199c2f0-0000-7000-8000-000000000001", "--kind",
                "groups",
            ],
            ["account", "create", "--kind", "program", "--login", "a", "--name", "b"],
            [
                "account", "create", "--kind", "person", "--login", "a", "--name", "b", "--role",
                "city",
            ],
            [
                "account", "create", "--kind", "person", "--login", "a", "--name", "b", "--role",
                "service", "--unit", "city/440100",
            ],
            ["events", "tail", "--service", "registry", "--last", "0"],
            ["events", "tail", "--service", "registry", "--from", "1", "--last", "5"],
            ["school", "list", "--stage", "primry"], ["inbox", "read", "7"], ["nonsense"],
            ["body", "establish", "council", "--from", "2026-09-01"],
            [
                "body", "establish", "council", "--group", "g", "--unit", "city/440100",
                "--from", "2026-09-01",
            ],
            ["body", "appoint", "no-id", "chair", "--office", "校长", "--from", "2026-09-01"],
            [
                "body", "resolve", "0199c2f0-0000-7000-8000-000000000001", "--held-on",
                "2026-09-15", "--minutes", "纪要",
            ],
            [
                "body", "resolve", "0199c2f0-0000-7000-8000-000000000001", "--held-on",
                "2026-09-15", "--minutes", "纪要", "--tally", "2/0",
            ],
            ["document", "accept", "0199c2f0-0000-7000-8000-000000000001", "1"],
            ["document", "due"], ["document", "propose", "charter", "--group", "g"],
        ])
    func usage(arguments: [String]) async {
        let console = TestConsole()
        let status = await Program.run(arguments, environment: [:], console: console.console)
        #expect(status == CommandExit.usage.rawValue)
        #expect(console.data.isEmpty)
        #expect(!console.notes.isEmpty)
    }

    @Test("A name that is nearly right is answered with the right one")
    func nearest() async {
        let console = TestConsole()
        _ = await Program.run(
            ["school", "list", "--stage", "primry"], environment: [:], console: console.console)
        #expect(console.notes.contains("Is 'primary' meant?"))
    }

    @Test(
        "In Chinese a wrong command line begins with what is wrong and where to look",
        arguments: [
            (["case", "show"], "缺少必需的参数或选项"), (["group", "list", "--nmae", "x"], "没有这个选项"),
            (["group", "list", "--on", "2026-02-30"], "值不正确"), (["group", "list", "x"], "多出的参数"),
        ])
    func chinese(arguments: [String], what: String) async {
        for (words, environment) in [
            (arguments + ["--lang", "zh"], [:]), (arguments + ["--lang=zh"], [:]),
            (arguments, ["LANG": "zh_CN.UTF-8"]),
        ] {
            let console = TestConsole()
            let status = await Program.run(
                words, environment: environment, console: console.console)
            #expect(status == CommandExit.usage.rawValue)
            #expect(console.notes.hasPrefix("taoli：命令行有误："), "\(console.notes)")
            #expect(console.notes.contains("用 --help 查看用法。"))
            #expect(console.notes.contains(what), "\(words): \(console.notes)")
        }
        let english = TestConsole()
        _ = await Program.run(arguments, environment: [:], console: english.console)
        #expect(english.notes.hasPrefix("Error:"))
    }

    @Test("Help is data, and every command's help has two examples")
    func examples() async {
        func check(_ type: any ParsableCommand.Type, _ path: [String]) async {
            let console = TestConsole()
            let status = await Program.run(
                path + ["--help"], environment: [:], console: console.console)
            #expect(status == 0)
            let examples = console.data.split(separator: "\n").filter {
                $0.hasPrefix("  taoli ")
            }
            #expect(examples.count >= 2, "\(path)")
            for subcommand in type.configuration.subcommands {
                await check(subcommand, path + [subcommand.configuration.commandName ?? ""])
            }
        }
        await check(Taoli.self, [])
    }

    @Test("A group's kind may be written with dashes as in the help")
    func groupKind() throws {
        #expect(try Parse.groupKind("school-zone") == .schoolZone)
        #expect(try Parse.groupKind("education_group") == .educationGroup)
    }

    @Test("No option takes a secret: a password comes from a file, the terminal or standard input")
    func secrets() async {
        for path in [["login"], ["account", "create"]] {
            let console = TestConsole()
            _ = await Program.run(
                path + ["--help"], environment: [:], console: console.console)
            #expect(!console.data.contains("--password "))
            #expect(console.data.contains("--password-file"))
        }
    }
}
