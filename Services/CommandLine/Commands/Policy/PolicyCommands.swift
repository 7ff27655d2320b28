import ArgumentParser
import Foundation
import TaoliContracts
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
        let count = error.problems.count
        return CommandFailure(
            .dataInvalid,
            Wording(
                "政策包有 \(count) 处错误：",
                "The pack has \(count) \(count == 1 ? "mistake" : "mistakes"):"),
            details: error.problems.map(\.report),
            next: Wording("请逐条改正后再检查。", "Correct them and check again."))
    }
}

/// `taoli policy check`
struct PolicyCheck: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Says everything that is wrong with a pack's file.",
        discussion: """
            One mistake a line: file:line:column rule: what is wrong, what to write instead. With \
            --format json they are a list on standard output. Exit code 65 when something is wrong.

            Examples:
              taoli policy check mine.yaml
              taoli policy check mine.yaml --format json
            """)

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The file.") var file: String

    var identityOption: String? { nil }
    static var outputUse: OutputUse { .nothing }

    func perform(in context: CommandContext) async throws {
        let bytes = try PolicySource.bytes(file)
        do throws(PolicyProblems) {
            let pack = try PolicyPack.load(bytes, file: file)
            context.console.note(
                context.text(
                    "没有错误：\(pack.id)，\(pack.rules.count) 条规则，版本 \(pack.version)",
                    "Nothing is wrong: \(pack.id), \(pack.rules.count) rules, version "
                        + pack.version))
        } catch {
            guard context.format == .table else {
                try context.show(list: error.problems)
                throw QuietExit(status: .dataInvalid)
            }
            throw PolicySource.failure(error)
        }
        if context.format == .json { try context.show(list: [PolicyProblem]()) }
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
              taoli policy show --district 440105 --rule composition.limits
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions
    @Argument(help: "A pack's id (TC, JD, GT, XN, SH; CN is an example) or a file.") var pack:
        String?
    @Option(help: "The pack that this district follows, with its own changes.")
    var district: String?
    @Option(help: "With --district: cases, rotation, evaluation or notification.")
    var function: String?
    @Option(
        help: "With --district: in which school year (default: the current one).",
        transform: Parse.schoolYear)
    var schoolYear: SchoolYear?
    @Option(help: "Only rules of this section, e.g. rotation.") var section: String?
    @Option(help: "Only rules whose path begins with this.") var rule: String?
    @Option(help: "Only rules of this clause, or 'ours'.") var clause: String?

    var identityOption: String? { identity.keyFile }

    func validate() throws {
        guard (pack == nil) != (district == nil) else {
            throw ValidationError("Name a pack or --district, one of the two.")
        }
        guard district != nil || (function == nil && schoolYear == nil) else {
            throw ValidationError("--function and --school-year go with --district.")
        }
        if let function, PolicyFunction(rawValue: function) == nil {
            let names = PolicyFunction.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("'\(function)' is none of \(names).")
        }
    }

    func perform(in context: CommandContext) async throws {
        let (pack, name) = try await chosen(in: context)
        let rules = pack.rules
        let filters = [
            section.map(RuleFilter.section), rule.map(RuleFilter.path),
            clause.map(RuleFilter.clause),
        ].compactMap { $0 }
        for filter in filters { try filter.requireAny(of: rules, in: name) }
        try context.show(list: rules.filter { rule in filters.allSatisfy { $0.admits(rule) } })
    }

    /// The pack that is named, or the district's.
    private func chosen(in context: CommandContext) async throws -> (PolicyPack, name: String) {
        guard let district else {
            let name = pack ?? ""
            return (try PolicySource.pack(name), name)
        }
        let followed = try await FollowedPolicy.find(
            district, for: function.flatMap { PolicyFunction(rawValue: $0) } ?? .cases,
            in: schoolYear ?? SchoolYear(containing: Parse.today), context)
        if context.format == .table {
            context.console.note(followed.headline.text(in: context.language))
        }
        return (try followed.pack(), "\(followed.binding.pack) (\(district))")
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
        if differences.isEmpty, context.format == .table {
            return context.console.note(
                context.text("两个政策包没有差异。", "There is no difference between the two packs."))
        }
        try context.show(list: differences)
    }
}
