import Foundation
import SwiftProtobuf
import TaoliContracts
import TaoliModels

/// Finds the group that a person means: by id or by name.
struct GroupFinder: Sendable {
    let calls: any Taoli_Registry_V1_GroupService.ClientProtocol
    /// Day asked about; `nil` for today.
    let on: CalendarDate?
    let rule: NameRule

    /// The group with its members on that day.
    ///
    /// - Throws: ``CommandFailure`` when nothing has that name, or several have.
    func group(named name: String) async throws -> Taoli_Registry_V1_Group {
        let id = try await id(named: name)
        return try await calls.getGroup(
            .with {
                $0.id = id
                $0.on = on?.description ?? ""
            }
        ).group
    }

    /// Only the id, without asking when the name is one.
    func id(named name: String) async throws -> String {
        if let id = UUID(uuidString: name) { return id.uuidString.lowercased() }
        return try Match.one(
            name, "group", try await groups(name: name, district: ""), rule, id: \.id,
            names: { [$0.name] }
        ).id
    }

    /// The id of any group, also outside the caller's scope: an applicant's question.
    func publicID(named name: String) async throws -> String {
        if let id = UUID(uuidString: name) { return id.uuidString.lowercased() }
        let found = try await calls.findGroups(.with { $0.name = name })
        guard !found.groups.isEmpty else {
            throw CommandFailure(
                .dataInvalid,
                Wording("没有名为“\(name)”的集团。", "No group is called \"\(name)\"."),
                next: Wording(
                    "请用 taoli group find 按名称的一部分查找。",
                    "Look for it with taoli group find and a part of its name."))
        }
        return try Match.one(
            name, "group", found.groups, rule, id: \.id, names: { [$0.name] }
        ).id
    }

    func groups(name: String, district: String) async throws -> [Taoli_Registry_V1_Group] {
        try await CommandContext.allPages { cursor in
            let page = try await calls.listGroups(
                .with {
                    $0.page = .at(cursor)
                    $0.name = name
                    $0.district = district
                    $0.on = on?.description ?? ""
                })
            return (page.groups, page.nextCursor)
        }
    }
}
