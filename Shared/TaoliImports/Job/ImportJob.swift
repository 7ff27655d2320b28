package import Foundation
package import TaoliModels

/// One import: a file, what was found in it, and how far it is.
package struct ImportJob: Sendable {
    /// A UUIDv7 given by the service.
    package let id: UUID
    /// The kind of file, as its `ImportSubject` names it.
    package let kind: String
    /// Changed by the transitions of this type only.
    package internal(set) var state: ImportState = .uploading
    /// As the creator named it; shown, never opened.
    package let fileName: String
    /// What the creator announced; the check needs exactly so many.
    package let sizeBytes: Int64
    /// Lower-case hexadecimal, as the creator says; the check compares it.
    package let sha256: String
    /// Bytes that came so far; the next piece begins here.
    package internal(set) var receivedBytes: Int64 = 0
    /// First day of what the file records, where a row does not say.
    package let effectiveOn: CalendarDate
    /// Rows checked, applied or undone so far.
    package internal(set) var rowsDone: Int64 = 0
    /// Of so many; 0 until they are counted.
    package internal(set) var rowsTotal: Int64 = 0
    /// What the rows belong to, where the kind counts it: distinct groups.
    package internal(set) var groupsTotal: Int64 = 0
    /// What the last check found, corrected by rows that applying refused.
    package internal(set) var counts = ImportCounts()
    /// SHA-256 over the verdicts of all rows; empty before the first check.
    package internal(set) var reportHash = ""
    /// Problems of the file as a whole, or why the job stopped.
    package internal(set) var problems: [ImportProblem] = []
    /// The job that applied the same bytes before.
    package let appliedBeforeBy: UUID?
    /// The answers file of the last check, as it came; empty for none.
    package internal(set) var answers = Data()
    /// Who made the job; its home district owns it.
    package let creator: Caller
    /// Who confirmed what it is doing now.
    package internal(set) var confirmer: Caller?
    /// Why it was taken back; empty before.
    package internal(set) var reason = ""
    /// Up to where applying or undoing came.
    package internal(set) var position = ImportPosition(phase: 0, row: 0)
    /// Batches applied and undone so far.
    package internal(set) var batches: Int64 = 0
    /// Faults in a row at what it is doing now; `ImportLimits.failuresMax` stop it.
    package internal(set) var failures = 0
    /// When it was made, by the service's clock.
    package let createdAt: Date

    /// A new job, waiting for its file.
    package init(
        id: UUID, kind: String, fileName: String, sizeBytes: Int64, sha256: String,
        effectiveOn: CalendarDate, appliedBeforeBy: UUID?, creator: Caller, createdAt: Date
    ) {
        self.id = id
        self.kind = kind
        self.fileName = fileName
        self.sizeBytes = sizeBytes
        self.sha256 = sha256
        self.effectiveOn = effectiveOn
        self.appliedBeforeBy = appliedBeforeBy
        self.creator = creator
        self.createdAt = createdAt
    }

    /// Who changes are recorded as: the one who confirmed, else the creator.
    package var author: Caller { confirmer ?? creator }
}

/// A place in the order in which rows are applied: by phase, then by row number.
package struct ImportPosition: Hashable, Sendable {
    /// From 0; -1 behind the last batch.
    package var phase: Int
    /// The row done last; applying counts up from 0, undoing down from `.max`.
    package var row: Int64

    package init(phase: Int, row: Int64) {
        self.phase = phase
        self.row = row
    }
}
