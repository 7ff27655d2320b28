import ArgumentParser
import Foundation
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliRuntime

/// `taoli cycle …`
struct CycleCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cycle",
        abstract:
            "Assessments of a district's units: opened, filled, computed, contested, published.",
        discussion: """
            Examples:
              taoli cycle open --pack XN --kind levels --year 2024-2025
              taoli cycle list --status contesting
            """,
        subcommands: [
            CycleOpen.self, CycleRecord.self, CycleCompute.self, CycleVerify.self,
            CycleObject.self, CycleAnswer.self, CyclePublish.self, CycleCorrect.self,
            CycleWithdraw.self,
            CycleShow.self, CycleList.self, CycleInputs.self, CycleResults.self,
        ])
}

/// `taoli verdict …`
struct VerdictCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verdict",
        abstract: "The record of units and schools over the years, and naming.",
        discussion: """
            Examples:
              taoli verdict list --group 桃李教育集团
              taoli verdict name 桃李教育集团 --pack SH
            """,
        subcommands: [
            VerdictList.self, VerdictName.self, VerdictReview.self, VerdictGrounds.self,
            VerdictDistricts.self,
        ])
}

/// `taoli survey …`
struct SurveyCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "survey",
        abstract: "Surveys of satisfaction: each token answers once, only counts are kept.",
        discussion: """
            Examples:
              taoli survey open 2025年满意度 --pack SH --year 2024-2025 --group 桃李教育集团 \
            --until 2025-06-30 --rolls rolls.csv
              taoli survey list
            """,
        subcommands: [
            SurveyOpen.self, SurveyTokens.self, SurveySubmit.self, SurveyClose.self,
            SurveyShow.self, SurveyList.self,
        ])
}

extension CommandContext {
    /// Ids of groups, asked of registry where they were named.
    func groupIDs(_ names: [String], _ rule: NameRule) async throws -> [String] {
        if names.allSatisfy({ UUID(uuidString: $0) != nil }) {
            return names.map { $0.lowercased() }
        }
        return try await connected(to: .registry) { remote in
            let finder = GroupFinder(
                calls: Taoli_Registry_V1_GroupService.Client(wrapping: remote.grpc), on: nil,
                rule: rule)
            var ids: [String] = []
            for name in names { ids.append(try await finder.id(named: name)) }
            return ids
        }
    }

    /// A cycle with its objections and corrections below.
    func show(_ cycle: Taoli_Evaluation_V1_Cycle) throws {
        try show(
            cycle,
            sections: [
                section(cycle.members, Wording("成员", "members")),
                section(cycle.objections, Wording("异议", "objections")),
                section(cycle.corrections, Wording("更正", "corrections")),
            ])
    }

    /// A cycle with what followed from its results.
    func show(
        _ cycle: Taoli_Evaluation_V1_Cycle, _ consequences: [Taoli_Evaluation_V1_Consequence]
    ) throws {
        try show(cycle, sections: [section(consequences)])
        for item in consequences where format == .json {
            console.note("\(item.then) \(item.schoolID) \(item.clause)")
        }
    }
}
