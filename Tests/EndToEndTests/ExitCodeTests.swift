import Foundation
import Testing

extension CityTests {
    /// Exit codes of people-and-operators.md, section 4, where a service says no.
    @Suite("Exit codes of the command line")
    struct ExitCodeTests {
        @Test("A file with a refused row exits 65, names the row, and its other rows are accepted")
        func refusedRow() async throws {
            let city = try City.here
            let job = try await city.mainJob()
            let text = """
                school_id,name,district_code,district,stage,ownership,longitude,latitude
                e2e-1,第一小学,440105,海珠,primary,public,,
                e2e-1,第二小学,440105,海珠,primary,public,,
                e2e-3,第三小学,440105,海珠,primary,public,,

                """
            let file = try file(text, in: city)
            let run = try await city.taoli(
                "import", "check", "--kind", "schools", file, "--format", "json", key: job.city)
            #expect(run.status == 65, "\(run.errors)")
            let counts = try run.json()["counts"]
            #expect(counts["accepted"].int == 1)
            #expect(counts["refused"].int == 2)
            #expect(try run.json()["rows"].items?.compactMap { $0["row"].int } == [2, 3])
        }

        @Test(
            "A file that cannot be used exits 65 and changes nothing",
            arguments: [
                "", "school,name\n1,a\n",
                "school_id,name,district_code,district,stage,ownership,longitude\n",
            ])
        func unusableFile(text: String) async throws {
            let city = try City.here
            let job = try await city.mainJob()
            let before = try await Self.records(city)
            let run = try await city.taoli(
                "import", "apply", "--kind", "schools", try file(text, in: city), "--yes",
                key: job.city)
            #expect(run.status == 65)
            #expect(run.errors.contains("taoli"))
            #expect(try await Self.records(city) == before)
        }

        @Test("Who may not is told so and exits 77")
        func noPermission() async throws {
            let city = try City.here
            let job = try await city.mainJob()
            let run = try await city.taoli(
                "group", "close", job.from, "--lang", "en", key: job.lead)
            #expect(run.status == 77)
            #expect(run.errors.contains("wrong-role"))
            #expect(run.output.isEmpty)
        }

        @Test("Who has not signed in exits 77 and hears how to")
        func notSignedIn() async throws {
            let city = try City.here
            let run = try await city.taoli(
                "group", "list", "--lang", "en",
                variables: ["TAOLI_TOKEN_FILE": city.foundation.folder + "/none.json"])
            #expect(run.status == 77)
            #expect(run.errors.contains("taoli login"))
        }

        @Test("A wrong password exits 77, and no token is kept")
        func wrongPassword() async throws {
            let city = try City.here
            let tokens = city.foundation.folder + "/wrong.json"
            let run = try await city.taoli(
                "login", "--login", "admin", "--password-file",
                try file("not this one\n", in: city),
                variables: ["TAOLI_TOKEN_FILE": tokens])
            #expect(run.status == 77)
            #expect(!FileManager.default.fileExists(atPath: tokens))
        }

        @Test("A service that is not there exits 69 and is named with its address")
        func unavailable() async throws {
            let city = try City.here
            let job = try await city.mainJob()
            let run = try await city.taoli(
                "rotation", "units", key: job.city,
                variables: ["TAOLI_ROTATION_ENDPOINT": "127.0.0.1:1"])
            #expect(run.status == 69)
            #expect(run.errors.contains("rotation 127.0.0.1:1"))
        }

        @Test(
            "A wrong command line exits 64",
            arguments: [
                "group list --of 1", "group frobnicate", "group show",
                "import apply --kind schools x.csv",
            ])
        func usage(line: String) async throws {
            let run = try await City.here.taoli(line.split(separator: " ").map(String.init))
            #expect(run.status == 64)
            #expect(run.output.isEmpty)
            #expect(!run.errors.isEmpty)
        }

        @Test("A record that does not exist exits 65")
        func notFound() async throws {
            let city = try City.here
            let job = try await city.mainJob()
            let run = try await city.taoli(
                "group", "show", "01987654-3210-7abc-8def-0123456789ab", key: job.city)
            #expect(run.status == 65)
        }

        private func file(_ text: String, in city: City) throws -> String {
            let path = "\(city.foundation.folder)/\(UUID().uuidString).csv"
            try text.write(toFile: path, atomically: true, encoding: .utf8)
            return path
        }

        /// Registry's tables but for the job itself, which is kept.
        private static func records(_ city: City) async throws -> [String] {
            try await Quiet.reached(in: city)
            return try await Snapshot(of: city).tables(of: .registry).filter {
                !$0.contains("registry.import_") && !$0.contains("registry.used_assertion")
                    && !$0.contains("registry.account") && !$0.contains("bus.audit")
            }
        }
    }
}
