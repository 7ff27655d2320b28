import Foundation
import GRPCCore
import SwiftProtobuf
import TaoliContracts
import TaoliPolicy

/// Registry's packs in memory: 440105 follows XN with a line of its own, and SH for rotation.
struct FakePolicies: Taoli_Registry_V1_PolicyService.SimpleServiceProtocol {
    static let version = String(repeating: "ab", count: 32)

    func bindPolicy(
        request: Taoli_Registry_V1_BindPolicyRequest, context: ServerContext
    ) async throws -> Taoli_Registry_V1_BindPolicyResponse {
        .init()
    }

    func listBindings(
        request: Taoli_Registry_V1_ListBindingsRequest, context: ServerContext
    ) async throws -> Taoli_Registry_V1_ListBindingsResponse {
        guard request.district == "440105" else { return .init() }
        let shipped = PolicyPacks.shipped["SH"]?.version ?? ""
        return .with {
            $0.bindings = [
                Self.binding("rotation", "2021-2022", "SH", shipped),
                Self.binding("cases", "2020-2021", "XN", Self.version),
            ]
        }
    }

    func getPolicy(
        request: Taoli_Registry_V1_GetPolicyRequest, context: ServerContext
    ) async throws -> Taoli_Registry_V1_GetPolicyResponse {
        let isOwn = request.version == Self.version
        let name = isOwn ? "XN.yaml" : "SH.yaml"
        let bytes = PolicyPacks.files.first { $0.name == name }?.bytes ?? Data()
        let text = String(decoding: bytes, as: UTF8.self)
            .replacing("sites, at_most: 10", with: "sites, at_most: 8")
        return .with {
            $0.version = request.version
            $0.file = isOwn ? Data(text.utf8) : bytes
        }
    }

    static func binding(
        _ function: String, _ year: String, _ pack: String, _ version: String
    ) -> Taoli_Registry_V1_PolicyBinding {
        .with {
            $0.district = "440105"
            $0.function = function
            $0.schoolYear = year
            $0.pack = pack
            $0.version = version
        }
    }
}
