import Foundation
import GRPCCore
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliRuntime

/// One import job as seen from here: created or taken up again, uploaded, checked, applied.
struct ImportRun: Sendable {
    /// Time between two questions how far the job is.
    static let pollInterval = Duration.milliseconds(300)
    /// How long registry may be away while a job runs there.
    static let absencePatience = Duration.seconds(60)

    let context: CommandContext
    let calls: ImportClient

    typealias Job = Taoli_Registry_V1_ImportJob

    /// Creates a job or takes one up again, and brings it to the end of its check.
    ///
    /// - Throws: ``CommandFailure`` with exit code 65 when the file cannot be used at all.
    func check(_ options: ImportOptions) async throws -> Job {
        let answers = try await options.answersCSV()
        var job = try await begin(options)
        context.console.farewell.set(farewell(job))
        if job.state == .uploading { job = try await upload(options, job) }
        if job.state == .checked, !answers.isEmpty, options.job != nil {
            job = try await startCheck(job, answers)
        } else if job.state == .uploading {
            job = try await startCheck(job, answers)
        }
        job = try await wait(job)
        if !job.appliedBeforeBy.isEmpty {
            context.console.note(
                context.text(
                    "提示：同样内容的文件已由任务 \(job.appliedBeforeBy) 导入过。",
                    "Note: job \(job.appliedBeforeBy) has applied the same file before."))
        }
        guard job.state != .unusable else { throw ImportRun.unusable(job) }
        return job
    }

    /// Applies what the report showed and waits until it is done.
    func apply(_ checked: Job) async throws -> Job {
        let request = Taoli_Registry_V1_ApplyImportRequest.with {
            $0.requestID = CommandContext.requestID()
            $0.jobID = checked.id
            $0.reportHash = checked.reportHash
            $0.counts = checked.counts
        }
        return try await wait(try await calls.applyImport(request).job)
    }

    /// Takes an applied job back.
    func undo(_ id: String, reason: String) async throws -> Job {
        let request = Taoli_Registry_V1_UndoImportRequest.with {
            $0.requestID = CommandContext.requestID()
            $0.jobID = id
            $0.reason = reason
        }
        return try await wait(try await calls.undoImport(request).job)
    }

    func job(_ id: String) async throws -> Job {
        try await calls.getImport(.with { $0.jobID = id }).job
    }

    /// What Ctrl-C leaves behind.
    func farewell(_ job: Job) -> String {
        context.text(
            "\n已中断。任务 \(job.id)；继续：taoli import apply --job \(job.id)\(job.serviceOption)\n",
            "\nInterrupted. Job \(job.id); to go on: taoli import apply --job \(job.id)\(job.serviceOption)\n"
        )
    }

    private func begin(_ options: ImportOptions) async throws -> Job {
        if let id = options.job { return try await job(id) }
        let file = try ImportFile(path: options.file ?? "")
        let request = Taoli_Registry_V1_CreateImportRequest.with {
            $0.requestID = CommandContext.requestID()
            $0.kind = options.kind?.message ?? .unspecified
            $0.fileName = file.name
            $0.sizeBytes = file.sizeBytes
            $0.sha256 = file.sha256
            $0.effectiveOn = options.effective?.description ?? ""
        }
        return try await calls.createImport(request).job
    }

    private func startCheck(_ job: Job, _ answers: Data) async throws -> Job {
        try await calls.checkImport(
            .with {
                $0.requestID = CommandContext.requestID()
                $0.jobID = job.id
                $0.answersCsv = answers
            }
        ).job
    }
}

// MARK: - Upload and waiting

extension ImportRun {
    /// Sends the file from where the job has it, chunk by chunk.
    private func upload(_ options: ImportOptions, _ job: Job) async throws -> Job {
        guard let path = options.file else {
            throw CommandFailure(
                .usage, Wording("任务还没有收完文件。", "The job has not received the whole file."),
                next: Wording(
                    "请再给出文件：taoli import apply --job \(job.id) 文件",
                    "Name the file again: taoli import apply --job \(job.id) FILE"))
        }
        if options.job != nil, try ImportFile(path: path).sha256 != job.sha256 {
            throw CommandFailure(
                .dataInvalid,
                Wording("文件与任务创建时的不同。", "The file differs from the one the job began with."),
                place: path,
                next: Wording("请用原来的文件，或开始新的任务。", "Use that file, or begin a new job."))
        }
        let handle = try ImportFile.open(path)
        defer { try? handle.close() }
        var progress = Progress(context.console, context.language)
        defer { progress.finish() }
        var offset = job.receivedBytes
        try handle.seek(toOffset: UInt64(max(0, offset)))
        while let chunk = try ImportFile.chunk(handle, path) {
            let begin = offset
            offset = try await calls.uploadChunk(
                .with {
                    $0.jobID = job.id
                    $0.offset = begin
                    $0.data = chunk
                }
            ).nextOffset
            // A chunk sent twice may have been answered with a later place.
            if offset != begin + Int64(chunk.count) {
                try handle.seek(toOffset: UInt64(max(0, offset)))
            }
            progress.show(Wording("上传", "uploading"), done: offset, of: job.sizeBytes)
        }
        return job
    }

    /// Asks again and again until the job rests. A registry that restarts is waited for.
    private func wait(_ job: Job) async throws -> Job {
        var job = job
        var progress = Progress(context.console, context.language)
        defer { progress.finish() }
        var absentSince: ContinuousClock.Instant?
        while let label = ImportRun.label(job.state) {
            if job.isWaiting {
                progress.say(ImportRun.waiting)
            } else {
                progress.show(label, done: job.rowsDone, of: job.rowsTotal)
            }
            try await Task.sleep(for: ImportRun.pollInterval)
            do {
                job = try await self.job(job.id)
                absentSince = nil
            } catch let error as RPCError where RemoteFailure(error).isTransient {
                let since = absentSince ?? .now
                absentSince = since
                if ContinuousClock.now - since > ImportRun.absencePatience { throw error }
            }
        }
        return job
    }

    /// A job whose turn has not come.
    static let waiting = Wording(
        "另一项导入正在进行，本任务排队等待，随后自动开始。",
        "Another import is under way; this one waits and begins by itself.")

    /// What a job is doing; `nil` when it rests.
    static func label(_ state: Taoli_Registry_V1_ImportState) -> Wording? {
        switch state {
        case .checking: Wording("检查", "checking")
        case .applying: Wording("导入", "applying")
        case .undoing: Wording("撤销", "undoing")
        default: nil
        }
    }

    /// A file that cannot be used at all, with every reason.
    static func unusable(_ job: Job) -> CommandFailure {
        let problems = job.problems
        let place = problems.map {
            [$0.slug, $0.column].filter { !$0.isEmpty }.joined(separator: " ")
        }
        .joined(separator: "; ")
        return CommandFailure(
            .dataInvalid,
            problems.isEmpty
                ? Wording("文件不可用。", "The file cannot be used.")
                : Wording(
                    problems.map(\.chinese).joined(separator: " "),
                    problems.map(\.english).joined(separator: " ")),
            place: place.isEmpty ? job.fileName : "\(job.fileName): \(place)",
            next: Wording(
                "请改正文件后重新检查；没有任何改动。", "Correct the file and check again; nothing was changed."))
    }
}
