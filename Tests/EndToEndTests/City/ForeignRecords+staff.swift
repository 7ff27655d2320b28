import Foundation
import SwiftProtobuf
import TaoliContracts
import TaoliModels

/// Calls about staff by somebody of another district.
extension ForeignRecords {
    func staffChanges() throws -> [Attempt] {
        let post = Taoli_Registry_V1_Post.with {
            $0.schoolID = school
            $0.post = "teacher"
            $0.from = "2026-01-01"
        }
        let facts = Taoli_Registry_V1_PersonFacts.with {
            $0.name = "某人"
            $0.number = Self.otherNumber
        }
        return [
            try registry(
                "StaffService/RegisterPerson",
                Taoli_Registry_V1_RegisterPersonRequest.with {
                    $0.requestID = Self.requestID
                    $0.facts = facts
                    $0.post = post
                }),
            try registry(
                "StaffService/RevisePerson",
                Taoli_Registry_V1_RevisePersonRequest.with {
                    $0.requestID = Self.requestID
                    $0.personID = person
                    $0.facts.title = "senior"
                }),
            try registry(
                "StaffService/BeginEmployment",
                Taoli_Registry_V1_BeginEmploymentRequest.with {
                    $0.requestID = Self.requestID
                    $0.personID = person
                    $0.post = post
                    $0.concurrent = true
                }),
            try registry(
                "StaffService/EndEmployment",
                Taoli_Registry_V1_EndEmploymentRequest.with {
                    $0.requestID = Self.requestID
                    $0.personID = person
                    $0.employmentID = person
                    $0.until = "2026-01-01"
                }),
            try registry(
                "StaffService/TransferPerson",
                Taoli_Registry_V1_TransferPersonRequest.with {
                    $0.requestID = Self.requestID
                    $0.personID = person
                    $0.post = post
                }),
        ]
    }

    func staffReads() throws -> [Attempt] {
        [
            try registry(
                "StaffService/AwardLevel",
                Taoli_Registry_V1_AwardLevelRequest.with {
                    $0.requestID = Self.requestID
                    $0.personID = person
                    $0.level = "special"
                    $0.from = "2026-01-01"
                }),
            try registry(
                "StaffService/WithdrawLevel",
                Taoli_Registry_V1_WithdrawLevelRequest.with {
                    $0.requestID = Self.requestID
                    $0.personID = person
                    $0.awardID = person
                    $0.until = "2026-01-01"
                }),
            try registry(
                "StaffService/GetPerson",
                Taoli_Registry_V1_GetPersonRequest.with { $0.id = person }),
            try registry(
                "StaffService/PersonHistory",
                Taoli_Registry_V1_PersonHistoryRequest.with { $0.id = person }),
            try registry(
                "StaffService/RevealPerson",
                Taoli_Registry_V1_RevealPersonRequest.with {
                    $0.personID = person
                    $0.reason = "x"
                }),
            try registry(
                "StaffService/SetEstablishment",
                Taoli_Registry_V1_SetEstablishmentRequest.with {
                    $0.requestID = Self.requestID
                    $0.schoolID = school
                    $0.from = "2026-01-01"
                    $0.posts = 10
                }),
            try registry(
                "StaffService/GetEstablishment",
                Taoli_Registry_V1_GetEstablishmentRequest.with { $0.schoolID = school }),
        ]
    }

    /// Of nobody: no area has the code 99.
    private static let otherNumber = "990000198002290028"
    /// The same, of the person that `find` registers.
    static let number = "99000019800229001X"
}
