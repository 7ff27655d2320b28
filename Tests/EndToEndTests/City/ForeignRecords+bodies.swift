import Foundation
import SwiftProtobuf
import TaoliContracts
import TaoliModels

/// Calls about bodies and documents by somebody whom they do not concern.
extension ForeignRecords {
    func bodyAttempts() throws -> [Attempt] {
        let (body, resolution, document) = council
        let unit = "group/\(group)"
        let somebody = Self.requestID
        return [
            try registry(
                "BodyService/EstablishBody",
                Taoli_Registry_V1_EstablishBodyRequest.with {
                    $0.requestID = Self.requestID
                    $0.kind = "supervisors"
                    $0.unit = unit
                    $0.from = "2026-01-01"
                }),
            try registry(
                "BodyService/DissolveBody",
                Taoli_Registry_V1_DissolveBodyRequest.with {
                    $0.requestID = Self.requestID
                    $0.bodyID = body
                    $0.on = "2026-02-01"
                }),
            try registry(
                "BodyService/AppointMember",
                Taoli_Registry_V1_AppointMemberRequest.with {
                    $0.requestID = Self.requestID
                    $0.bodyID = body
                    $0.post = "council_member"
                    $0.office = "校长"
                    $0.from = "2026-01-01"
                }),
            try registry(
                "BodyService/ReleaseMember",
                Taoli_Registry_V1_ReleaseMemberRequest.with {
                    $0.requestID = Self.requestID
                    $0.bodyID = body
                    $0.appointmentID = somebody
                    $0.until = "2026-02-01"
                }),
            try registry(
                "BodyService/GetBody", Taoli_Registry_V1_GetBodyRequest.with { $0.id = body }),
            try registry(
                "BodyService/BodyHistory",
                Taoli_Registry_V1_BodyHistoryRequest.with { $0.id = body }),
            try registry(
                "BodyService/ProposeResolution",
                Taoli_Registry_V1_ProposeResolutionRequest.with {
                    $0.requestID = Self.requestID
                    $0.bodyID = body
                    $0.title = "x"
                    $0.matter = "document"
                    $0.documentID = document
                    $0.documentVersion = 1
                }),
        ] + (try agendaAttempts(body, resolution))
    }

    private func agendaAttempts(_ body: String, _ resolution: String) throws -> [Attempt] {
        [
            try registry(
                "BodyService/AdviseResolution",
                Taoli_Registry_V1_AdviseResolutionRequest.with {
                    $0.requestID = Self.requestID
                    $0.resolutionID = resolution
                    $0.adviserID = body
                    $0.reference = "x"
                    $0.on = "2026-02-01"
                }),
            try registry(
                "BodyService/DecideResolution",
                Taoli_Registry_V1_DecideResolutionRequest.with {
                    $0.requestID = Self.requestID
                    $0.resolutionID = resolution
                    $0.heldOn = "2026-02-01"
                    $0.tally = .init()
                    $0.minutes = "x"
                }),
            try registry(
                "BodyService/WithdrawResolution",
                Taoli_Registry_V1_WithdrawResolutionRequest.with {
                    $0.requestID = Self.requestID
                    $0.resolutionID = resolution
                }),
            try registry(
                "BodyService/GetResolution",
                Taoli_Registry_V1_GetResolutionRequest.with { $0.id = resolution }),
        ]
    }

    func documentAttempts() throws -> [Attempt] {
        let (_, resolution, document) = council
        let unit = "group/\(group)"
        let draft = Taoli_Registry_V1_DocumentDraft.with {
            $0.title = "x"
            $0.content = Data("x".utf8)
            $0.mediaType = "text/plain"
        }
        return [
            try registry(
                "DocumentService/ProposeDocument",
                Taoli_Registry_V1_ProposeDocumentRequest.with {
                    $0.requestID = Self.requestID
                    $0.kind = "procedure"
                    $0.unit = unit
                    $0.draft = draft
                }),
            try registry(
                "DocumentService/AddVersion",
                Taoli_Registry_V1_AddVersionRequest.with {
                    $0.requestID = Self.requestID
                    $0.documentID = document
                    $0.draft = draft
                }),
            try registry(
                "DocumentService/AcceptDocument",
                Taoli_Registry_V1_AcceptDocumentRequest.with {
                    $0.requestID = Self.requestID
                    $0.documentID = document
                    $0.version = 1
                    $0.resolutionID = resolution
                }),
        ] + (try answersAndReads(document, unit))
    }

    private func answersAndReads(_ document: String, _ unit: String) throws -> [Attempt] {
        [
            try registry(
                "DocumentService/FileDocument",
                Taoli_Registry_V1_FileDocumentRequest.with {
                    $0.requestID = Self.requestID
                    $0.documentID = document
                    $0.version = 1
                }),
            try registry(
                "DocumentService/ReturnDocument",
                Taoli_Registry_V1_ReturnDocumentRequest.with {
                    $0.requestID = Self.requestID
                    $0.documentID = document
                    $0.version = 1
                    $0.reason = "x"
                }),
            try registry(
                "DocumentService/GetDocument",
                Taoli_Registry_V1_GetDocumentRequest.with { $0.id = document }),
            try registry(
                "DocumentService/DocumentHistory",
                Taoli_Registry_V1_DocumentHistoryRequest.with { $0.id = document }),
            try registry(
                "DocumentService/GetContent",
                Taoli_Registry_V1_GetContentRequest.with {
                    $0.documentID = document
                    $0.version = 1
                }),
            try registry(
                "DocumentService/ListDueDocuments",
                Taoli_Registry_V1_ListDueDocumentsRequest.with { $0.unit = unit }),
        ]
    }
}
