import Foundation
import RotationCore
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliPolicy

/// Why there is no plan, as it is kept and sent: `taoli.rotation.v1.PlanReport`.
enum PlanReports {
    /// - Parameter citations: the clauses of the pack by which was planned.
    static func message(
        _ report: InfeasibilityReport, _ problem: RecordedProblem, _ citations: PlanCitations
    ) -> Taoli_Rotation_V1_PlanReport {
        .with {
            $0.causes = report.bounds.causes.map { cause in
                let text = cause.wording(problem.facts, report.bounds, problem.instance)
                return .with {
                    $0.chinese = text.chinese
                    $0.english = text.english
                    $0.clause = citations[cause] ?? "ours"
                }
            }
            guard let remedies = report.remedies else { return }
            $0.helps = remedies.feasibleIfDropped.map { family in
                .with {
                    $0.rule = family.rawValue
                    $0.clause = citations[family] ?? "ours"
                }
            }
            $0.quotaFirst = message(remedies.quotaFirst, problem)
            $0.keyFirst = message(remedies.keyFirst, problem)
        }
    }

    private static func message(_ ready: ReadyPlan, _ problem: RecordedProblem)
        -> Taoli_Rotation_V1_ReadyPlan
    {
        let moves = problem.moves(ready.answer.plan)
        return .with {
            $0.objective = Int64(ready.answer.objective ?? 0)
            $0.sent = Int32(moves.count)
            $0.keySent = Int32(moves.count(where: \.isKey))
            $0.quotaMissing = Int32(ready.quotaMissing.reduce(0, +))
            $0.keyMissing = Int32(ready.keyMissing.reduce(0, +))
            $0.proved = ready.answer.status == .optimal
            $0.shortfalls = problem.facts.senders.indices.compactMap { sender in
                let (quota, key) = (ready.quotaMissing[sender], ready.keyMissing[sender])
                guard quota + key > 0 else { return nil }
                return .with {
                    let school = problem.facts.senders[sender].school
                    $0.schoolID = problem.schoolIDs[school].description
                    $0.quotaMissing = Int32(quota)
                    $0.keyMissing = Int32(key)
                }
            }
        }
    }

    /// What a ready plan lacks in all.
    static func shortfall(_ report: Data?, _ ready: ReadyKind) throws -> (quota: Int, key: Int) {
        guard let report else { return (0, 0) }
        let message = try Taoli_Rotation_V1_PlanReport(serializedBytes: report)
        let plan = ready == .quotaFirst ? message.quotaFirst : message.keyFirst
        return (Int(plan.quotaMissing), Int(plan.keyMissing))
    }
}
