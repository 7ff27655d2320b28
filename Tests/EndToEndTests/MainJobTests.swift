import Foundation
import Testing

extension CityTests {
    @Suite("The main job, by the command line")
    struct MainJobTests {
        @Test(
            "The city's files are imported with the counts of their report, and exit 0 though rows stay doubtful",
            arguments: [("districts", 12, 0, 0), ("schools", 452, 23, 0), ("groups", 437, 51, 0)])
        func imports(kind: String, accepted: Int, doubtful: Int, refused: Int) async throws {
            let run = try #require(try await City.here.mainJob().first[kind])
            #expect(run.status == 0, "\(run.errors)")
            let counts = try run.json()["counts"]
            #expect(counts["accepted"].int == accepted)
            #expect(counts["doubtful"].int == doubtful)
            #expect(counts["refused"].int == refused)
            #expect(try run.json()["job"]["state"].string == "applied")
            #expect(try run.json()["rows"].items?.count == doubtful + refused)
        }

        @Test("The same files again leave every applied row unchanged and send no event")
        func importsAgain() async throws {
            let job = try await City.here.mainJob()
            for kind in MainJob.kinds {
                let first = try #require(job.first[kind]).json()["counts"]
                let again = try #require(job.again[kind]).json()["counts"]
                #expect(again["accepted"].int == first["accepted"].int, "\(kind)")
                #expect(again["unchanged"].int == first["accepted"].int, "\(kind)")
                #expect(again["new_rows"].int == 0 && again["changed"].int == 0, "\(kind)")
            }
            #expect(job.eventsBefore > 452)
            #expect(job.eventsAfter == job.eventsBefore)
        }

        @Test("A school that changed its group is in the new one, and the old one remembers it")
        func changedGroup() async throws {
            let city = try City.here
            let job = try await city.mainJob()
            #expect(try await sites(of: job.from, in: city, job).contains(job.site) == false)
            #expect(try await sites(of: job.to, in: city, job).contains(job.site))
            let before = try await sites(of: job.from, on: "2025-10-01", in: city, job)
            #expect(before.contains(job.site))
            #expect(
                try await sites(of: job.to, on: "2025-10-01", in: city, job).contains(job.site)
                    == false)
            let history =
                try await city.must(
                    "group", "history", job.from, "--format", "json", key: job.city
                ).json()["items"].items ?? []
            let left = try #require(history.last)
            #expect(left["what"].string == "SchoolLeftGroup")
            #expect(left["reason"].string == "调整集团")
        }

        @Test(
            "Lists are JSON objects with `items` and nothing else",
            arguments: [
                "group list", "school list", "account list", "rotation units", "evaluation units",
                "inbox list",
            ])
        func lists(command: String) async throws {
            let city = try City.here
            let job = try await city.mainJob()
            let words = command.split(separator: " ").map(String.init)
            let run = try await city.taoli(words + ["--format", "json"], key: job.official)
            #expect(run.status == 0, "\(run.errors)")
            #expect(try run.json().names == ["items"])
            #expect(try run.json()["items"].items?.isEmpty == false)
        }

        @Test("Rotation and evaluation follow the school into its new group")
        func followers() async throws {
            let city = try City.here
            let job = try await city.mainJob()
            let rotation = try await units("rotation", of: job.to, in: city, job)
            let partners = rotation.flatMap {
                ($0["senders"].items ?? []) + ($0["receivers"].items ?? [])
            }
            #expect(partners.contains { $0["site_id"].string == job.site })
            let left = try await units("rotation", of: job.from, in: city, job)
                .flatMap { ($0["senders"].items ?? []) + ($0["receivers"].items ?? []) }
            #expect(!left.isEmpty)
            #expect(!left.contains { $0["site_id"].string == job.site })
            let asked = try await units("evaluation", of: job.to, in: city, job)
                .flatMap { $0["schools"].items ?? [] }
            #expect(asked.contains { $0["school_id"].string == job.school })
        }

        @Test("The bureau and the leading school hear of the import once, and of each later change")
        func messages() async throws {
            let city = try City.here
            let job = try await city.mainJob()
            for (key, recipient) in [
                (job.official, "district/\(MainJob.district)"), (job.lead, "school/"),
            ] {
                let items =
                    try await city.must("inbox", "list", "--format", "json", key: key)
                    .json()["items"].items ?? []
                #expect(items.allSatisfy { $0["recipient"].string?.hasPrefix(recipient) == true })
                let templates = items.compactMap { $0["template"].string }
                #expect(templates.filter { $0 == "import-summary@1" }.count == 1)
                #expect(templates.contains("school-left@1"))
            }
        }

        @Test("A message that is read bears the reader's receipt, and reading again keeps it")
        func receipt() async throws {
            let city = try City.here
            let job = try await city.mainJob()
            let list = try await city.must(
                "inbox", "list", "--unread", "--format", "json", key: job.member)
            let id = try #require(try list.json()["items"].items?.first?["id"].string)
            let first = try await city.must(
                "inbox", "read", id, "--format", "json", key: job.member
            )
            .json()
            let again = try await city.must(
                "inbox", "read", id, "--format", "json", key: job.member
            )
            .json()
            #expect(first["read_by"].string?.isEmpty == false)
            #expect(again["read_at"] == first["read_at"] && again["read_by"] == first["read_by"])
            let unread = try await city.must(
                "inbox", "list", "--unread", "--format", "json", key: job.member)
            #expect(try unread.json()["items"].items?.contains { $0["id"].string == id } == false)
        }

        private func sites(
            of group: String, on day: String? = nil, in city: City, _ job: MainJob
        ) async throws -> [String] {
            let date = day.map { ["--on", $0] } ?? []
            let run = try await city.taoli(
                ["group", "show", group, "--format", "json"] + date, key: job.city)
            #expect(run.status == 0, "\(run.errors)")
            return (try run.json()["members"].items ?? []).compactMap { $0["site_id"].string }
        }

        private func units(
            _ service: String, of group: String, in city: City, _ job: MainJob
        ) async throws -> [JSON] {
            try await city.must(
                service, "units", "--group", group, "--format", "json", key: job.official
            ).json()["items"].items ?? []
        }
    }
}
