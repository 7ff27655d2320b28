import Foundation
import SwiftProtobuf
import TaoliContracts
import TaoliModels

/// Calls about groups as a whole and what is said of units, by somebody whom they do not concern.
extension ForeignRecords {
    func structure() throws -> [Attempt] {
        try reshaping() + saying() + [
            try registry(
                "UnitService/GetUnit",
                Taoli_Registry_V1_GetUnitRequest.with { $0.unit = "group/\(group)" }),
            try registry(
                "UnitService/GetUnit",
                Taoli_Registry_V1_GetUnitRequest.with { $0.unit = "site/\(site)" }),
        ]
    }

    private func reshaping() throws -> [Attempt] {
        [
            try registry(
                "UnitService/MergeGroups",
                Taoli_Registry_V1_MergeGroupsRequest.with {
                    $0.requestID = Self.requestID
                    $0.groupIds = [group]
                    $0.newGroup.name = "别区集团"
                    $0.newGroup.leadSiteIds = [site]
                    $0.on = "2026-01-01"
                    $0.reason = "x"
                }),
            try registry(
                "UnitService/SplitGroup",
                Taoli_Registry_V1_SplitGroupRequest.with {
                    $0.requestID = Self.requestID
                    $0.groupID = group
                    $0.parts = [
                        .with {
                            $0.name = "别区集团"
                            $0.leadSiteIds = [site]
                        }
                    ]
                    $0.on = "2026-01-01"
                    $0.reason = "x"
                }),
        ]
    }

    private func saying() throws -> [Attempt] {
        try ["group/\(group)", "school/\(school)", "site/\(site)"].map { unit in
            try registry(
                "UnitService/RenameUnit",
                Taoli_Registry_V1_RenameUnitRequest.with {
                    $0.requestID = Self.requestID
                    $0.unit = unit
                    $0.name = "别名"
                    $0.on = "2026-01-01"
                    $0.reason = "x"
                })
        } + [
            try registry(
                "UnitService/Designate",
                Taoli_Registry_V1_DesignateRequest.with {
                    $0.requestID = Self.requestID
                    $0.unit = "school/\(school)"
                    $0.what = "town"
                    $0.value = "某街道"
                }),
            try registry(
                "UnitService/Designate",
                Taoli_Registry_V1_DesignateRequest.with {
                    $0.requestID = Self.requestID
                    $0.unit = "group/\(group)"
                    $0.what = "emblem"
                    $0.value = "x"
                }),
            try registry(
                "UnitService/EndDesignation",
                Taoli_Registry_V1_EndDesignationRequest.with {
                    $0.requestID = Self.requestID
                    $0.unit = "group/\(group)"
                    $0.what = "grade"
                    $0.until = "2026-01-01"
                    $0.reason = "x"
                }),
        ]
    }
}
