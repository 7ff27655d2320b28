import Foundation
import SwiftProtobuf
package import TaoliContracts
package import TaoliImports
import TaoliModels

// Import jobs and their reports ↔ the messages of the contract.

extension ImportJob {
    /// The job as it is sent.
    package var message: Taoli_Registry_V1_ImportJob {
        .with {
            $0.id = ImportJobID(id).description
            $0.kind = Taoli_Registry_V1_ImportKind(named: kind)
            $0.state = state.contract
            $0.fileName = fileName
            $0.sha256 = sha256
            $0.sizeBytes = sizeBytes
            $0.receivedBytes = receivedBytes
            $0.effectiveOn = effectiveOn.description
            $0.rowsDone = rowsDone
            $0.rowsTotal = rowsTotal
            $0.counts = counts.message
            $0.reportHash = reportHash
            $0.problems = problems.map(\.message)
            $0.appliedBeforeBy = appliedBeforeBy.map { ImportJobID($0).description } ?? ""
            $0.groupsTotal = groupsTotal
            $0.createdAt = createdAt.formatted(.iso8601)
            $0.createdBy = creator.subject
        }
    }
}

extension ImportCounts {
    /// As a caller confirms them.
    package init(_ message: Taoli_Registry_V1_ImportCounts) {
        self.init()
        accepted = message.accepted
        doubtful = message.doubtful
        refused = message.refused
        new = message.newRows
        changed = message.changed
        unchanged = message.unchanged
        skipped = message.skipped
    }

    var message: Taoli_Registry_V1_ImportCounts {
        .with {
            $0.accepted = accepted
            $0.doubtful = doubtful
            $0.refused = refused
            $0.newRows = new
            $0.changed = changed
            $0.unchanged = unchanged
            $0.skipped = skipped
        }
    }
}

extension ImportProblem {
    var message: Taoli_Registry_V1_Problem {
        .with {
            $0.slug = slug
            $0.column = column
            $0.value = value
            $0.chinese = chinese
            $0.english = english
        }
    }
}

extension ReportedRow {
    /// A row of the report as it is sent.
    package var message: Taoli_Registry_V1_ImportRow {
        .with {
            $0.row = row
            $0.verdict = verdict.contract
            $0.effect = effect.contract
            $0.problems = problems.map(\.message)
            $0.cells = cells
        }
    }
}

extension Taoli_Registry_V1_ImportKind {
    /// A kind by the name under which services know it; unspecified for any other.
    package init(named name: String) {
        self = Self.allCases.first { $0.name == name } ?? .unspecified
    }

    /// As services name it, e.g. `schools`; empty for an unspecified or unknown kind.
    package var name: String {
        switch self {
        case .districts: "districts"
        case .schools: "schools"
        case .groups: "groups"
        case .staff: "staff"
        case .rolls: "rolls"
        case .results: "results"
        case .answers: "answers"
        case .resources: "resources"
        case .unspecified, .UNRECOGNIZED: ""
        }
    }
}

extension ImportState {
    var contract: Taoli_Registry_V1_ImportState {
        switch self {
        case .uploading: .uploading
        case .checking: .checking
        case .checked: .checked
        case .applying: .applying
        case .applied: .applied
        case .undoing: .undoing
        case .undone: .undone
        case .unusable: .unusable
        }
    }
}

extension ImportVerdict {
    /// `nil` for an unspecified or unknown verdict.
    package init?(_ value: Taoli_Registry_V1_RowVerdict) {
        guard let verdict = ImportVerdict.allCases.first(where: { $0.contract == value }) else {
            return nil
        }
        self = verdict
    }

    var contract: Taoli_Registry_V1_RowVerdict {
        switch self {
        case .accepted: .accepted
        case .doubtful: .doubtful
        case .refused: .refused
        }
    }
}

extension ImportEffect {
    var contract: Taoli_Registry_V1_RowEffect {
        switch self {
        case .none: .unspecified
        case .new: .new
        case .changed: .changed
        case .unchanged: .unchanged
        case .skipped: .skipped
        }
    }
}
