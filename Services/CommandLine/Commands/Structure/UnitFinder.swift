import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliRuntime

/// Finds the unit that a person means: a group unless it is said to be a school or a site.
struct UnitFinder: Sendable {
    let remote: ServiceClient
    /// Day asked about; `nil` for today.
    let on: CalendarDate?
    let rule: NameRule

    var groups: GroupFinder {
        GroupFinder(
            calls: Taoli_Registry_V1_GroupService.Client(wrapping: remote.grpc), on: on, rule: rule)
    }

    var schools: SchoolFinder {
        SchoolFinder(
            calls: Taoli_Registry_V1_SchoolService.Client(wrapping: remote.grpc), on: on, rule: rule
        )
    }

    var calls: any Taoli_Registry_V1_UnitService.ClientProtocol {
        Taoli_Registry_V1_UnitService.Client(wrapping: remote.grpc)
    }

    func group(_ name: String) async throws -> String {
        "group/\(try await groups.id(named: name))"
    }

    func school(_ name: String) async throws -> String {
        "school/\(try await schools.school(named: name).id)"
    }

    func sites(_ names: [String]) async throws -> [String] {
        var ids: [String] = []
        for name in names { ids += try await schools.sites(named: name).map(\.id) }
        return ids.uniqued
    }

    func unit(_ name: String, _ kind: UnitKindOption) async throws -> String {
        switch kind {
        case .group: return try await groupNotSchool(name)
        case .school: return try await school(name)
        case .site: return "site/\(try await schools.site(named: name).id)"
        }
    }

    /// The group; where there is none, but a school of that name, the way to name that.
    private func groupNotSchool(_ name: String) async throws -> String {
        do {
            return try await group(name)
        } catch let failure as CommandFailure {
            let full = SchoolFinder(calls: schools.calls, on: on, rule: .full)
            guard (try? await full.school(named: name)) != nil else { throw failure }
            throw CommandFailure(
                failure.status, failure.what,
                next: Wording(
                    "有叫这个名字的学校：请加 --kind school。",
                    "There is a school of that name: add --kind school."))
        }
    }
}
