import Foundation
import SwiftProtobuf
import TaoliContracts
import TaoliMessaging
import TaoliModels
import TaoliPostgres
import TaoliServiceKit
import TaoliTestKit
import Testing

@testable import RegistryService
@testable import TaoliImports

/// The job around the files: uploading, confirming, crashing, waiting.
@Suite struct ImportJobTests {
    private func schools(_ count: Int, _ encode: (String) -> Data = { Data($0.utf8) }) -> Data {
        var text = ImportFixture.schoolsHeader
        for number in 1...count { text += "n\(number),新\(number)小学,440104,,primary,public,,,\n" }
        return encode(text)
    }

    @Test(
        "An upload that broke off goes on where the registry says, and chunks sent twice are harmless"
    )
    func resumedUpload() async throws {
        try await ImportFixture.with { imports in
            _ = try await imports.importSmallCity()
            let bytes = schools(20)
            let job = try await imports.create(.schools, bytes)
            #expect(try await imports.upload(job, bytes[0..<100], at: 0) == 100)
            #expect(try await imports.upload(job, bytes[0..<100], at: 0) == 100)
            #expect(try await imports.upload(job, bytes[200..<300], at: 200) == 100)
            let early = try await refusal { try await imports.startCheck(job) }
            #expect(early.slug == "upload-incomplete")
            #expect(try await imports.upload(job, bytes[100...], at: 100) == Int64(bytes.count))
            try await imports.startCheck(job)
            #expect(summary(try await imports.finish(job)) == "A20 D0 R0 n20 c0 u0")
        }
    }

    @Test(
        "A job that must wait for another says so, whatever the other belongs to, until it begins")
    func waiting() async throws {
        try await ImportFixture.with { imports in
            _ = try await imports.importSmallCity()
            let first = try await imports.check(.schools, schools(1200))
            #expect(!first.isWaiting)
            try await imports.startApply(first)
            #expect(try await !imports.get(first.id).isWaiting)
            let bytes = schools(3)
            let second = try await imports.create(
                .schools, bytes, as: .district("440104"))
            _ = try await imports.upload(second, bytes, at: 0, as: .district("440104"))
            try await imports.startCheck(second, as: .district("440104"))
            #expect(try await imports.get(second.id, as: .district("440104")).isWaiting)
            #expect(try await imports.step(imports.runner()))
            #expect(try await !imports.get(first.id).isWaiting)
            let done = try await imports.finish(second, as: .district("440104"))
            #expect(done.state == .checked && !done.isWaiting)
        }
    }

    @Test("A job that nobody went on with gives its file and rows up; what was applied keeps them")
    func abandoned() async throws {
        try await ImportFixture.with { imports in
            _ = try await imports.importSmallCity()
            let checked = try await imports.check(.schools, schools(3))
            let bytes = schools(4)
            let begun = try await imports.create(.schools, bytes)
            _ = try await imports.upload(begun, bytes[0..<10], at: 0)
            let forgetting = ImportForgetting(site: imports.site, lease: imports.lease)
            #expect(try await !forgetting.next(), "nothing is old yet")
            let database = imports.service.database.superuser
            try await database.execute(
                "UPDATE registry.import_job SET changed_at = now() - interval '31 days'")
            let kept = try await imports.kept(of: nil)
            for _ in 0..<2 { #expect(try await forgetting.next()) }
            #expect(try await !forgetting.next())
            for job in [checked, begun] {
                let seen = try await imports.get(job.id)
                #expect(seen.state == .unusable)
                #expect(seen.problems.map(\.slug) == ["import-abandoned"])
                #expect(try await imports.kept(of: job.id) == 0)
            }
            #expect(try await imports.kept(of: nil) == kept - 3 - 2, "three rows, two pieces")
        }
    }

    @Test("A confirmation with another hash or other counts changes nothing and says what to do")
    func wrongConfirmation() async throws {
        try await ImportFixture.with { imports in
            _ = try await imports.importSmallCity()
            var job = try await imports.check(.schools, schools(3))
            let events = try await imports.events
            let hash = try await refusal { [job] in try await imports.startApply(job, hash: "0") }
            #expect(hash.slug == "import-confirmation")
            #expect(!hash.next.english.isEmpty)
            job.counts.accepted += 1
            let counts = try await refusal { [job] in try await imports.startApply(job) }
            #expect(counts.slug == "import-confirmation")
            #expect(try await imports.get(job.id).state == .checked)
            #expect(try await imports.events == events)
        }
    }

    @Test("A job interrupted between batches goes on with the next one in another process")
    func crash() async throws {
        try await ImportFixture.with { imports in
            _ = try await imports.importSmallCity()
            let job = try await imports.check(.schools, schools(1200))
            try await imports.startApply(job)
            #expect(try await imports.step(imports.runner()))
            let half = try await imports.get(job.id)
            #expect(half.state == .applying)
            #expect((half.rowsDone, half.rowsTotal) == (500, 1200))
            #expect(try await imports.number("SELECT count(*) FROM registry.site") == 506)
            let done = try await imports.finish(job)
            #expect(done.state == .applied)
            #expect(summary(done) == "A1200 D0 R0 n1200 c0 u0")
            #expect(try await imports.number("SELECT count(*) FROM registry.site") == 1206)
            #expect(
                try await imports.number(
                    """
                    SELECT count(*) FROM bus.command_log WHERE caller = 'service:registry' \
                    AND method LIKE '%ApplyImport'
                    """) == 1 + 1 + 3)
        }
    }

    @Test("A process that lost its lease commits no batch")
    func fenced() async throws {
        try await ImportFixture.with { imports in
            _ = try await imports.importSmallCity()
            let job = try await imports.check(.schools, schools(10))
            try await imports.startApply(job)
            _ = try await imports.service.database.superuser.execute(
                "UPDATE bus.lease SET epoch = epoch + 1")
            await #expect(throws: (any Error).self) { try await imports.step(imports.runner()) }
            #expect(try await imports.number("SELECT count(*) FROM registry.site") == 6)
            #expect(try await imports.get(job.id).state == .applying)
        }
    }

    @Test("A check that was cut short begins again and counts no row twice")
    func checkAgain() async throws {
        try await ImportFixture.with { imports in
            _ = try await imports.importSmallCity()
            let job = try await imports.check(.schools, schools(30))
            _ = try await imports.service.database.superuser.execute(
                "UPDATE registry.import_job SET state = 'checking' WHERE state = 'checked'")
            let again = try await imports.finish(job)
            #expect(summary(again) == "A30 D0 R0 n30 c0 u0")
            #expect(again.reportHash == job.reportHash)
            #expect(try await imports.rows(job).count == 30)
        }
    }

    @Test("Applying waits while the outbox is full, and nothing is lost")
    func pressure() async throws {
        try await ImportFixture.with { imports in
            _ = try await imports.importSmallCity()
            let job = try await imports.check(.schools, schools(10))
            try await imports.startApply(job)
            let waiting = imports.runner(bounds: PressureBounds(rowsMax: 1, ageMax: .seconds(3600)))
            #expect(try await imports.step(waiting))
            #expect(try await imports.get(job.id).rowsDone == 0)
            _ = try await imports.service.database.superuser.execute("DELETE FROM bus.outbox")
            #expect(try await imports.step(waiting))
            #expect(try await imports.get(job.id).state == .applied)
        }
    }

    @Test("UTF-16 and GB18030 files are read like UTF-8")
    func encodings() async throws {
        try await ImportFixture.with { imports in
            let text = "district_code,name,level\n440100,广州市,city\n"
            let wide = try #require(text.data(using: .utf16))
            #expect(summary(try await imports.check(.districts, wide)) == "A1 D0 R0 n1 c0 u0")
            let head = Data("district_code,name,level\n440100,".utf8)
            let name = Data([0xB9, 0xE3, 0xD6, 0xDD, 0xCA, 0xD0])
            let chinese = try await imports.check(.districts, head + name + Data(",city\n".utf8))
            #expect(summary(chinese) == "A1 D0 R0 n1 c0 u0")
            #expect(try await imports.rows(chinese).first?.cells == ["440100", "广州市", "city"])
        }
    }

    @Test(
        "A file that cannot be used as a whole changes nothing and says why in both languages",
        arguments: [
            ("", "empty-file"), ("school_id\n", "missing-column"), ("a,b\n1,2\n", "wrong-header"),
            ("district_code,name,level\n", "no-rows"),
            ("district_code,name,level\n1,\"x,city\n", "unclosed-quote"),
        ])
    func unusable(text: String, slug: String) async throws {
        try await ImportFixture.with { imports in
            let job = try await imports.check(.districts, Data(text.utf8))
            #expect(job.state == .unusable)
            let problem = try #require(job.problems.first)
            #expect(!problem.chinese.isEmpty && !problem.english.isEmpty)
            if slug != "missing-column" { #expect(problem.slug == slug) }
            #expect(try await imports.number("SELECT count(*) FROM registry.import_staging") == 0)
            let refused = try await refusal { try await imports.startApply(job) }
            #expect(refused.slug == "import-state")
        }
    }

    @Test("A file whose bytes are not those announced is not used")
    func otherBytes() async throws {
        try await ImportFixture.with { imports in
            let bytes = schools(2)
            let job = try await imports.create(
                .schools, bytes, sha256: String(repeating: "0", count: 64))
            _ = try await imports.upload(job, bytes, at: 0)
            try await imports.startCheck(job)
            let checked = try await imports.finish(job)
            #expect(checked.state == .unusable)
            #expect(checked.problems.map(\.slug) == ["file-damaged"])
        }
    }

    @Test("An answers file that cannot be read is refused at once")
    func answersFile() async throws {
        try await ImportFixture.with { imports in
            let job = try await imports.create(.schools, Data())
            let refused = try await refusal {
                try await imports.startCheck(job, answers: "a,b\n1,2\n")
            }
            #expect(refused.field == "answers_csv")
        }
    }

    @Test("Another district sees neither job nor report")
    func otherDistrict() async throws {
        try await ImportFixture.with { imports in
            _ = try await imports.importSmallCity()
            let job = try await imports.check(.schools, schools(2), as: .district("440104"))
            #expect(summary(job) == "A2 D0 R0 n2 c0 u0")
            for caller in [Caller.district("440105")] {
                let found = try await refusal { try await imports.get(job.id, as: caller) }
                #expect(found.slug == "import-not-found")
                let rows = try await refusal { try await imports.rows(job, as: caller) }
                #expect(rows.slug == "import-not-found")
            }
            #expect(try await imports.get(job.id).id == job.id)
        }
    }
}
