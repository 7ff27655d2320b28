import Foundation
import GRPCCore
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliPostgres
import TaoliRuntime
import Testing

extension CityTests {
    /// Bytes that no client of ours would send.
    @Suite("Bad messages")
    struct BadMessageTests {
        private static let found = "taoli.registry.v1.GroupService/FoundGroup"

        @Test("A request of 1 MiB and a byte is refused with its size, and one of 1 MiB is read")
        func oversized() async throws {
            let city = try City.here
            for (bytes, code, slug) in [
                (1_048_577, RPCError.Code.resourceExhausted, "message-too-large"),
                (1_048_576, .invalidArgument, "too-long"),
            ] {
                var request = try await city.founding()
                request.name = ""
                // The name's tag and three bytes of length.
                let rest = try request.serializedBytes() as [UInt8]
                request.name = String(repeating: "a", count: bytes - rest.count - 4)
                #expect(try request.serializedData().count == bytes)
                let answer = try await city.call(Self.found, try request.serializedBytes())
                #expect(answer.code == code, "\(answer.text)")
                #expect(answer.slug == slug)
            }
        }

        @Test(
            "A message that is cut off, or is no message at all, is refused by every method",
            arguments: CallTable.all)
        func broken(permission: CallPermission) async throws {
            let city = try City.here
            let token = try await permission.admitted.nearest(to: [.city, .school])
                .token(for: permission.service, in: city)
            for (bytes, slug) in [
                // A text of 16 bytes of which three are there; wire type 7, which does not exist.
                ([0x0A, 0x10, 0x41, 0x42, 0x43], "message-truncated"),
                ([0x0F, 0x01], "message-unreadable"),
            ] as [([UInt8], String)] {
                let answer = try await city.connected(to: permission.service) { client in
                    try await client.raw(permission.descriptor, bytes, token: token)
                }
                #expect(answer.code == .invalidArgument, "\(answer.text)")
                #expect(answer.slug == slug)
            }
        }

        @Test(
            "No method takes NUL or invalid UTF-8 in a text for a fault of ours, and none changes anything",
            arguments: CityService.allCases)
        func texts(service: CityService) async throws {
            let city = try City.here
            _ = try await city.mainJob()
            try await Quiet.reached(in: city)
            let before = try await Snapshot(of: city)
            for permission in CallTable.all where permission.service == service {
                let token = try await permission.admitted.nearest(to: [.district, .city, .school])
                    .token(for: service, in: city)
                try await city.connected(to: service) { client in
                    for field in 1...7 as ClosedRange<UInt8> {
                        for text in [[0x61, 0x00, 0x62], [0x61, 0xFF, 0x62]] as [[UInt8]] {
                            let answer = try await client.raw(
                                permission.descriptor, [field << 3 | 2, 3] + text, token: token)
                            #expect(
                                answer.code == nil || Self.refusals.contains(answer.code),
                                "\(permission.method), field \(field): \(answer.text)")
                        }
                    }
                }
            }
            #expect(try await Snapshot(of: city).differences(from: before) == [])
        }

        @Test("A NUL in a name is told apart from invalid UTF-8, and both are named")
        func textNames() async throws {
            let city = try City.here
            var request = try await city.founding()
            request.name = "集团\u{0}"
            try await city.refused(
                Self.found, request, .invalidArgument, "control-character", field: "name")
            let answer = try await city.call(Self.found, [0x12, 0x02, 0xC3, 0x28])
            #expect(answer.code == .invalidArgument)
            #expect(answer.slug == "invalid-utf8")
        }

        /// Codes of a "no" to the request itself.
        private static let refusals: [RPCError.Code?] = [
            .invalidArgument, .notFound, .failedPrecondition,
        ]
    }
}
