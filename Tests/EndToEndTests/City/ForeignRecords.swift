import Foundation
import TaoliPostgres
import Testing

/// Records of `MainJob.district` that concern no other, and calls that name them.
struct ForeignRecords: Sendable {
    /// One call by somebody whom the record does not concern.
    struct Attempt: Sendable {
        let what: String
        let method: String
        let body: [UInt8]
    }

    let group: String
    let school: String
    let site: String
    let externalID: String
    let account: String
    let grant: String
    let message: String
    let job: String
    /// Of a member that wants to leave; nobody has answered yet.
    let item: String
    /// Somebody who works at the school.
    let person: String
    /// The group's council, a matter on its agenda, and a document that waits for its schools.
    let council: (body: String, resolution: String, document: String)
    /// Where the district's bureau is told, and what was to be sent there.
    let told: (endpoint: String, delivery: String)
    /// A plan and a placement of a group of the district.
    let rotation: RotationRecords

    /// Finds them; makes an import job of the district's own.
    static func find(in city: City) async throws -> ForeignRecords {
        let main = try await city.mainJob()
        let district = MainJob.district
        let record = try await city.database(.registry) { pool in
            try await pool.query(
                """
                SELECT g.id::text AS "group", s.id::text AS site, s.school_id::text AS school, \
                s.external_id AS external FROM registry.school_group g \
                JOIN registry.membership m ON m.group_id = g.id AND m.valid_until IS NULL \
                JOIN registry.site s ON s.id = m.site_id \
                WHERE g.districts = \([district]) AND s.district = \(district) ORDER BY 1, 2 LIMIT 1
                """)
        }
        let account = try await city.database(.registry) { pool in
            try await pool.query(
                """
                SELECT account_id::text AS account, id::text AS "grant" \
                FROM registry.account_grant WHERE unit = \("district/\(district)") LIMIT 1
                """)
        }
        let message = try await city.database(.notification) { pool in
            try await pool.query(
                """
                SELECT id::text AS id FROM notification.message \
                WHERE recipient = \("bureau/\(district)") LIMIT 1
                """)
        }
        let row = try #require(record.first)
        let held = try #require(account.first)
        return ForeignRecords(
            group: try row.get("group"), school: try row.get("school"), site: try row.get("site"),
            externalID: try row.get("external"), account: try held.get("account"),
            grant: try held.get("grant"), message: try #require(message.first).get("id"),
            job: try await makeJob(main, in: city),
            item: try await openCase(
                main, group: row.get("group"), site: row.get("site"), in: city),
            person: try await employ(main, at: row.get("school"), in: city),
            council: try await council(main, group: row.get("group"), in: city),
            told: try await told(main, in: city),
            rotation: try await planning(main, in: city))
    }

    private static func employ(_ main: MainJob, at school: String, in city: City) async throws
        -> String
    {
        let found = try await city.database(.registry) { pool in
            try await pool.query(
                "SELECT person_id::text AS id FROM registry.employment LIMIT 1")
        }
        if let row = found.first { return try row.get("id") }
        let file = city.foundation.folder + "/number.txt"
        try number.write(toFile: file, atomically: true, encoding: .utf8)
        let run = try await city.must(
            "staff", "register", "某人", "--number-file", file, "--school", school, "--post",
            "teacher", "--from", "2020-09-01", "--format", "json", key: main.official)
        return try #require(try run.json()["id"].string)
    }

    /// A council with one matter and a document, made once; the district follows XN by `openCase`.
    private static func council(_ main: MainJob, group: String, in city: City) async throws
        -> (String, String, String)
    {
        let found = try await city.database(.registry) { pool in
            try await pool.query(
                """
                SELECT b.id::text AS body, r.id::text AS resolution, d.id::text AS document \
                FROM registry.body b JOIN registry.resolution r ON r.body_id = b.id \
                JOIN registry.document d ON d.group_id = b.group_id \
                WHERE b.group_id::text = \(group) LIMIT 1
                """)
        }
        if let row = found.first {
            return (try row.get("body"), try row.get("resolution"), try row.get("document"))
        }
        func id(_ arguments: [String]) async throws -> String {
            let run = try await city.taoli(arguments + ["--format", "json"], key: main.official)
            try #require(run.status == 0, "\(arguments): \(run.errors)")
            return try #require(try run.json()["id"].string)
        }
        let body = try await id(
            ["body", "establish", "council", "--group", group, "--from", "2026-01-01"])
        let resolution = try await id(["body", "propose", body, "--title", "学年计划"])
        let file = city.foundation.folder + "/rules.txt"
        try "集团规程\n".write(toFile: file, atomically: true, encoding: .utf8)
        let document = try await id(["document", "propose", "rules", "--group", group, file])
        return (body, resolution, document)
    }

    private static func openCase(
        _ main: MainJob, group: String, site: String, in city: City
    ) async throws -> String {
        let found = try await city.database(.registry) { pool in
            try await pool.query(
                "SELECT id::text AS id FROM registry.case_file WHERE group_id::text = \(group)")
        }
        if let row = found.first { return try row.get("id") }
        _ = try await city.must(
            "policy", "bind", "XN", "--district", MainJob.district, "--school-year", "2020-2021",
            "--format", "json", key: main.official)
        let opened = try await city.must(
            "case", "open", "leave", "--group", group, "--site", site, "--mode", "entrusted",
            "--format", "json", key: main.official)
        return try #require(try opened.json()["id"].string)
    }

    private static func makeJob(_ main: MainJob, in city: City) async throws -> String {
        let file = city.foundation.folder + "/district-job.csv"
        try "school_id,name,district_code,district,stage,ownership,longitude,latitude\n"
            .appending("e2e-9,第九小学,440105,海珠,primary,public,,\n")
            .write(toFile: file, atomically: true, encoding: .utf8)
        let run = try await city.must(
            "import", "check", "--kind", "schools", file, "--format", "json", key: main.official)
        return try #require(try run.json()["job"]["id"].string)
    }
}
