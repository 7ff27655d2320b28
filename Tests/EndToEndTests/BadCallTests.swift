import Foundation
import GRPCCore
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliPostgres
import TaoliRuntime
import Testing

extension CityTests {
    /// Fields that no client of ours would send.
    @Suite("Bad calls")
    struct BadCallTests {
        private static let found = "taoli.registry.v1.GroupService/FoundGroup"

        @Test(
            "A change without a request id, or with one that is none, is refused",
            arguments: [
                ("", "missing"), ("1", "invalid"), ("\u{0}", "invalid"),
                ("6ba7b810-9dad-41d1-80b4-00c04fd430c8", "invalid"),
                ("01000000-0000-7000-8000-000000000000", "time"),
            ])
        func requestID(id: String, problem: String) async throws {
            let city = try City.here
            var request = try await city.founding()
            request.requestID = id
            try await city.refused(
                Self.found, request, .invalidArgument, "request-id-\(problem)", field: "request_id"
            )
        }

        @Test(
            "A request id used again with another body is refused, with the same body answered alike"
        )
        func reused() async throws {
            let city = try City.here
            var request = try await city.founding()
            let first = try await city.call(Self.found, try request.serializedBytes())
            #expect(first.code == nil, "\(first.text)")
            try await Quiet.reached(in: city)
            let before = try await Snapshot(of: city)
            let again = try await city.call(Self.found, try request.serializedBytes())
            #expect(again.message == first.message)
            request.name += "二"
            let other = try await city.call(Self.found, try request.serializedBytes())
            #expect(other.code == .invalidArgument)
            #expect(other.slug == "request-id-reused")
            #expect(try await Snapshot(of: city).differences(from: before) == [])
        }

        @Test(
            "An unknown or absent value of an enumeration is refused and the known ones are named")
        func unknownEnum() async throws {
            let city = try City.here
            for kind in [Taoli_Registry_V1_GroupKind.UNRECOGNIZED(99), .unspecified] {
                var request = try await city.founding()
                request.kind = kind
                try await city.refused(
                    Self.found, request, .invalidArgument, "unknown-value", field: "kind")
            }
        }

        @Test(
            "Empty ids are missing, other texts are no ids",
            arguments: [
                "GroupService/GetGroup", "GroupService/GroupHistory", "SchoolService/SchoolHistory",
                "SchoolService/GetSchool",
            ])
        func ids(method: String) async throws {
            let city = try City.here
            let name = "taoli.registry.v1.\(method)"
            let empty = try await city.call(name, [])
            #expect(empty.code == .invalidArgument)
            #expect(empty.slug == "missing-field")
            #expect(empty.failure?.details.field == "id")
            let other = try await city.call(name, [0x0A, 1, 0x78])
            #expect(other.code == .invalidArgument)
            #expect(other.slug == "invalid-id")
        }

        @Test("An impossible date is refused and named", arguments: ["2026-02-30", "gestern", ""])
        func dates(day: String) async throws {
            let city = try City.here
            var request = try await city.founding()
            request.foundedOn = day
            try await city.refused(
                Self.found, request, .invalidArgument, day.isEmpty ? "missing-field" : "bad-date",
                field: "founded_on")
        }

        @Test(
            "A cursor that was not made here is refused, whatever stands in it",
            arguments: [
                "x", "W10", "WyJhXHUwMDAwYiJd", "WyJhXHUwMDAwYiIsImMiLCJkIl0",
                "WyJhIiwiYiIsImNcdTAwMDAiXQ",
            ])
        func cursors(cursor: String) async throws {
            let city = try City.here
            let page = Taoli_Registry_V1_Page.with { $0.cursor = cursor }
            let id = try await city.mainJob().to
            func list(
                _ method: String, _ request: some SwiftProtobuf.Message
            ) throws -> (method: String, body: [UInt8]) {
                ("taoli.\(method)", try request.serializedBytes())
            }
            let lists = [
                try list(
                    "registry.v1.SchoolService/ListSchools",
                    Taoli_Registry_V1_ListSchoolsRequest.with { $0.page = page }),
                try list(
                    "registry.v1.GroupService/ListGroups",
                    Taoli_Registry_V1_ListGroupsRequest.with { $0.page = page }),
                try list(
                    "registry.v1.AccountService/ListAccounts",
                    Taoli_Registry_V1_ListAccountsRequest.with { $0.page = page }),
                try list(
                    "registry.v1.GroupService/GroupHistory",
                    Taoli_Registry_V1_GroupHistoryRequest.with {
                        $0.id = id
                        $0.page = page
                    }),
                try list(
                    "rotation.v1.RotationUnitService/ListRotationUnits",
                    Taoli_Rotation_V1_ListRotationUnitsRequest.with { $0.cursor = cursor }),
                try list(
                    "evaluation.v1.EvaluationUnitService/ListEvaluationUnits",
                    Taoli_Evaluation_V1_ListEvaluationUnitsRequest.with { $0.cursor = cursor }),
                try list(
                    "notification.v1.InboxService/ListMessages",
                    Taoli_Notification_V1_ListMessagesRequest.with { $0.cursor = cursor }),
            ]
            for (method, body) in lists {
                let answer = try await city.call(method, body)
                #expect(answer.code == .invalidArgument, "\(method): \(answer.text)")
                #expect(answer.slug == "bad-cursor", "\(method)")
            }
        }

        @Test(
            "A page of more rows than are sent, or of fewer than none, is refused",
            arguments: [-1, 501, Int32.max])
        func pageSizes(size: Int32) async throws {
            let city = try City.here
            let request = Taoli_Registry_V1_ListGroupsRequest.with { $0.page.size = size }
            try await city.refused(
                "taoli.registry.v1.GroupService/ListGroups", request, .invalidArgument,
                "bad-page-size", field: "page.size")
        }
    }
}
