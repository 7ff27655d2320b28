import ArgumentParser
import Foundation
import RotationCore
import TaoliModels

/// Which instance, under which parameters.
struct InstanceOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Folder with schools.csv, teachers.csv, needs.csv, preferences.csv, commute.csv and "
                + "params.json.", valueName: "folder"))
    var instance: String

    @Option(
        help: ArgumentHelp("Values of this file go before those of params.json.", valueName: "file")
    )
    var pack: String?

    @Option(help: "Where teams are asked for: pair, receiver or marked (default: params.json).")
    var teamScope: String?

    /// Reads everything; warnings are notes.
    ///
    /// - Throws: ``CommandFailure``; every problem of the rows has been noted then.
    func load(_ context: CommandContext) throws -> LoadedInstance {
        var draft = try draft()
        if let teamScope {
            try ParametersFile.setting("team_scope", "--team-scope") {
                () throws(ParametersDraft.Problem) in
                try draft.set("team_scope", to: teamScope)
            }
        }
        let parameters = try ParametersFile.complete(draft, from: pack ?? instance)
        let rows = try InstanceFolder(instance, context).read(parameters)
        return LoadedInstance(instance: rows, parameters: parameters, draft: draft)
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
    /// The parameters by name, for changes of single ones.
    let draft: ParametersDraft

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
