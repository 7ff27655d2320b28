import GRPCCore
import SwiftProtobuf
import TaoliContracts

@testable import taoli

/// One duty, one rate, one allowance and one school in memory.
struct FakeEntitlements: Taoli_Rotation_V1_EntitlementService.SimpleServiceProtocol {
    private static func duty(_ state: String) -> Taoli_Rotation_V1_Placement {
        var placement = FakePlacements.placement("completed")
        placement.duty = .with {
            $0.state = state
            $0.gradeAtLeast = "good"
            $0.tasks = ["teaching_management", "research_guidance"]
            $0.clause = "SH-4"
        }
        return placement
    }

    func listReturnDuties(
        request: Taoli_Rotation_V1_ListReturnDutiesRequest, context: ServerContext
    ) async throws -> Taoli_Rotation_V1_ListReturnDutiesResponse {
        .with { $0.placements = [Self.duty("open")] }
    }

    func takeUpDuty(request: Taoli_Rotation_V1_TakeUpDutyRequest, context: ServerContext)
        async throws -> Taoli_Rotation_V1_TakeUpDutyResponse
    {
        .with {
            $0.placement = Self.duty("taken_up")
            $0.placement.duty.task = request.task
            $0.placement.duty.takenUpOn = request.on
        }
    }

    func setAllowanceRate(
        request: Taoli_Rotation_V1_SetAllowanceRateRequest, context: ServerContext
    ) async throws -> Taoli_Rotation_V1_SetAllowanceRateResponse {
        .with {
            $0.rate.id = FakePlacements.id
            $0.rate.district = request.district
            $0.rate.from = request.from
            $0.rate.fenPerMonth = request.fenPerMonth
            $0.rate.reason = request.reason
        }
    }

    func listAllowanceRates(
        request: Taoli_Rotation_V1_ListAllowanceRatesRequest, context: ServerContext
    ) async throws -> Taoli_Rotation_V1_ListAllowanceRatesResponse {
        .with {
            $0.rates = [
                .with {
                    $0.district = "440105"
                    $0.fenPerMonth = 60_000
                }
            ]
        }
    }

    func listAllowances(
        request: Taoli_Rotation_V1_ListAllowancesRequest, context: ServerContext
    ) async throws -> Taoli_Rotation_V1_ListAllowancesResponse {
        .with {
            $0.allowances = [
                .with {
                    $0.placementID = FakePlacements.id
                    $0.share = 40
                    $0.months = 10
                    $0.monthsWithoutRate = 2
                    $0.fen = 192_000
                    $0.clause = "SH-6"
                    $0.rateSource = "ours"
                }
            ]
        }
    }

    func listEstablishmentSupport(
        request: Taoli_Rotation_V1_ListEstablishmentSupportRequest, context: ServerContext
    ) async throws -> Taoli_Rotation_V1_ListEstablishmentSupportResponse {
        .with {
            $0.schools = [
                .with {
                    $0.schoolName = "牵头校"
                    $0.schoolYear = request.schoolYear
                    $0.teachers = 3
                    $0.wholeTime = 2
                    $0.postsHundredths = 205
                    $0.kinds = [
                        .with {
                            $0.kind = request.kinds.first ?? "rotation"
                            $0.teachers = 3
                        }
                    ]
                }
            ]
        }
    }
}
