import ArgumentParser
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliRuntime

/// `taoli body …`
struct BodyCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "body",
        abstract: "Councils, boards, offices and leading groups: posts, agenda, votes.",
        discussion: """
            Examples:
              taoli body list --group 桃李教育集团
              taoli body establish council --group 桃李教育集团 --from 2026-09-01
            """,
        subcommands: [
            BodyEstablish.self, BodyDissolve.self, BodyAppoint.self, BodyRelease.self,
            BodyList.self, BodyShow.self, BodyPropose.self, BodyAdvise.self, BodyResolve.self,
            BodyWithdraw.self, BodyResolutions.self, BodyResolution.self, BodyHistory.self,
        ])
}

/// The unit whose body or document is meant.
struct OwnerOptions: ParsableArguments {
    @Option(help: "The group: id or full name.") var group: String?
    @Option(help: "The school: id, external id or full name.") var school: String?
    @Option(
        help: ArgumentHelp(
            "Another unit, e.g. district/440105 or city/440100.", valueName: "unit"),
        transform: Parse.unit)
    var unit: UnitReference?

    /// `group/<id>`, `school/<id>` … as calls take it; empty when no unit was named.
    func reference(_ remote: ServiceClient, _ rule: NameRule) async throws -> String {
        if let group {
            let finder = GroupFinder(
                calls: Taoli_Registry_V1_GroupService.Client(wrapping: remote.grpc), on: nil,
                rule: rule)
            return "group/\(try await finder.id(named: group))"
        }
        if let school {
            return "school/\(try await Self.school(named: school, rule, remote))"
        }
        return unit?.description ?? ""
    }

    /// The id of the school that a name means.
    static func school(named name: String, _ rule: NameRule, _ remote: ServiceClient)
        async throws -> String
    {
        let finder = SchoolFinder(
            calls: Taoli_Registry_V1_SchoolService.Client(wrapping: remote.grpc), on: nil,
            rule: rule)
        return try await finder.school(named: name).id
    }

    /// - Throws: a usage error unless exactly one unit is named.
    func requireOne() throws {
        guard [group != nil, school != nil, unit != nil].count(where: { $0 }) == 1 else {
            throw ValidationError("Name one of --group, --school and --unit.")
        }
    }
}

extension CommandContext {
    /// What a rule found that binds nobody, each with its clause, if it has one, and its rule.
    func note(_ findings: [Taoli_Registry_V1_Finding]) {
        for finding in findings {
            let rule = [finding.clause, finding.rule].filter { !$0.isEmpty }.joined(separator: " ")
            console.note(
                text(
                    "注意：\(finding.whatChinese)（\(rule)）",
                    "Note: \(finding.whatEnglish) (\(rule))"))
        }
    }

    /// A body with its members, and posts that want people as notes.
    func show(_ body: Taoli_Registry_V1_Body, _ findings: [Taoli_Registry_V1_Finding]) throws {
        note(findings)
        try show(body, sections: [section(body.members, Wording("成员", "members"))])
    }
}
