import Foundation
import SwiftProtobuf
import TaoliContracts
import TaoliModels

/// Calls about money and partners, by somebody whom they do not concern.
extension ForeignRecords {
    func funds() throws -> [Attempt] {
        try money() + [
            try registry(
                "PartnerService/RegisterPartner",
                Taoli_Registry_V1_RegisterPartnerRequest.with {
                    $0.requestID = Self.requestID
                    $0.name = "师范大学"
                    $0.kind = "university"
                    $0.district = MainJob.district
                }),
            try registry(
                "PartnerService/BeginPartnership",
                Taoli_Registry_V1_BeginPartnershipRequest.with {
                    $0.requestID = Self.requestID
                    $0.partnerID = Self.unknown
                    $0.groupID = group
                }),
            try registry(
                "PartnerService/EndPartnership",
                Taoli_Registry_V1_EndPartnershipRequest.with {
                    $0.requestID = Self.requestID
                    $0.partnerID = Self.unknown
                    $0.groupID = group
                }),
        ]
    }

    private func money() throws -> [Attempt] {
        [
            try registry(
                "FundService/RecordEntry",
                Taoli_Registry_V1_RecordEntryRequest.with {
                    $0.requestID = Self.requestID
                    $0.groupID = group
                    $0.direction = "income"
                    $0.source = "budget"
                    $0.purpose = "work"
                    $0.fen = 100
                }),
            try registry(
                "FundService/ReverseEntry",
                Taoli_Registry_V1_ReverseEntryRequest.with {
                    $0.requestID = Self.requestID
                    $0.entryID = Self.unknown
                    $0.reason = "x"
                }),
            try registry(
                "FundService/RecordAgreement",
                Taoli_Registry_V1_RecordAgreementRequest.with {
                    $0.requestID = Self.requestID
                    $0.groupID = group
                    $0.kind = "founding"
                    $0.reference = "x"
                }),
        ]
    }

    private static let unknown = "0197c0de-0000-7000-8000-0000000000ff"
}
