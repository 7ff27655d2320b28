import Foundation
import TaoliModels
import TaoliPostgres
import Testing

extension ForeignRecords {
    /// A plan under consultation with an objection, and a placement that was arranged, of a group of
    /// the district; and the teacher whom it is about.
    struct RotationRecords: Sendable {
        let plan: String
        let objection: String
        let placement: String
        let person: String
    }

    /// Finds them, or makes them once.
    static func planning(_ main: MainJob, in city: City) async throws -> RotationRecords {
        let found = try await city.database(.rotation) { pool in
            try await pool.query(
                """
                SELECT o.plan_id::text AS plan, o.id::text AS objection, p.id::text AS placement, \
                p.person_id::text AS person FROM rotation.plan_objection o, rotation.placement p \
                LIMIT 1
                """)
        }
        if let row = found.first {
            return RotationRecords(
                plan: try row.get("plan"), objection: try row.get("objection"),
                placement: try row.get("placement"), person: try row.get("person"))
        }
        let pair = try await pair(main.to, in: city)
        let person = try await teacher(main, at: pair.lead, pair.stage, in: city)
        try await Quiet.reached(in: city)
        let plan = try await consulted(main, pair, person, in: city)
        let key = city.foundation.folder + "/programs/group.json"
        try await city.must(
            "account", "create", "--kind", "program", "--login", "e2e-group", "--name",
            "e2e-group", "--role", "group", "--unit", "group/\(main.to)", "--key-file", key)
        let objection = try await city.must(
            "plan", "object", plan, "--text", "毕业班教师不宜抽调", "--format", "json", key: key
        ).json()
        let arranged = try await city.must(
            "placement", "arrange", "shadowing", person, "--share", "40", "--group", main.to,
            "--to", pair.member, "--from", "2026-09-01", "--until", "2027-09-01", "--stage",
            pair.stage.rawValue, "--pack", "XN", "--format", "json", key: main.official
        ).json()
        return RotationRecords(
            plan: plan, objection: try #require(objection["id"].string),
            placement: try #require(arranged["items"].items?.first?["id"].string),
            person: person)
    }

    /// A leading school and a member that teach one stage.
    private struct Pair: Sendable {
        let lead: String
        let member: String
        let stage: Stage
    }

    private static func pair(_ group: String, in city: City) async throws -> Pair {
        let rows = try await city.database(.registry) { pool in
            try await pool.query(
                """
                SELECT m.role, s.school_id::text AS school, s.kind FROM registry.membership m \
                JOIN registry.site s ON s.id = m.site_id \
                WHERE m.group_id::text = \(group) AND m.valid_until IS NULL ORDER BY m.id
                """)
        }
        let sites = try rows.map { row in
            (
                role: try row.get("role", as: String.self),
                school: try row.get("school", as: String.self),
                stages: SchoolKind(rawValue: try row.get("kind", as: String.self))?.stages ?? []
            )
        }
        for lead in sites where lead.role == "lead" {
            for member in sites where member.role == "member" && member.school != lead.school {
                if let stage = lead.stages.first(where: member.stages.contains) {
                    return Pair(lead: lead.school, member: member.school, stage: stage)
                }
            }
        }
        throw ChildProcess.Failure(description: "no lead and member teach one stage in \(group)")
    }

    private static func teacher(
        _ main: MainJob, at school: String, _ stage: Stage, in city: City
    ) async throws -> String {
        let file = city.foundation.folder + "/teacher-number.txt"
        // Of nobody: no area has the code 99.
        try "990000198002290036".write(toFile: file, atomically: true, encoding: .utf8)
        let run = try await city.must(
            "staff", "register", "某师", "--number-file", file, "--school", school, "--post",
            "teacher", "--subject", "chinese", "--stage", stage.rawValue, "--from", "2015-09-01",
            "--format", "json", key: main.official)
        return try #require(try run.json()["id"].string)
    }

    /// One teacher is too few for any quota, so that a ready plan is taken.
    private static func consulted(
        _ main: MainJob, _ pair: Pair, _ person: String, in city: City
    ) async throws -> String {
        let subject = ["--group", main.to, "--school-year", "2026-2027"]
        let shown = try await official(
            ["plan", "inputs"] + subject + ["--stage", pair.stage.rawValue], main, in: city)
        let receiving = (shown["items"].items ?? []).filter { $0["role"].string == "receiving" }
            .compactMap { $0["school_id"].string }
        func file(_ name: String, _ lines: [String]) throws -> String {
            let path = city.foundation.folder + "/\(name).csv"
            try (lines.joined(separator: "\n") + "\n").write(
                toFile: path, atomically: true, encoding: .utf8)
            return path
        }
        let places = try file(
            "places",
            ["school,stage,places"] + receiving.map { "\($0),\(pair.stage.rawValue),5" })
        let ways = try file(
            "ways",
            ["person,to,minutes,extra_minutes"] + receiving.map { "\(person),\($0),20,5" })
        let teachers = try file("teachers", ["person,eligible", "\(person),yes"])
        _ = try await official(
            ["plan", "inputs"] + subject
                + ["--places", places, "--ways", ways, "--teachers", teachers], main, in: city)
        let started = try await official(
            ["plan", "start"] + subject
                + ["--stage", pair.stage.rawValue, "--pack", "CN", "--wait"], main, in: city)
        let id = try #require(started["id"].string)
        let ready = started["state"].string == "infeasible" ? ["--ready", "quota_first"] : []
        _ = try await official(["plan", "check", id] + ready, main, in: city)
        let until = CalendarDate(shanghai: Date()).adding(days: 30).description
        _ = try await official(["plan", "consult", id, "--until", until], main, in: city)
        return id
    }

    /// Runs a command of the district's official that must succeed.
    private static func official(_ arguments: [String], _ main: MainJob, in city: City)
        async throws -> JSON
    {
        let run = try await city.taoli(arguments + ["--format", "json"], key: main.official)
        guard run.status == 0 else {
            throw ChildProcess.Failure(
                description: "taoli \(arguments.joined(separator: " ")): \(run.errors)")
        }
        return try run.json()
    }
}
