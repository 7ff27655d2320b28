import Foundation
import RotationCore
import SwiftProtobuf
import TaoliContracts
import TaoliHost
import TaoliModels
import TaoliPolicy
import TaoliPostgres

/// Reads rates, and what is due by them.
enum AllowanceReads {
    /// Rates as they were set, newest first: ids are UUIDv7.
    ///
    /// - Parameter districts: `nil` for all in the scope.
    static func rates(
        _ tx: PostgresTransaction, in districts: [DistrictCode]?, after: AllowanceRateID? = nil,
        limit: Int = 10_000
    ) async throws -> [AllowanceRate] {
        var conditions: [SQL] = ["true"]
        if let districts {
            conditions.append("district = any(\(districts.map(\.rawValue)))")
        }
        if let after { conditions.append("id < \(after.rawValue)") }
        let rows = try await tx.query(
            """
            SELECT id, district, starts_on, fen_per_month, reason FROM rotation.allowance_rate \
            WHERE \(fragment: conditions.joined(separator: " AND ")) ORDER BY id DESC \
            LIMIT \(limit)
            """)
        return try rows.map { row in
            AllowanceRate(
                id: try row.id("id"), district: try row.district("district"),
                from: try row.date("starts_on"), fenPerMonth: try row.get("fen_per_month"),
                reason: try row.get("reason"))
        }
    }

    /// What is due for placements in a school year; those with no month that counts are left out.
    ///
    /// - Parameter tx: sees every district.
    static func due(
        _ stays: [TeacherStay], in year: SchoolYear, on day: CalendarDate,
        _ tx: PostgresTransaction
    ) async throws -> [Taoli_Rotation_V1_Allowance] {
        let schools = Array(Set(stays.flatMap { [$0.home, $0.receiving] }))
        let names = try await FactsReads.names(tx, schools)
        let categories = try await FactsReads.categories(tx, schools.map(\.rawValue))
        let rates = try await rates(tx, in: Array(Set(stays.map(\.district))))
        return stays.compactMap { stay in
            AllowanceMonths(stay, in: year, on: day, rates: rates, categories: categories)?
                .message(names)
        }
    }
}

extension AllowanceMonths {
    fileprivate func message(_ names: [SchoolID: String]) -> Taoli_Rotation_V1_Allowance {
        .with {
            $0.placementID = stay.id.description
            $0.personID = stay.person.description
            $0.groupID = stay.group.description
            $0.homeSchoolID = stay.home.description
            $0.homeSchoolName = names[stay.home] ?? ""
            $0.receivingSchoolID = stay.receiving.description
            $0.receivingSchoolName = names[stay.receiving] ?? ""
            $0.kind = stay.kind.rawValue
            $0.share = Int32(stay.share)
            $0.months = Int32(months)
            $0.monthsWithoutRate = Int32(withoutRate)
            $0.fen = Int64(fen)
            $0.clause = stay.allowance?.clause ?? ""
            $0.rateSource = source?.rawValue ?? ""
        }
    }
}
