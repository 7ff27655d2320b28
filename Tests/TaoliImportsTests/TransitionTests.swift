import Foundation
import TaoliModels
import Testing

@testable import TaoliImports

/// The life of a job, step by step.
@Suite struct TransitionTests {
    private let caller = Caller(subject: "official", role: .city, unit: nil, scope: .all)

    private func job(size: Int64 = 10) throws -> ImportJob {
        ImportJob(
            id: .version7(), kind: "schools", fileName: "schools.csv", sizeBytes: size,
            sha256: String(repeating: "a", count: 64),
            effectiveOn: try #require(CalendarDate("2026-09-01")), appliedBeforeBy: nil,
            creator: caller, createdAt: Date(timeIntervalSince1970: 1_780_000_000))
    }

    private func checked() throws -> ImportJob {
        var job = try #require(try job().receiving(10, at: 0))
        job = try job.startingCheck(answers: Data(), by: caller)
        job.state = .checked
        job.reportHash = "hash"
        job.counts.add(.accepted, .new, 3)
        job.counts.add(.doubtful, .none)
        return job
    }

    private func slug(_ body: () throws -> Any?) -> String? {
        do {
            _ = try body()
            return nil
        } catch {
            return (error as? Refusal)?.slug
        }
    }

    @Test("Chunks are taken in order; any other is answered with the place to go on")
    func chunks() throws {
        let job = try job()
        let first = try #require(try job.receiving(6, at: 0))
        #expect(first.receivedBytes == 6)
        #expect(try first.receiving(6, at: 0)?.receivedBytes == nil)
        #expect(try first.receiving(2, at: 8)?.receivedBytes == nil)
        #expect(try first.receiving(4, at: 6)?.receivedBytes == 10)
    }

    @Test("A chunk that is empty, too large, negative or ends behind the file is refused")
    func chunkBounds() throws {
        let job = try job()
        #expect(slug { try job.receiving(0, at: 0) } == "chunk-size")
        #expect(slug { try job.receiving(6, at: 5) } == "chunk-size")
        #expect(slug { try job.receiving(1, at: -1) } == "chunk-size")
        #expect(slug { try job.receiving(1, at: .max) } == "chunk-size")
        let large = try self.job(size: 1_000_000)
        #expect(slug { try large.receiving(262_145, at: 0) } == "chunk-size")
    }

    @Test("A file's size and digest are checked before anything is sent")
    func file() {
        let digest = String(repeating: "0f", count: 32)
        #expect(slug { try ImportJob.checkFile(sizeBytes: 0, sha256: digest) } == nil)
        #expect(slug { try ImportJob.checkFile(sizeBytes: -1, sha256: digest) } == "file-size")
        let tooLarge = ImportLimits.fileBytesMax + 1
        #expect(
            slug { try ImportJob.checkFile(sizeBytes: tooLarge, sha256: digest) } == "file-size")
        #expect(
            slug { try ImportJob.checkFile(sizeBytes: 1, sha256: digest.uppercased()) }
                == "bad-digest")
    }

    @Test("A file that is not complete is not checked")
    func incomplete() throws {
        let part = try #require(try job().receiving(6, at: 0))
        #expect(
            slug { try part.startingCheck(answers: Data(), by: caller) } == "upload-incomplete")
    }

    @Test("Only what the last check showed can be confirmed")
    func confirmation() throws {
        let job = try checked()
        var other = job.counts
        other.accepted += 1
        #expect(
            slug { try job.startingApply(hash: "hash", counts: other, by: caller) }
                == "import-confirmation")
        #expect(
            slug { try job.startingApply(hash: "", counts: job.counts, by: caller) }
                == "import-confirmation")
        let applying = try job.startingApply(hash: "hash", counts: job.counts, by: caller)
        #expect(applying.state == .applying)
        #expect(applying.rowsTotal == 3)
    }

    @Test("A report without accepted rows has nothing to apply")
    func nothingAccepted() throws {
        var job = try checked()
        job.counts = ImportCounts()
        #expect(
            slug { try job.startingApply(hash: "hash", counts: ImportCounts(), by: caller) }
                == "nothing-accepted")
    }

    @Test("A job at work is not checked, applied or undone")
    func busy() throws {
        var job = try checked()
        for state in [ImportState.checking, .undoing] {
            job.state = state
            #expect(slug { try job.startingCheck(answers: Data(), by: caller) } == "import-busy")
            #expect(
                slug { try job.startingApply(hash: "hash", counts: job.counts, by: caller) }
                    == "import-busy")
        }
        job.state = .applying
        #expect(
            slug {
                try job.startingUndo(reason: "", dependent: nil, phaseMax: 0, by: caller)
            } == "import-busy")
    }

    @Test("Confirming again what is being applied changes nothing")
    func confirmedTwice() throws {
        let job = try checked()
        let applying = try job.startingApply(hash: "hash", counts: job.counts, by: caller)
        let again = try applying.startingApply(hash: "hash", counts: job.counts, by: caller)
        #expect(again.state == .applying)
        #expect(again.position == applying.position)
    }

    @Test("A job that stopped after some batches goes on where it was when confirmed again")
    func stopped() throws {
        var job = try checked()
        job.batches = 2
        job.position = ImportPosition(phase: 0, row: 900)
        let applying = try job.startingApply(hash: "hash", counts: job.counts, by: caller)
        #expect(applying.position == ImportPosition(phase: 0, row: 900))
        #expect(slug { try job.startingCheck(answers: Data(), by: caller) } == "import-state")
    }

    @Test("Only an applied job is undone, and not while something rests on it")
    func undo() throws {
        var job = try checked()
        #expect(
            slug {
                try job.startingUndo(reason: "", dependent: nil, phaseMax: 1, by: caller)
            } == "import-state")
        job.state = .applied
        let dependent = ImportProblem("import-in-use", Wording("有", "yes"))
        #expect(
            slug {
                try job.startingUndo(reason: "", dependent: dependent, phaseMax: 1, by: caller)
            } == "import-in-use")
        let undoing = try job.startingUndo(reason: "", dependent: nil, phaseMax: 1, by: caller)
        #expect(undoing.position == ImportPosition(phase: 1, row: .max))
    }
}
