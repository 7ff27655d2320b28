import Foundation
import SwiftProtobuf
import TaoliContracts

/// The bytes of one event as they lie in logs and archives, and what they mean.
///
/// Golden/<full name>.hex and .json; further ones of the same event, for a field added later or the
/// other branch of a choice, are named <full name>+<what>. What is there never changes.
struct GoldenEvent {
    let name: String
    let bytes: Data
    let json: String

    /// The full name of the event, without what tells several of it apart.
    var event: String { String(name.prefix { $0 != "+" }) }

    /// Every event this build knows.
    static let types: [any SwiftProtobuf.Message.Type] =
        [
            Taoli_Bus_V1_Census.self,
            Taoli_Bus_V1_EventParked.self,
            Taoli_Bus_V1_Request.self,
            Taoli_Evaluation_Events_V1_ConsecutiveFailureFound.self,
            Taoli_Evaluation_Events_V1_ConsecutiveFailureWithdrawn.self,
            Taoli_Evaluation_Events_V1_CycleComputed.self,
            Taoli_Evaluation_Events_V1_CycleCorrected.self,
            Taoli_Evaluation_Events_V1_CycleInputsRecorded.self,
            Taoli_Evaluation_Events_V1_CycleObjected.self,
            Taoli_Evaluation_Events_V1_CycleObjectionAnswered.self,
            Taoli_Evaluation_Events_V1_CycleOpened.self,
            Taoli_Evaluation_Events_V1_CyclePublished.self,
            Taoli_Evaluation_Events_V1_CycleWithdrawn.self,
            Taoli_Evaluation_Events_V1_LevelMissing.self,
            Taoli_Evaluation_Events_V1_NamingRevoked.self,
            Taoli_Evaluation_Events_V1_ResultCorrected.self,
            Taoli_Evaluation_Events_V1_ResultPublished.self,
            Taoli_Evaluation_Events_V1_ReviewDue.self,
            Taoli_Evaluation_Events_V1_ReviewPassed.self,
            Taoli_Evaluation_Events_V1_SurveyClosed.self,
            Taoli_Evaluation_Events_V1_SurveyOpened.self,
            Taoli_Evaluation_Events_V1_SurveyTokensIssued.self,
            Taoli_Evaluation_Events_V1_UnitDisqualified.self,
            Taoli_Evaluation_Events_V1_UnitNamed.self,
            Taoli_Evaluation_Events_V1_WarningBegan.self,
            Taoli_Evaluation_Events_V1_WarningEnded.self,
            Taoli_Notification_Events_V1_MessageRead.self,
            Taoli_Notification_Events_V1_MessageWritten.self,
            Taoli_Notification_Events_V1_SummaryExtended.self,
            Taoli_Notification_Events_V1_EndpointAdded.self,
            Taoli_Notification_Events_V1_EndpointCodeSent.self,
            Taoli_Notification_Events_V1_EndpointVerified.self,
            Taoli_Notification_Events_V1_EndpointFailed.self,
            Taoli_Notification_Events_V1_EndpointSecretRotated.self,
            Taoli_Notification_Events_V1_EndpointRemoved.self,
            Taoli_Notification_Events_V1_DeliveryPlanned.self,
            Taoli_Notification_Events_V1_DeliveryExtended.self,
            Taoli_Notification_Events_V1_DeliverySettled.self,
            Taoli_Notification_Events_V1_DeliveryReopened.self,
            Taoli_Notification_Events_V1_PreferencesSet.self,
            Taoli_Notification_Events_V1_MessageEscalated.self,
            Taoli_Registry_Events_V1_AccountCreated.self,
            Taoli_Registry_Events_V1_CaseClosed.self,
            Taoli_Registry_Events_V1_CaseOpened.self,
            Taoli_Registry_Events_V1_CaseStepAnswered.self,
            Taoli_Registry_Events_V1_DistrictRegistered.self,
            Taoli_Registry_Events_V1_DistrictRenamed.self,
            Taoli_Registry_Events_V1_DistrictWithdrawn.self,
            Taoli_Registry_Events_V1_EmploymentBegan.self,
            Taoli_Registry_Events_V1_EmploymentEnded.self,
            Taoli_Registry_Events_V1_EstablishmentSet.self,
            Taoli_Registry_Events_V1_GroupClosed.self,
            Taoli_Registry_Events_V1_GroupFounded.self,
            Taoli_Registry_Events_V1_GroupRevised.self,
            Taoli_Registry_Events_V1_KeyLevelAwarded.self,
            Taoli_Registry_Events_V1_KeyLevelWithdrawn.self,
            Taoli_Registry_Events_V1_MembershipExtended.self,
            Taoli_Registry_Events_V1_PersonRegistered.self,
            Taoli_Registry_Events_V1_PersonRevised.self,
            Taoli_Registry_Events_V1_PersonWithdrawn.self,
            Taoli_Registry_Events_V1_PolicyBound.self,
            Taoli_Registry_Events_V1_PolicyFileKept.self,
            Taoli_Registry_Events_V1_RoleGranted.self,
            Taoli_Registry_Events_V1_RoleRevoked.self,
            Taoli_Registry_Events_V1_SchoolClosed.self,
            Taoli_Registry_Events_V1_SchoolJoinedGroup.self,
            Taoli_Registry_Events_V1_SchoolLeftGroup.self,
            Taoli_Registry_Events_V1_SchoolRegistered.self,
            Taoli_Registry_Events_V1_SchoolRenamed.self,
            Taoli_Registry_Events_V1_SiteMovedToSchool.self,
            Taoli_Registry_Events_V1_SiteRegistered.self,
            Taoli_Registry_Events_V1_SiteRevised.self,
            Taoli_Registry_Events_V1_SiteWithdrawn.self,
            Taoli_Registry_Events_V1_BodyDissolved.self,
            Taoli_Registry_Events_V1_BodyEstablished.self,
            Taoli_Registry_Events_V1_BodyMemberAppointed.self,
            Taoli_Registry_Events_V1_BodyMemberReleased.self,
            Taoli_Registry_Events_V1_BodyResolutionAdvised.self,
            Taoli_Registry_Events_V1_BodyResolutionDecided.self,
            Taoli_Registry_Events_V1_BodyResolutionProposed.self,
            Taoli_Registry_Events_V1_BodyResolutionWithdrawn.self,
            Taoli_Registry_Events_V1_DocumentAccepted.self,
            Taoli_Registry_Events_V1_DocumentFiled.self,
            Taoli_Registry_Events_V1_DocumentInForce.self,
            Taoli_Registry_Events_V1_DocumentReturned.self,
            Taoli_Registry_Events_V1_DocumentVersionProposed.self,
            Taoli_Registry_Events_V1_GroupDesignated.self,
            Taoli_Registry_Events_V1_GroupMerged.self,
            Taoli_Registry_Events_V1_GroupRenamed.self,
            Taoli_Registry_Events_V1_GroupSplit.self,
            Taoli_Registry_Events_V1_GroupTookOver.self,
            Taoli_Registry_Events_V1_SchoolDesignated.self,
            Taoli_Registry_Events_V1_FeeAgreementRecorded.self,
            Taoli_Registry_Events_V1_LedgerEntryRecorded.self,
            Taoli_Registry_Events_V1_PartnerRegistered.self,
            Taoli_Registry_Events_V1_PartnershipChanged.self,
            Taoli_Rotation_Events_V1_PlanStarted.self,
            Taoli_Rotation_Events_V1_PlanSolved.self,
            Taoli_Rotation_Events_V1_PlanChecked.self,
            Taoli_Rotation_Events_V1_PlanConsultationOpened.self,
            Taoli_Rotation_Events_V1_PlanObjectionRaised.self,
            Taoli_Rotation_Events_V1_PlanObjectionAnswered.self,
            Taoli_Rotation_Events_V1_PlanRepaired.self,
            Taoli_Rotation_Events_V1_PlanDecided.self,
            Taoli_Rotation_Events_V1_PlanWithdrawn.self,
            Taoli_Rotation_Events_V1_PlacementDecided.self,
            Taoli_Rotation_Events_V1_PlacementNotified.self,
            Taoli_Rotation_Events_V1_PlacementBegan.self,
            Taoli_Rotation_Events_V1_PlacementAppraised.self,
            Taoli_Rotation_Events_V1_PlacementExtended.self,
            Taoli_Rotation_Events_V1_PlacementEndedEarly.self,
            Taoli_Rotation_Events_V1_PlacementCompleted.self,
            Taoli_Rotation_Events_V1_PlanInputsRecorded.self,
            Taoli_Rotation_Events_V1_ReturnDutyTakenUp.self,
            Taoli_Rotation_Events_V1_AllowanceRateSet.self,
        ]

    /// The type of an event's full name, nil when `types` lacks it.
    static func type(named name: String) -> (any SwiftProtobuf.Message.Type)? {
        types.first { $0.protoMessageName == name }
    }

    /// All golden events, in order of their names.
    /// - Throws: when one of a pair of files is missing, or is no hexadecimal text.
    static func all() throws -> [GoldenEvent] {
        let files = try FileManager.default.contentsOfDirectory(atPath: Repository.golden.path)
        let names = Set(
            files.map { URL(fileURLWithPath: $0).deletingPathExtension().lastPathComponent })
        return try names.sorted().map { name in
            func text(_ suffix: String) throws -> String {
                try String(
                    contentsOf: Repository.golden.appending(path: "\(name).\(suffix)"),
                    encoding: .utf8)
            }
            guard let bytes = Data(hexadecimal: try text("hex")) else {
                throw ContractScript.Unusable(description: "\(name).hex is not hexadecimal")
            }
            return GoldenEvent(name: name, bytes: bytes, json: try text("json"))
        }
    }

    /// The fields, by their names in JSON, that the bytes hold.
    /// - Throws: SwiftProtobuf's error when the bytes are not that event.
    func fields() throws -> Set<String> {
        guard let type = GoldenEvent.type(named: event) else { return [] }
        let json = try type.init(serializedBytes: bytes).jsonUTF8Bytes() as Data
        return Set((try JSONSerialization.jsonObject(with: json) as? [String: Any] ?? [:]).keys)
    }

    /// What declared events lack: a type in `types`, golden bytes, or a field in all of them.
    /// - Parameter held: the fields that the golden bytes of an event hold together; nil = none.
    static func lacks(
        _ events: [EventDescriptor], held: [String: Set<String>]
    ) -> [String] {
        events.flatMap { event -> [String] in
            guard type(named: event.name) != nil else {
                return ["\(event.name) is missing in GoldenEvent.types"]
            }
            guard let fields = held[event.name] else { return ["\(event.name) has no bytes"] }
            return event.fields.subtracting(fields).sorted()
                .map { "\(event.name).\($0) is in no bytes" }
        }
    }
}

extension Data {
    /// The bytes of a text of hexadecimal digits; white space is skipped. Nil for anything else.
    init?(hexadecimal text: String) {
        let digits = text.filter { !$0.isWhitespace }.map(\.hexDigitValue)
        guard digits.count.isMultiple(of: 2) else { return nil }
        self.init()
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let high = digits[index], let low = digits[index + 1] else { return nil }
            append(UInt8(high << 4 | low))
        }
    }
}
