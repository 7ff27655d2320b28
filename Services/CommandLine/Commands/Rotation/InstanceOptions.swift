import ArgumentParser
import Foundation
import RotationCore
import TaoliModels
import TaoliPolicy

/// Which instance, under which parameters.
struct InstanceOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Folder with schools.csv, teachers.csv, needs.csv, preferences.csv, commute.csv and "
                + "params.json.", valueName: "folder"))
    var instance: String

    @Option(
        help: ArgumentHelp(
            "A policy pack (SH, CN or a .yaml file) gives every parameter with its clause; another "
                + "file goes before params.json, value by value.", valueName: "pack or file"))
    var pack: String?

    @Option(help: "Where teams are asked for: pair, receiver or marked (default: pack or file).")
    var teamScope: String?

    @Option(
        help: ArgumentHelp(
            "Another value of a parameter; reported as what-if. May repeat.",
            valueName: "name=value"))
    var whatIf: [String] = []

    func validate() throws {
        for pair in whatIf where pair.split(separator: "=").count != 2 {
            throw ValidationError("'\(pair)' is not of the form name=value.")
        }
    }

    /// Reads everything; warnings are notes.
    ///
    /// - Throws: ``CommandFailure``; every problem of the rows has been noted then.
    func load(_ context: CommandContext) throws -> LoadedInstance {
        var source = try source(context)
        if let teamScope { try source.suppose("team_scope", teamScope, option: "--team-scope") }
        for text in whatIf {
            let parts = text.split(separator: "=").map(String.init)
            try source.suppose(parts[0], parts[1], option: "--what-if")
        }
        let parameters = try ParametersFile.complete(source.draft, from: pack ?? instance)
        let rows = try InstanceFolder(instance, context).read(parameters)
        if let policy = source.policy {
            let findings = SubjectPriorityCheck(policy).findings(rows)
            for finding in findings.prefix(InstanceLimits.problemsMax) {
                context.console.note(
                    context.text("taoli：提示：", "taoli: warning: ")
                        + finding.text.text(in: context.language).harmless)
            }
        }
        return LoadedInstance(instance: rows, parameters: parameters, source: source)
    }

    /// A policy pack stands alone: what lies beside the tables must not change its rules unseen.
    private func source(_ context: CommandContext) throws -> ParameterSource {
        guard let pack, ParameterSource.isPolicy(pack) else {
            return ParameterSource(draft: try draft(), policy: nil, origins: [])
        }
        let policy = try PolicySource.pack(pack)
        let own = try PackParameters(policy)
        if FileManager.default.fileExists(atPath: instance + "/params.json") {
            context.console.note(
                context.text(
                    "参数取自政策包 \(policy.id)，不读 params.json。",
                    "Parameters are those of the pack \(policy.id); params.json is not read."))
        }
        return ParameterSource(draft: own.draft, policy: policy, origins: own.origins)
    }

    /// `params.json`, which may be absent when a pack gives everything, and the pack.
    private func draft() throws -> ParametersDraft {
        let own = instance + "/params.json"
        guard let pack else { return try ParametersFile.read(own) }
        let base =
            FileManager.default.fileExists(atPath: own)
            ? try ParametersFile.read(own) : ParametersDraft()
        return base.overridden(by: try ParametersFile.read(pack))
    }
}

/// An instance with the parameters it is planned under.
struct LoadedInstance: Sendable {
    let instance: PlanInstance
    let parameters: PlanParameters
    /// Where the parameters come from.
    let source: ParameterSource
    /// The parameters by name, for changes of single ones.
    var draft: ParametersDraft { source.draft }
    /// Which clause each rule rests on; nothing is cited without a pack.
    var citations: PlanCitations { PlanCitations(source.origins) }

    /// The number of a school by its code.
    func school(_ code: String) throws -> Int {
        if let number = instance.schools.firstIndex(where: { $0.code == code }) { return number }
        throw LoadedInstance.unknown("学校", "school", code)
    }

    /// The number of a teacher by code.
    func teacher(_ code: String) throws -> Int {
        if let number = instance.teachers.firstIndex(where: { $0.code == code }) { return number }
        throw LoadedInstance.unknown("教师", "teacher", code)
    }

    private static func unknown(
        _ chinese: String, _ english: String, _ code: String
    ) -> CommandFailure {
        CommandFailure(
            .dataInvalid,
            Wording("数据中没有\(chinese) \(code)。", "The instance has no \(english) \(code)."),
            next: Wording("请检查代码。", "Check the code."))
    }
}
