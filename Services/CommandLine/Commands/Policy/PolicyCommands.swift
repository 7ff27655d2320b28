import ArgumentParser
import Foundation
import TaoliModels
import TaoliPolicy

/// `taoli policy …`
struct PolicyCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy",
        abstract: "Policy packs: read them, check your own, and say which a district follows.",
        discussion: """
            Examples:
              taoli policy show XN --rule composition
              taoli policy check mine.yaml
            """,
        subcommands: [
            PolicyShow.self, PolicyCheck.self, PolicyDiff.self, PolicyBind.self,
            PolicyBindings.self,
        ])
}

/// A pack that a person names: one that comes with the product by its id, or a file.
enum PolicySource {
    /// - Throws: ``CommandFailure`` for a file that cannot be read or does not load, with every
    ///   mistake by line.
    static func pack(_ name: String) throws -> PolicyPack {
        let id = name.uppercased()
        if let pack = PolicyPacks.shipped[id] ?? PolicyPacks.examples[id] { return pack }
        let bytes = try bytes(name)
        do {
            return try PolicyPack.load(bytes, file: name)
        } catch {
            throw failure(error)
        }
    }

    /// The file's bytes.
    static func bytes(_ path: String) throws -> Data {
        guard let bytes = FileManager.default.contents(atPath: path) else {
            let ids = (PolicyPacks.shipped.ids + PolicyPacks.examples.ids).joined(separator: ", ")
            throw CommandFailure(
                .dataInvalid, Wording("读不到文件。", "The file cannot be read."), place: path,
                next: Wording(
                    "请给出文件路径，或随产品提供的政策包：\(ids)。",
                    "Give a file, or one of the packs that come with the product: \(ids)."))
        }
        return bytes
    }

    /// Every mistake on a line of its own.
    static func failure(_ error: PolicyProblems) -> CommandFailure {
        func lines(_ text: (Wording) -> String) -> String {
            error.problems.map {
                "\n\($0.file):\($0.line):\($0.column) \($0.rule) \(text($0.what)) \(text($0.fix))"
            }.joined()
        }
        return CommandFailure(
            .dataInvalid,
            Wording(
                "政策包有 \(error.problems.count) 处错误：\(lines(\.chinese))",
                "The pack has \(error.problems.count) mistakes:\(lines(\.english))"),
            next: Wording("请逐条改正后再检查。", "Correct them and check again."))
    }
}

/// `taoli policy check`
struct PolicyCheck: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Says everything that is wrong with a pack's file.",
        discussion: """
            Examples:
              taoli policy check mine.yaml
              taoli policy check mine.yaml --lang zh
            """)

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The file.") var file: String

    var identityOption: String? { nil }
    static var outputUse: OutputUse { .nothing }

    func perform(in context: CommandContext) async throws {
        let bytes = try PolicySource.bytes(file)
        do {
            let pack = try PolicyPack.load(bytes, file: file)
            context.console.note(
                context.text(
                    "没有错误：\(pack.id)，\(pack.rules.count) 条规则，版本 \(pack.version)",
                    "Nothing is wrong: \(pack.id), \(pack.rules.count) rules, version "
                        + pack.version))
        } catch {
            throw PolicySource.failure(error)
        }
    }
}

/// `taoli policy show`
struct PolicyShow: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows the rules of a pack, each with its clause.",
        discussion: """
            Examples:
              taoli policy show XN
              taoli policy show XN --rule composition.limits
              taoli policy show SH --section rotation
              taoli policy show mine.yaml --clause XN-3 --format json
            """)

    @OptionGroup var global: GlobalOptions
    @Argument(help: "A pack's id (TC, JD, GT, XN, SH; CN is an example) or a file.") var pack:
        String
    @Option(help: "Only rules of this section, e.g. rotation.") var section: String?
    @Option(help: "Only rules whose path begins with this.") var rule: String?
    @Option(help: "Only rules of this clause, or 'ours'.") var clause: String?

    var identityOption: String? { nil }

    func perform(in context: CommandContext) async throws {
        let rules = try PolicySource.pack(pack).rules.filter { item in
            (rule.map { item.source.rule.hasPrefix($0) } ?? true)
                && (section.map { item.source.rule.hasPrefix($0 + ".") } ?? true)
                && (clause.map { item.source.citation == $0 } ?? true)
        }
        try context.show(list: rules)
    }
}

/// `taoli policy diff`
struct PolicyDiff: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Shows the rules in which two packs differ.",
        discussion: """
            Examples:
              taoli policy diff XN mine.yaml
              taoli policy diff last-year.yaml this-year.yaml --format json
            """)

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The earlier pack: id or file.") var old: String
    @Argument(help: "The later pack: id or file.") var new: String

    var identityOption: String? { nil }

    func perform(in context: CommandContext) async throws {
        let differences = PolicyDifference.between(
            try PolicySource.pack(old), try PolicySource.pack(new))
        try context.show(list: differences)
    }
}
