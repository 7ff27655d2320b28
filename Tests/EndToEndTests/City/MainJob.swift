import Foundation

/// The main job: sign in, import a city, let one school change its group. What it left is read by
/// many tests.
struct MainJob: Sendable {
    static let district = "440105"
    static let effective = "2025-09-01"
    static let kinds = ["districts", "schools", "groups"]

    /// Reports of `import apply --format json`, by kind.
    private(set) var first: [String: CommandOutput] = [:]
    private(set) var again: [String: CommandOutput] = [:]
    /// Registry's events before and after the second import.
    private(set) var eventsBefore = 0
    private(set) var eventsAfter = 0
    /// Key files: of an official of the city, of the district's, a leading and a member school.
    let city: String
    let official: String
    let lead: String
    let member: String
    /// The group that the site left, the one it joined, and the site, all of the district.
    let from: String
    let to: String
    let site: String
    let school: String

    init(in city: City) async throws {
        let keys = city.foundation.folder + "/programs"
        self.city = keys + "/city.json"
        official = keys + "/district.json"
        lead = keys + "/lead.json"
        member = keys + "/member.json"
        try await city.must(
            "login", "--login", "admin", "--password-file", city.foundation.passwordFile)
        try await Self.account(self.city, "city", "city/\(City.code)", in: city)
        for kind in Self.kinds {
            first[kind] = try await Self.apply(kind, as: self.city, in: city)
        }
        try await Quiet.reached(in: city)
        eventsBefore = try await BusView.load(city).events(of: .registry)
        for kind in Self.kinds {
            again[kind] = try await Self.apply(kind, as: self.city, in: city)
        }
        eventsAfter = try await BusView.load(city).events(of: .registry)
        let groups = try await Self.groupsWithMembers(self.city, in: city)
        guard groups.count > 1, let members = groups[0]["members"].items,
            let leaving = members.last(where: { $0["role"].string == "member" }),
            let staying = members.first(where: { $0["role"].string == "member" }),
            let leading = members.first(where: { $0["role"].string == "lead" }),
            let from = groups[0]["id"].string, let to = groups[1]["id"].string,
            let site = leaving["site_id"].string, let school = leaving["school_id"].string
        else { throw ChildProcess.Failure(description: "no two groups to change between") }
        self.from = from
        self.to = to
        self.site = site
        self.school = school
        try await city.must(
            "group", "leave", from, site, "--reason", "调整集团", key: self.city)
        try await city.must("group", "join", to, site, "--reason", "调整集团", key: self.city)
        try await Self.account(official, "district", "district/\(Self.district)", in: city)
        for (key, party) in [(lead, leading), (member, staying)] {
            let id = party["school_id"].string ?? ""
            try await Self.account(key, "school", "school/\(id)", in: city)
        }
        try await Quiet.reached(in: city)
    }

    /// Makes a program's account; the first one is made by the person who signed in.
    private static func account(
        _ key: String, _ role: String, _ unit: String, in city: City
    ) async throws {
        let login = "e2e-" + URL(fileURLWithPath: key).deletingPathExtension().lastPathComponent
        try await city.must(
            "account", "create", "--kind", "program", "--login", login, "--name", login, "--role",
            role, "--unit", unit, "--key-file", key)
    }

    private static func apply(
        _ kind: String, as key: String, in city: City
    ) async throws -> CommandOutput {
        let file = kind == "districts" ? kind : "gz-\(kind)"
        return try await city.taoli(
            "import", "apply", "--kind", kind, Repository.path("deploy/demo/\(file).csv"),
            "--effective", effective, "--yes", "--format", "json", key: key)
    }

    /// Groups of the district, shown with their members, that can let one go.
    private static func groupsWithMembers(_ key: String, in city: City) async throws -> [JSON] {
        let list = try await city.must(
            "group", "list", "--district", district, "--format", "json", key: key)
        let large = (try list.json()["items"].items ?? []).filter {
            ($0["member_count"].int ?? 0) >= 2
        }
        var shown: [JSON] = []
        for group in large.prefix(2) {
            shown.append(
                try await city.must(
                    "group", "show", group["id"].string ?? "", "--format", "json", key: key
                ).json())
        }
        return shown
    }
}
