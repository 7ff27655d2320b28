import GRPCCore
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliRuntime
import Testing

extension City {
    /// A request to found a group that would be answered.
    func founding() async throws -> Taoli_Registry_V1_FoundGroupRequest {
        let site = try await mainJob().site
        return .with {
            $0.requestID = RequestID(.version7()).description
            $0.name = "坏请求集团"
            $0.kind = .educationGroup
            $0.district = MainJob.district
            $0.foundedOn = "2025-11-01"
            $0.leadSiteIds = [site]
        }
    }

    /// Calls a method of the table with any bytes, as an official of the city unless another is
    /// named.
    func call(
        _ method: String, _ body: [UInt8], as caller: Caller? = TestCaller.city.caller
    ) async throws -> RawAnswer {
        let permission = try #require(CallTable.all.first { $0.method == method })
        var token: String?
        if let caller {
            token = try await foundation.keys.token(caller, for: permission.service)
        }
        return try await connected(to: permission.service) { [token] client in
            try await client.raw(permission.descriptor, body, token: token)
        }
    }

    /// Tries a call that must be refused with this code, slug and field, advice in both languages,
    /// and nothing changed.
    func refused(
        _ method: String, _ request: some SwiftProtobuf.Message, _ code: RPCError.Code,
        _ slug: String, field: String, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        try await Quiet.reached(in: self)
        let before = try await Snapshot(of: self)
        let answer = try await call(method, try request.serializedBytes())
        #expect(answer.code == code, "\(answer.text)", sourceLocation: sourceLocation)
        #expect(answer.slug == slug, sourceLocation: sourceLocation)
        let details = try #require(answer.failure, sourceLocation: sourceLocation).details
        #expect(details.field == field, sourceLocation: sourceLocation)
        #expect(
            !details.nextZh.isEmpty && !details.nextEn.isEmpty, sourceLocation: sourceLocation)
        let differences = try await Snapshot(of: self).differences(from: before)
        #expect(differences == [], sourceLocation: sourceLocation)
    }
}
