import GRPCCore
import SwiftProtobuf
import TaoliContracts

@testable import taoli

/// Records of two districts on two pages; it names and judges nobody.
struct FakeVerdicts: Taoli_Evaluation_V1_VerdictService.SimpleServiceProtocol {
    static func unit(
        _ district: String, _ results: [(year: String, result: String)], named: String = "",
        revoked: String = "", school: String = ""
    ) -> Taoli_Evaluation_V1_VerdictRecord {
        .with {
            $0.pack = "SH"
            $0.district = district
            $0.schoolID = school
            $0.namedOn = named
            $0.revokedOn = revoked
            $0.years = results.map { row in
                .with {
                    $0.year = row.year
                    $0.kind = "standards"
                    $0.result = row.result
                }
            }
        }
    }

    static let pages: [[Taoli_Evaluation_V1_VerdictRecord]] = {
        var corrected = unit("440105", [("2024-2025", "not_met"), ("2024-2025", "met")])
        corrected.years[0].replacedOn = "2026-01-05"
        var tree = unit("440105", [("2024-2025", "85.0")])
        tree.years[0].kind = "tree"
        return [
            [
                unit("440105", [("2024-2025", "met")], named: "2025-12-01"), corrected, tree,
                unit("440105", [("2024-2025", "met")], school: "0199c2f3"),
            ],
            [
                unit(
                    "440105", [("2023-2024", "met"), ("2024-2025", "not_met")],
                    named: "2024-12-01", revoked: "2026-02-01"),
                unit("440104", [("2024-2025", "no_data")]),
            ],
        ]
    }()

    func listVerdicts(
        request: Taoli_Evaluation_V1_ListVerdictsRequest, context: ServerContext
    ) async throws -> Taoli_Evaluation_V1_ListVerdictsResponse {
        .with {
            let isFirst = request.page.cursor.isEmpty
            $0.records = Self.pages[isFirst ? 0 : 1].filter { $0.pack == request.pack }
            $0.nextCursor = isFirst ? "2" : ""
        }
    }

    func nameUnit(
        request: Taoli_Evaluation_V1_NameUnitRequest, context: ServerContext
    ) async throws -> Taoli_Evaluation_V1_NameUnitResponse { .init() }

    func passReview(
        request: Taoli_Evaluation_V1_PassReviewRequest, context: ServerContext
    ) async throws -> Taoli_Evaluation_V1_PassReviewResponse { .init() }

    func recordGrounds(
        request: Taoli_Evaluation_V1_RecordGroundsRequest, context: ServerContext
    ) async throws -> Taoli_Evaluation_V1_RecordGroundsResponse { .init() }
}
