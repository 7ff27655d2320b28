import GRPCCore
import RotationCore
import SwiftProtobuf
import TaoliContracts
import TaoliHost
import TaoliModels
import TaoliPolicy
import TaoliRuntime

/// Placements that no plan makes.
extension PlacementCalls {
    func arrangePlacements(
        request: Taoli_Rotation_V1_ArrangePlacementsRequest, context call: ServerContext
    ) async throws -> Taoli_Rotation_V1_ArrangePlacementsResponse {
        let asked = try RotationPacks.asked(request.pack, file: request.packFile)
        return try await stays.arrange(
            try PlacementCalls.arrangement(request), in: try Input.id("group_id", request.groupID),
            asked, by: try CallContext.requireCaller(),
            try command(request, request.requestID, request.reason)
        ) { decisions, names in
            .with { $0.placements = decisions.map { $0.stay.message(names) } }
        }
    }

    private static func arrangement(_ request: Taoli_Rotation_V1_ArrangePlacementsRequest) throws
        -> Arrangement
    {
        let count = request.members.count + request.inReturnPersonIds.count
        guard !request.members.isEmpty, count <= RotationLimits.arrangedMax else {
            throw badMembers
        }
        return Arrangement(
            kind: try RotationFields.choice("kind", request.kind),
            receiving: try Input.id("receiving_school_id", request.receivingSchoolID),
            from: try RotationFields.date("from", request.from),
            until: try RotationFields.date("until", request.until),
            stage: try RotationFields.optionalChoice("stage", request.stage),
            mode: try code("mode", request.mode), members: try request.members.map(member),
            inReturn: try request.inReturnPersonIds.map { id in
                try Input.id("in_return_person_ids", id)
            },
            team: try RotationFields.optionalID("team_id", request.teamID))
    }

    private static func member(_ row: Taoli_Rotation_V1_ArrangedMember) throws
        -> Arrangement.Member
    {
        Arrangement.Member(
            person: try Input.id("members", row.personID),
            share: row.share == 0 ? nil : Int(row.share),
            mentor: try RotationFields.optionalID("mentor_id", row.mentorID),
            post: try code("post", row.post), movesEmployment: row.movesEmployment)
    }

    private static func code(_ field: String, _ text: String) throws -> String {
        try Input.optionalText(field, text, max: RotationLimits.codeMax) ?? ""
    }

    private static let badMembers = Refusal(
        .invalid, "bad-members", field: "members",
        what: Wording(
            "须写 1 到 \(RotationLimits.arrangedMax) 人。",
            "Name 1 to \(RotationLimits.arrangedMax) people."),
        next: Wording("请改正后重试。", "Correct it and try again."))
}
