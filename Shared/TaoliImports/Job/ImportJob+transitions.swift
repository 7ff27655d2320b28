package import Foundation
package import TaoliModels

/// The life of a job as decisions: the job after a step, or why the step cannot be taken.
extension ImportJob {
    /// - Throws: `file-size`, `bad-digest`.
    package static func checkFile(sizeBytes: Int64, sha256: String) throws(Refusal) {
        guard (0...ImportLimits.fileBytesMax).contains(sizeBytes) else {
            throw ImportRefusals.fileSize("size_bytes")
        }
        let isDigest =
            sha256.utf8.count == 64
            && sha256.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
        guard isDigest else { throw ImportRefusals.digest }
    }

    /// Takes a chunk, or says that it is there already.
    ///
    /// - Returns: the job after it, or `nil` when the chunk is not the next one: an earlier one sent
    ///   again, or one sent too soon. The sender goes on at `receivedBytes`.
    /// - Throws: `chunk-size`, `import-state`.
    package func receiving(_ count: Int, at offset: Int64) throws(Refusal) -> ImportJob? {
        let bytes = Int64(count)
        guard (1...ImportLimits.chunkBytesMax).contains(count), offset >= 0,
            offset <= sizeBytes - bytes
        else { throw ImportRefusals.chunk }
        if state != .uploading, offset + bytes <= receivedBytes { return nil }
        guard state == .uploading else {
            throw ImportRefusals.state(state, wanted: [.uploading])
        }
        guard offset == receivedBytes else { return nil }
        var job = self
        job.receivedBytes += bytes
        return job
    }

    /// Starts the check, or a further one with answers.
    /// - Throws: `upload-incomplete`, `import-busy`, `import-state`.
    package func startingCheck(answers: Data, by caller: Caller) throws(Refusal) -> ImportJob {
        if state.isRunning { throw ImportRefusals.busy(state) }
        guard state == .uploading || state == .checked, batches == 0 else {
            throw ImportRefusals.state(state, wanted: [.uploading, .checked])
        }
        guard receivedBytes == sizeBytes else { throw ImportRefusals.incomplete(self) }
        var job = begun(.checking, by: caller, rows: 0)
        job.answers = answers
        job.reportHash = ""
        job.counts = ImportCounts()
        return job
    }

    /// Starts to apply what the report showed. A job that is applied already, or at it, with the
    /// same report stays as it is.
    ///
    /// - Throws: `import-confirmation` when counts or hash differ from the last check,
    ///   `nothing-accepted`, `import-busy`, `import-state`.
    package func startingApply(
        hash: String, counts confirmed: ImportCounts, by caller: Caller
    ) throws(Refusal) -> ImportJob {
        switch state {
        case .checking, .undoing: throw ImportRefusals.busy(state)
        case .uploading, .undone, .unusable:
            throw ImportRefusals.state(state, wanted: [.checked])
        case .applying, .applied:
            guard hash == reportHash else { throw ImportRefusals.confirmation }
            return self
        case .checked:
            guard hash == reportHash, confirmed == counts else { throw ImportRefusals.confirmation }
            guard counts.accepted > 0 else { throw ImportRefusals.nothingAccepted }
            let done = rowsDone
            var job = begun(.applying, by: caller, rows: counts.accepted)
            // One that stopped after some batches goes on where it was.
            if batches > 0 {
                job.position = position
                job.rowsDone = done
                job.rowsTotal = max(rowsTotal, counts.accepted)
            }
            return job
        }
    }

    /// Starts to take an applied job back.
    /// - Parameter dependent: what came later and rests on it.
    /// - Throws: `import-busy`, `import-state`, and the dependent's own slug.
    package func startingUndo(
        reason: String, dependent: ImportProblem?, phaseMax: Int, by caller: Caller
    ) throws(Refusal) -> ImportJob {
        if state.isRunning { throw ImportRefusals.busy(state) }
        // One that stopped half-way may be taken back as well.
        guard state == .applied || (state == .checked && batches > 0) else {
            throw ImportRefusals.state(state, wanted: [.applied])
        }
        if let dependent { throw ImportRefusals.dependent(dependent) }
        var job = begun(.undoing, by: caller, rows: counts.new + counts.changed)
        job.reason = reason
        job.position = ImportPosition(phase: phaseMax, row: .max)
        return job
    }

    private func begun(_ state: ImportState, by caller: Caller, rows: Int64) -> ImportJob {
        var job = self
        job.state = state
        job.confirmer = caller
        job.problems = []
        job.failures = 0
        job.rowsDone = 0
        job.rowsTotal = rows
        job.position = ImportPosition(phase: 0, row: 0)
        return job
    }
}
