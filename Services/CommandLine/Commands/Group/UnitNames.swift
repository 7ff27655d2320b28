import Foundation
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliRuntime

extension CommandContext {
    /// The ids of a group and of a school, each named by id or name, the school also by external
    /// id; empty for what is not named. Registry is asked only about what is no id.
    ///
    /// - Throws: ``CommandFailure`` when nothing has the name, or several have.
    func unitIDs(
        group: String?, school: String?, _ rule: NameRule
    ) async throws -> (group: String, school: String) {
        let groupID = try await UnitOptions.groupID(group, on: nil, rule, self)
        guard let school else { return (groupID, "") }
        if let id = UUID(uuidString: school) { return (groupID, id.uuidString.lowercased()) }
        let schoolID = try await connected(to: .registry) { remote in
            try await MemberFinder.find(in: groupID, on: nil, rule: rule, remote)
                .school(named: school)
        }
        return (groupID, schoolID)
    }

    /// The id of a school that a plan is asked about, the members of its group first; empty for
    /// none.
    func schoolID(_ name: String?, inPlan plan: String) async throws -> String {
        guard let name else { return "" }
        if let id = UUID(uuidString: name) { return id.uuidString.lowercased() }
        let group = try await plans { calls in
            try await calls.getPlan(.with { $0.id = plan }).plan.groupID
        }
        return try await unitIDs(
            group: group.isEmpty ? nil : group, school: name, .part(self)
        ).school
    }
}
