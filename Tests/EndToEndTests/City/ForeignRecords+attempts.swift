import Foundation
import SwiftProtobuf
import TaoliContracts
import TaoliModels

/// Calls by somebody whom the records do not concern.
extension ForeignRecords {
    /// Every call with an id, and changes that would reach into the district.
    func attempts() throws -> [Attempt] {
        try registryReads() + groupChanges() + accountChanges() + imports() + projections()
            + cases() + staffChanges() + staffReads() + bodyAttempts() + documentAttempts()
            + structure() + funds() + plans() + placements() + entitlements() + evaluation()
            + deliveries()
    }

    private func registryReads() throws -> [Attempt] {
        let external = Taoli_Registry_V1_GetSchoolRequest.with { $0.externalID = externalID }
        return [
            try registry(
                "SchoolService/GetSchool",
                Taoli_Registry_V1_GetSchoolRequest.with { $0.id = school }),
            try registry("SchoolService/GetSchool", external),
            try registry(
                "SchoolService/SchoolHistory",
                Taoli_Registry_V1_SchoolHistoryRequest.with { $0.id = school }),
            try registry(
                "GroupService/GetGroup", Taoli_Registry_V1_GetGroupRequest.with { $0.id = group }),
            try registry(
                "GroupService/GroupHistory",
                Taoli_Registry_V1_GroupHistoryRequest.with { $0.id = group }),
        ]
    }

    private func groupChanges() throws -> [Attempt] {
        let founding = Taoli_Registry_V1_FoundGroupRequest.with {
            $0.requestID = Self.requestID
            $0.name = "别区集团"
            $0.kind = .educationGroup
            $0.district = MainJob.district
            $0.foundedOn = "2026-01-01"
            $0.leadSiteIds = [site]
        }
        var luring = founding
        luring.requestID = Self.requestID
        luring.district = CityTests.OtherDistrictTests.own
        return [
            try registry("GroupService/FoundGroup", founding),
            try registry("GroupService/FoundGroup", luring),
            try registry(
                "GroupService/CloseGroup",
                Taoli_Registry_V1_CloseGroupRequest.with {
                    $0.requestID = Self.requestID
                    $0.groupID = group
                    $0.closedOn = "2026-01-01"
                }),
            try registry(
                "GroupService/BeginMembership",
                Taoli_Registry_V1_BeginMembershipRequest.with {
                    $0.requestID = Self.requestID
                    $0.groupID = group
                    $0.siteID = site
                    $0.role = .member
                    $0.from = "2026-01-01"
                }),
            try registry(
                "GroupService/EndMembership",
                Taoli_Registry_V1_EndMembershipRequest.with {
                    $0.requestID = Self.requestID
                    $0.groupID = group
                    $0.siteID = site
                    $0.until = "2026-01-01"
                }),
        ]
    }

    private func accountChanges() throws -> [Attempt] {
        let own = Taoli_Registry_V1_RoleAtUnit.with {
            $0.role = "district"
            $0.unit = "district/\(CityTests.OtherDistrictTests.own)"
        }
        let foreign = Taoli_Registry_V1_RoleAtUnit.with {
            $0.role = "school"
            $0.unit = "school/\(school)"
        }
        return [
            try registry(
                "AccountService/CreateAccount",
                Taoli_Registry_V1_CreateAccountRequest.with {
                    $0.requestID = Self.requestID
                    $0.kind = .person
                    $0.login = "somebody"
                    $0.displayName = "某人"
                    $0.password = "correct horse battery"
                    $0.grant = foreign
                }),
            try registry(
                "AccountService/GrantRole",
                Taoli_Registry_V1_GrantRoleRequest.with {
                    $0.requestID = Self.requestID
                    $0.accountID = account
                    $0.grant = own
                }),
            try registry(
                "AccountService/RevokeGrant",
                Taoli_Registry_V1_RevokeGrantRequest.with {
                    $0.requestID = Self.requestID
                    $0.accountID = account
                    $0.grantID = grant
                }),
        ]
    }

    private func cases() throws -> [Attempt] {
        [
            try registry(
                "CaseService/GetCase", Taoli_Registry_V1_GetCaseRequest.with { $0.id = item }),
            try registry(
                "CaseService/OpenCase",
                Taoli_Registry_V1_OpenCaseRequest.with {
                    $0.requestID = Self.requestID
                    $0.purpose = "expel"
                    $0.groupID = group
                    $0.siteID = site
                    $0.mode = "entrusted"
                    $0.ground = "veto"
                }),
            try registry(
                "CaseService/AnswerStep",
                Taoli_Registry_V1_AnswerStepRequest.with {
                    $0.requestID = Self.requestID
                    $0.caseID = item
                    $0.step = "V.0"
                    $0.outcome = "yes"
                }),
            try registry(
                "CaseService/ResubmitCase",
                Taoli_Registry_V1_ResubmitCaseRequest.with {
                    $0.requestID = Self.requestID
                    $0.caseID = item
                    $0.reason = "x"
                }),
            try registry(
                "CaseService/WithdrawCase",
                Taoli_Registry_V1_WithdrawCaseRequest.with {
                    $0.requestID = Self.requestID
                    $0.caseID = item
                    $0.reason = "x"
                }),
            try registry(
                "CaseService/DelegateStep",
                Taoli_Registry_V1_DelegateStepRequest.with {
                    $0.requestID = Self.requestID
                    $0.caseID = item
                    $0.step = "V.0"
                    $0.accountID = account
                }),
            try registry(
                "PolicyService/BindPolicy",
                Taoli_Registry_V1_BindPolicyRequest.with {
                    $0.requestID = Self.requestID
                    $0.district = MainJob.district
                    $0.function = "cases"
                    $0.schoolYear = "2026-2027"
                    $0.pack = "TC"
                }),
        ]
    }

    private func imports() throws -> [Attempt] {
        [
            try registry(
                "ImportService/UploadChunk",
                Taoli_Registry_V1_UploadChunkRequest.with {
                    $0.jobID = job
                    $0.data = Data("x".utf8)
                }),
            try registry(
                "ImportService/CheckImport",
                Taoli_Registry_V1_CheckImportRequest.with {
                    $0.requestID = Self.requestID
                    $0.jobID = job
                }),
            try registry(
                "ImportService/ApplyImport",
                Taoli_Registry_V1_ApplyImportRequest.with {
                    $0.requestID = Self.requestID
                    $0.jobID = job
                }),
            try registry(
                "ImportService/UndoImport",
                Taoli_Registry_V1_UndoImportRequest.with {
                    $0.requestID = Self.requestID
                    $0.jobID = job
                }),
            try registry(
                "ImportService/GetImport",
                Taoli_Registry_V1_GetImportRequest.with { $0.jobID = job }),
            try registry(
                "ImportService/ListImportRows",
                Taoli_Registry_V1_ListImportRowsRequest.with { $0.jobID = job }),
        ]
    }

    private func projections() throws -> [Attempt] {
        [
            try attempt(
                "taoli.rotation.v1.RotationUnitService/ListRotationUnits",
                Taoli_Rotation_V1_ListRotationUnitsRequest.with { $0.groupID = group }),
            try attempt(
                "taoli.evaluation.v1.EvaluationUnitService/ListEvaluationUnits",
                Taoli_Evaluation_V1_ListEvaluationUnitsRequest.with { $0.groupID = group }),
            try attempt(
                "taoli.notification.v1.InboxService/ReadMessage",
                Taoli_Notification_V1_ReadMessageRequest.with {
                    $0.requestID = Self.requestID
                    $0.messageID = message
                }),
        ]
    }

    static var requestID: String { RequestID(.version7()).description }

    func registry(
        _ method: String, _ request: some SwiftProtobuf.Message
    ) throws -> Attempt {
        try attempt("taoli.registry.v1.\(method)", request)
    }

    func attempt(
        _ method: String, _ request: some SwiftProtobuf.Message
    ) throws -> Attempt {
        Attempt(
            what: "\(method) \(try request.jsonString())", method: method,
            body: try request.serializedBytes())
    }
}
