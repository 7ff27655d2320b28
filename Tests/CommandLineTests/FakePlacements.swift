import GRPCCore
import SwiftProtobuf
import Synchronization
import TaoliContracts
import TaoliModels

@testable import taoli

/// One placement in memory.
final class FakePlacements: Taoli_Rotation_V1_PlacementService.SimpleServiceProtocol {
    static let id = "0199c2f8-0000-7000-8000-000000000001"

    /// What was asked to be arranged.
    let arranged = Mutex<Taoli_Rotation_V1_ArrangePlacementsRequest?>(nil)

    func arrangePlacements(
        request: Taoli_Rotation_V1_ArrangePlacementsRequest, context: ServerContext
    ) async throws -> Taoli_Rotation_V1_ArrangePlacementsResponse {
        arranged.withLock { $0 = request }
        return .with {
            $0.placements = request.members.map { member in
                var placement = Self.placement("decided")
                placement.personID = member.personID
                placement.kind = request.kind
                placement.share = member.share
                placement.mentorID = member.mentorID
                return placement
            }
        }
    }

    static func placement(_ state: String) -> Taoli_Rotation_V1_Placement {
        .with {
            $0.id = id
            $0.personID = FakePlans.person
            $0.homeSchoolName = "牵头校"
            $0.receivingSchoolName = "近校"
            $0.stage = "junior"
            $0.subject = "mathematics"
            $0.state = state
            $0.from = "2026-09-01"
            $0.until = "2029-09-01"
            $0.clause = "SH-3"
        }
    }

    func listPlacements(
        request: Taoli_Rotation_V1_ListPlacementsRequest, context: ServerContext
    ) async throws -> Taoli_Rotation_V1_ListPlacementsResponse {
        .with { $0.placements = [Self.placement("active")] }
    }

    func getPlacement(request: Taoli_Rotation_V1_GetPlacementRequest, context: ServerContext)
        async throws -> Taoli_Rotation_V1_GetPlacementResponse
    {
        .with { $0.placement = Self.placement("active") }
    }

    func notifyPlacements(
        request: Taoli_Rotation_V1_NotifyPlacementsRequest, context: ServerContext
    ) async throws -> Taoli_Rotation_V1_NotifyPlacementsResponse {
        .with { $0.notified = request.planID.isEmpty ? 1 : 4 }
    }

    func beginPlacement(
        request: Taoli_Rotation_V1_BeginPlacementRequest, context: ServerContext
    ) async throws -> Taoli_Rotation_V1_BeginPlacementResponse {
        .with {
            $0.placement = Self.placement("active")
            $0.placement.beganOn = request.on
        }
    }

    func appraisePlacement(
        request: Taoli_Rotation_V1_AppraisePlacementRequest, context: ServerContext
    ) async throws -> Taoli_Rotation_V1_AppraisePlacementResponse {
        .with {
            $0.placement = Self.placement("appraised")
            $0.placement.appraisals = [
                .with {
                    $0.schoolYear = request.schoolYear
                    $0.grade = request.grade
                }
            ]
        }
    }

    func extendPlacement(
        request: Taoli_Rotation_V1_ExtendPlacementRequest, context: ServerContext
    ) async throws -> Taoli_Rotation_V1_ExtendPlacementResponse {
        .with {
            $0.placement = Self.placement("active")
            $0.placement.until = request.until
        }
    }

    func endPlacement(request: Taoli_Rotation_V1_EndPlacementRequest, context: ServerContext)
        async throws -> Taoli_Rotation_V1_EndPlacementResponse
    {
        .with {
            $0.placement = Self.placement("ended")
            $0.placement.ground = request.ground
            $0.breaksYear = true
        }
    }

    func completePlacement(
        request: Taoli_Rotation_V1_CompletePlacementRequest, context: ServerContext
    ) async throws -> Taoli_Rotation_V1_CompletePlacementResponse {
        .with { $0.placement = Self.placement("completed") }
    }

    func getCertificate(
        request: Taoli_Rotation_V1_GetCertificateRequest, context: ServerContext
    ) async throws -> Taoli_Rotation_V1_GetCertificateResponse {
        .with {
            $0.personID = request.personID
            $0.months = 36
            $0.twoYearsReached = true
            $0.fingerprint = "abc"
            $0.lines = [
                .with {
                    $0.groupName = "桃李集团"
                    $0.schoolName = "近校"
                    $0.months = 36
                }
            ]
        }
    }

    func listQuotas(request: Taoli_Rotation_V1_ListQuotasRequest, context: ServerContext)
        async throws -> Taoli_Rotation_V1_ListQuotasResponse
    {
        .with {
            $0.quotas = [
                .with {
                    $0.schoolName = "牵头校"
                    $0.role = "strong"
                    $0.quota = 4
                    $0.shares = [
                        .with {
                            $0.share = "sent"
                            $0.clause = "SH-3"
                            $0.count = 3
                            $0.total = 20
                            $0.atLeast = 20
                        }
                    ]
                }
            ]
        }
    }
}
