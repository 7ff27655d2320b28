import EvaluationCore
import Foundation
import GRPCCore
import SwiftProtobuf
import TaoliContracts
import TaoliHost
import TaoliMessaging
import TaoliModels
import TaoliPolicy
import TaoliRuntime

/// `VerdictService`: the record of each unit and school, and naming.
struct VerdictCalls: Taoli_Evaluation_V1_VerdictService.SimpleServiceProtocol {
    let context: ServiceContext
    let shelf: PackShelf

    private var store: NamingStore { NamingStore(commands: context.commands, shelf: shelf) }

    func listVerdicts(
        request: Taoli_Evaluation_V1_ListVerdictsRequest, context call: ServerContext
    ) async throws -> Taoli_Evaluation_V1_ListVerdictsResponse {
        let pack = try Input.optionalText("pack", request.pack, max: EvaluationLimits.nameMax)
        let group: GroupID? = try EvaluationFields.optionalID("group_id", request.groupID)
        let school: SchoolID? = try EvaluationFields.optionalID("school_id", request.schoolID)
        let list = ["verdicts", request.pack, request.groupID, request.schoolID]
        let after = try EvaluationFields.cursorID(
            try Cursor.decode(request.page.cursor, of: list, parts: 1)?[0])
        let size = try Cursor.size(request.page.size)
        let (viewer, shelf) = (try CycleViewer(try CallContext.requireCaller()), shelf)
        let (page, packs) = try await context.read { tx in
            let page = try await RecordReads(tx: tx, viewer: viewer).list(
                pack: pack, group: group, school: school, after: after, size: size)
            return (page, try await NamingPacks.of(page.rows.map(\.record.id), shelf, tx))
        }
        let today = CalendarDate(shanghai: context.now())
        return .with {
            $0.records = page.rows.map { named in
                let pack = packs[named.record.id] ?? (try? shelf.shipped(named.record.pack).pack)
                return named.message(pack, on: today)
            }
            $0.nextCursor = page.next.map { Cursor.encode($0, of: list) } ?? ""
        }
    }

    func nameUnit(
        request: Taoli_Evaluation_V1_NameUnitRequest, context call: ServerContext
    ) async throws -> Taoli_Evaluation_V1_NameUnitResponse {
        let day = try EvaluationFields.day("named_on", request.namedOn)
        let naming = NameUnit(namedOn: day ?? CalendarDate(shanghai: context.now()))
        return try await change(
            request.groupID, request.pack, request, request.requestID, request.reason
        ) {
            try naming.decide($0, by: $1, on: $2, pack: $3)
        } respond: { record in
            .with { $0.record = record }
        }
    }

    func passReview(
        request: Taoli_Evaluation_V1_PassReviewRequest, context call: ServerContext
    ) async throws -> Taoli_Evaluation_V1_PassReviewResponse {
        let day = try EvaluationFields.day("reviewed_on", request.reviewedOn)
        let review = PassReview(reviewedOn: day ?? CalendarDate(shanghai: context.now()))
        return try await change(
            request.groupID, request.pack, request, request.requestID, request.reason
        ) {
            try review.decide($0, by: $1, on: $2, pack: $3)
        } respond: { record in
            .with { $0.record = record }
        }
    }

    func recordGrounds(
        request: Taoli_Evaluation_V1_RecordGroundsRequest, context call: ServerContext
    ) async throws -> Taoli_Evaluation_V1_RecordGroundsResponse {
        guard (1...10).contains(request.grounds.count) else {
            throw Input.invalid(
                "grounds", "grounds-missing",
                Wording("请写 1 到 10 项依据。", "Name one to ten grounds."))
        }
        let record = RecordGrounds(
            grounds: try Set(
                request.grounds.map {
                    try Input.text("grounds", $0, max: EvaluationLimits.nameMax)
                }
            ).sorted(),
            evidence: try Input.optionalText(
                "evidence", request.evidence, max: EvaluationLimits.evidenceMax) ?? "",
            reason: try EvaluationFields.reason(request.reason))
        return try await change(
            request.groupID, request.pack, request, request.requestID, request.reason
        ) {
            try record.decide($0, by: $1, on: $2, pack: $3)
        } respond: { record in
            .with { $0.record = record }
        }
    }

    private func change<Response: SwiftProtobuf.Message & Sendable>(
        _ group: String, _ pack: String, _ request: some SwiftProtobuf.Message,
        _ requestID: String, _ reason: String,
        decide:
            @escaping @Sendable (VerdictRecord, Caller, CalendarDate, PolicyPack) throws ->
            VerdictDecision,
        respond: @escaping @Sendable (Taoli_Evaluation_V1_VerdictRecord) throws -> Response
    ) async throws -> Response {
        let caller = try CallContext.requireCaller()
        let pack = try Input.text("pack", pack, max: EvaluationLimits.nameMax)
        let command = try context.command(
            request, requestID: requestID, reason: try EvaluationFields.reason(reason),
            seesAll: true)
        let today = CalendarDate(shanghai: context.now())
        return try await store.change(try Input.id("group_id", group), pack, command) {
            try decide($0, caller, $2, $1)
        } respond: { record, pack in
            try respond(record.message(pack, on: today))
        }
    }
}
