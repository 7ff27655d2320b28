import GRPCCore
import TaoliContracts
import Testing

/// Who may call a method, as the specification has it: written out here and not read from the
/// services' rules, so that a rule that is changed by mistake is noticed.
struct CallPermission: Sendable, CustomTestStringConvertible {
    /// Who is let in.
    enum Admitted: Sendable {
        case everybody
        case signedIn
        case only(Set<TestCaller>)

        func includes(_ caller: TestCaller) -> Bool {
            switch self {
            case .everybody: true
            case .signedIn: caller != .nobody
            case .only(let callers): callers.contains(caller)
            }
        }

        /// The first of these that is let in; the last when none is.
        func nearest(to callers: [TestCaller]) -> TestCaller {
            callers.first(where: includes) ?? callers.last ?? .nobody
        }
    }

    let service: CityService
    /// Package, service and method, e.g. `taoli.registry.v1.GroupService/FoundGroup`.
    let method: String
    let admitted: Admitted

    var testDescription: String { "\(service): \(method)" }

    var descriptor: MethodDescriptor {
        let parts = method.split(separator: "/").map(String.init)
        return MethodDescriptor(fullyQualifiedService: parts[0], method: parts[1])
    }
}

/// All calls of all services.
enum CallTable {
    private static let officials = CallPermission.Admitted.only([.city, .district])
    private static let directors = CallPermission.Admitted.only([.city, .district, .group])
    private static let overseers = CallPermission.Admitted.only([.city, .district, .auditor])
    private static let accountants = CallPermission.Admitted.only(
        [.city, .district, .group, .auditor])
    private static let units = CallPermission.Admitted.only([.city, .district, .group, .school])
    private static let readers = CallPermission.Admitted.only(
        [.city, .district, .group, .school, .auditor])

    private static let staffReaders = CallPermission.Admitted.only(
        [.city, .district, .school, .auditor])

    static let all: [CallPermission] =
        registry + rotation + evaluation + notification
        + CityService.allCases.flatMap(everywhere)

    private static let registry: [CallPermission] = [
        registry("IdentityService/SignIn", .everybody),
        registry("IdentityService/Refresh", .everybody),
        registry("IdentityService/ExchangeAssertion", .everybody),
        registry("AccountService/CreateAccount", officials),
        registry("AccountService/GrantRole", officials),
        registry("AccountService/RevokeGrant", officials),
        registry("AccountService/ListAccounts", overseers),
        registry("SchoolService/ListDistricts", .signedIn),
        registry("SchoolService/GetSchool", .signedIn),
        registry("SchoolService/ListSchools", .signedIn),
        registry("SchoolService/SchoolHistory", .signedIn),
        registry("GroupService/FoundGroup", officials),
        registry("GroupService/CloseGroup", officials),
        registry("GroupService/BeginMembership", officials),
        registry("GroupService/EndMembership", officials),
        registry("GroupService/GetGroup", .signedIn),
        registry("GroupService/ListGroups", .signedIn),
        registry("GroupService/FindGroups", .signedIn),
        registry("GroupService/GroupHistory", .signedIn),
        registry("GroupService/CompareDays", .signedIn),
        registry("GroupService/GetCoverage", overseers),
        registry("CaseService/OpenCase", units),
        registry("CaseService/AnswerStep", units),
        registry("CaseService/ResubmitCase", units),
        registry("CaseService/WithdrawCase", units),
        registry("CaseService/DelegateStep", units),
        registry("CaseService/GetCase", .signedIn),
        registry("CaseService/ListCases", .signedIn),
        registry("CaseService/PendingSteps", .signedIn),
        registry("PolicyService/BindPolicy", officials),
        registry("PolicyService/ListBindings", .signedIn),
        registry("PolicyService/GetPolicy", .signedIn),
        registry("UnitService/MergeGroups", officials),
        registry("UnitService/SplitGroup", officials),
        registry("UnitService/RenameUnit", officials),
        registry("UnitService/Designate", officials),
        registry("UnitService/EndDesignation", officials),
        registry("UnitService/GetUnit", .signedIn),
        registry("UnitService/ListDesignations", .signedIn),
        registry("UnitService/ListGradeShares", overseers),
        registry("FundService/RecordEntry", officials),
        registry("FundService/ReverseEntry", officials),
        registry("FundService/RecordAgreement", officials),
        registry("FundService/ListEntries", accountants),
        registry("FundService/ListFundTotals", accountants),
        registry("FundService/ListAgreements", accountants),
        registry("PartnerService/RegisterPartner", officials),
        registry("PartnerService/BeginPartnership", officials),
        registry("PartnerService/EndPartnership", officials),
        registry("PartnerService/ListPartners", .signedIn),
        registry("PartnerService/ListPartnerships", .signedIn),
        registry("ImportService/CreateImport", officials),
        registry("ImportService/UploadChunk", officials),
        registry("ImportService/CheckImport", officials),
        registry("ImportService/ApplyImport", officials),
        registry("ImportService/UndoImport", officials),
        registry("ImportService/GetImport", overseers),
        registry("ImportService/ListImportRows", overseers),
        registry("StaffService/RegisterPerson", officials),
        registry("StaffService/RevisePerson", officials),
        registry("StaffService/BeginEmployment", officials),
        registry("StaffService/EndEmployment", officials),
        registry("StaffService/TransferPerson", officials),
        registry("StaffService/AwardLevel", officials),
        registry("StaffService/WithdrawLevel", officials),
        registry("StaffService/GetPerson", staffReaders),
        registry("StaffService/ListPersons", staffReaders),
        registry("StaffService/PersonHistory", staffReaders),
        registry("StaffService/RevealPerson", officials),
        registry("StaffService/ExportPersons", officials),
        registry("StaffService/ListReveals", overseers),
        registry("StaffService/SetEstablishment", officials),
        registry("StaffService/GetEstablishment", staffReaders),
        registry("StaffService/GetKeyStatus", .only([.city, .auditor])),
        registry("BodyService/EstablishBody", units),
        registry("BodyService/DissolveBody", units),
        registry("BodyService/AppointMember", units),
        registry("BodyService/ReleaseMember", units),
        registry("BodyService/ProposeResolution", units),
        registry("BodyService/AdviseResolution", units),
        registry("BodyService/DecideResolution", units),
        registry("BodyService/WithdrawResolution", units),
        registry("BodyService/GetBody", .signedIn),
        registry("BodyService/ListBodies", .signedIn),
        registry("BodyService/BodyHistory", .signedIn),
        registry("BodyService/GetResolution", .signedIn),
        registry("BodyService/ListResolutions", .signedIn),
        registry("DocumentService/ProposeDocument", units),
        registry("DocumentService/AddVersion", units),
        registry("DocumentService/AcceptDocument", units),
        registry("DocumentService/FileDocument", officials),
        registry("DocumentService/ReturnDocument", officials),
        registry("DocumentService/GetDocument", .signedIn),
        registry("DocumentService/GetContent", .signedIn),
        registry("DocumentService/ListDocuments", .signedIn),
        registry("DocumentService/DocumentHistory", .signedIn),
        registry("DocumentService/ListDueDocuments", .signedIn),
    ]

    private static let rotation = [
        rotation("RotationUnitService/ListRotationUnits", readers),
        rotation("PlanService/RecordInputs", officials),
        rotation("PlanService/GetInputs", overseers),
        rotation("PlanService/StartPlan", officials),
        rotation("PlanService/GetPlan", readers),
        rotation("PlanService/ListPlans", readers),
        rotation("PlanService/ListPlanMoves", readers),
        rotation("PlanService/ExplainPlan", readers),
        rotation("PlanService/CheckPlan", officials),
        rotation("PlanService/ConsultPlan", officials),
        rotation("PlanService/RaiseObjection", .only([.group, .school])),
        rotation("PlanService/AnswerObjection", officials),
        rotation("PlanService/RepairPlan", officials),
        rotation("PlanService/DecidePlan", officials),
        rotation("PlanService/WithdrawPlan", officials),
        rotation("PlacementService/ListPlacements", readers),
        rotation("PlacementService/GetPlacement", readers),
        rotation("PlacementService/ArrangePlacements", directors),
        rotation("PlacementService/NotifyPlacements", directors),
        rotation("PlacementService/BeginPlacement", units),
        rotation("PlacementService/AppraisePlacement", units),
        rotation("PlacementService/ExtendPlacement", directors),
        rotation("PlacementService/EndPlacement", directors),
        rotation("PlacementService/CompletePlacement", directors),
        rotation("PlacementService/GetCertificate", readers),
        rotation("PlacementService/ListQuotas", readers),
        rotation("EntitlementService/ListReturnDuties", readers),
        rotation("EntitlementService/TakeUpDuty", units),
        rotation("EntitlementService/SetAllowanceRate", officials),
        rotation("EntitlementService/ListAllowanceRates", readers),
        rotation("EntitlementService/ListAllowances", readers),
        rotation("EntitlementService/ListEstablishmentSupport", readers),
    ]

    private static let evaluation = [
        CallPermission(
            service: .evaluation,
            method: "taoli.evaluation.v1.EvaluationUnitService/ListEvaluationUnits",
            admitted: readers),
        evaluation("CycleService/OpenCycle", officials),
        evaluation("CycleService/RecordInputs", assessors),
        evaluation("CycleService/ComputeCycle", officials),
        evaluation("CycleService/VerifyCycle", readers),
        evaluation("CycleService/ObjectToResult", units),
        evaluation("CycleService/AnswerObjection", assessors),
        evaluation("CycleService/PublishCycle", officials),
        evaluation("CycleService/CorrectCycle", officials),
        evaluation("CycleService/WithdrawCycle", officials),
        evaluation("CycleService/GetCycle", readers),
        evaluation("CycleService/ListCycles", readers),
        evaluation("CycleService/ListInputs", readers),
        evaluation("CycleService/ListResults", readers),
        evaluation("VerdictService/ListVerdicts", readers),
        evaluation("VerdictService/NameUnit", officials),
        evaluation("VerdictService/PassReview", officials),
        evaluation("VerdictService/RecordGrounds", officials),
        evaluation("SurveyService/OpenSurvey", officials),
        evaluation("SurveyService/IssueTokens", .only([.city, .district, .school])),
        evaluation("SurveyService/SubmitAnswer", .everybody),
        evaluation("SurveyService/CloseSurvey", officials),
        evaluation("SurveyService/GetSurvey", readers),
        evaluation("SurveyService/ListSurveys", readers),
        evaluation("ImportService/CreateImport", officials),
        evaluation("ImportService/UploadChunk", officials),
        evaluation("ImportService/CheckImport", officials),
        evaluation("ImportService/ApplyImport", officials),
        evaluation("ImportService/UndoImport", officials),
        evaluation("ImportService/GetImport", overseers),
        evaluation("ImportService/ListImportRows", overseers),
    ]

    /// Bureaus, and councils about their own members.
    private static let assessors = CallPermission.Admitted.only([.city, .district, .group])

    private static func evaluation(
        _ method: String, _ admitted: CallPermission.Admitted
    ) -> CallPermission {
        CallPermission(
            service: .evaluation, method: "taoli.evaluation.v1.\(method)", admitted: admitted)
    }

    private static let notification = [
        told("InboxService/ListMessages", units),
        told("InboxService/ReadMessage", units),
        told("EndpointService/AddEndpoint", units),
        told("EndpointService/ListEndpoints", units),
        told("EndpointService/VerifyEndpoint", units),
        told("EndpointService/SendCode", units),
        told("EndpointService/RotateSecret", units),
        told("EndpointService/RemoveEndpoint", units),
        told("PreferenceService/GetPreferences", units),
        told("PreferenceService/SetPreferences", units),
        told("DeliveryService/ListDeliveries", readers),
        told("DeliveryService/GetDelivery", readers),
        told("DeliveryService/RetryDelivery", units),
        told("DeliveryService/CancelDelivery", units),
        told("NoticeService/BindNotices", officials),
        told("NoticeService/ListNotices", readers),
    ]

    private static func told(
        _ method: String, _ admitted: CallPermission.Admitted
    ) -> CallPermission {
        CallPermission(
            service: .notification, method: "taoli.notification.v1.\(method)", admitted: admitted)
    }

    /// What every service answers.
    private static func everywhere(_ service: CityService) -> [CallPermission] {
        [
            bus(service, "TailEvents", overseers),
            bus(service, "BusStatus", .only([.city, .auditor])),
            bus(service, "ListParked", .only([.city, .auditor])),
            bus(service, "RetryParked", .only([.city])),
            bus(service, "DiscardParked", .only([.city])),
            bus(service, "RepublishEvents", .only([.city])),
            bus(service, "BeginRebuild", .only([.city])),
            bus(service, "SwitchRebuild", .only([.city])),
            bus(service, "AbandonRebuild", .only([.city])),
            bus(service, "ResumeConsumer", .only([.city])),
            CallPermission(
                service: service, method: "grpc.health.v1.Health/Check", admitted: .everybody),
            CallPermission(
                service: service, method: "grpc.health.v1.Health/Watch", admitted: .everybody),
        ]
    }

    private static func bus(
        _ service: CityService, _ method: String, _ admitted: CallPermission.Admitted
    ) -> CallPermission {
        CallPermission(
            service: service, method: "taoli.bus.v1.BusService/\(method)", admitted: admitted)
    }

    private static func registry(
        _ method: String, _ admitted: CallPermission.Admitted
    ) -> CallPermission {
        CallPermission(
            service: .registry, method: "taoli.registry.v1.\(method)", admitted: admitted)
    }

    private static func rotation(_ method: String, _ admitted: CallPermission.Admitted)
        -> CallPermission
    {
        CallPermission(
            service: .rotation, method: "taoli.rotation.v1.\(method)", admitted: admitted)
    }

    /// What the contracts say a service offers.
    static func contracts(of service: CityService) -> Set<String> {
        let own: [[MethodDescriptor]] =
            switch service {
            case .registry:
                [
                    Taoli_Registry_V1_IdentityService.Method.descriptors,
                    Taoli_Registry_V1_AccountService.Method.descriptors,
                    Taoli_Registry_V1_SchoolService.Method.descriptors,
                    Taoli_Registry_V1_GroupService.Method.descriptors,
                    Taoli_Registry_V1_ImportService.Method.descriptors,
                    Taoli_Registry_V1_CaseService.Method.descriptors,
                    Taoli_Registry_V1_PolicyService.Method.descriptors,
                    Taoli_Registry_V1_StaffService.Method.descriptors,
                    Taoli_Registry_V1_BodyService.Method.descriptors,
                    Taoli_Registry_V1_DocumentService.Method.descriptors,
                    Taoli_Registry_V1_UnitService.Method.descriptors,
                    Taoli_Registry_V1_FundService.Method.descriptors,
                    Taoli_Registry_V1_PartnerService.Method.descriptors,
                ]
            case .rotation:
                [
                    Taoli_Rotation_V1_RotationUnitService.Method.descriptors,
                    Taoli_Rotation_V1_PlanService.Method.descriptors,
                    Taoli_Rotation_V1_PlacementService.Method.descriptors,
                    Taoli_Rotation_V1_EntitlementService.Method.descriptors,
                ]
            case .evaluation:
                [
                    Taoli_Evaluation_V1_EvaluationUnitService.Method.descriptors,
                    Taoli_Evaluation_V1_CycleService.Method.descriptors,
                    Taoli_Evaluation_V1_VerdictService.Method.descriptors,
                    Taoli_Evaluation_V1_SurveyService.Method.descriptors,
                    Taoli_Evaluation_V1_ImportService.Method.descriptors,
                ]
            case .notification:
                [
                    Taoli_Notification_V1_InboxService.Method.descriptors,
                    Taoli_Notification_V1_EndpointService.Method.descriptors,
                    Taoli_Notification_V1_PreferenceService.Method.descriptors,
                    Taoli_Notification_V1_DeliveryService.Method.descriptors,
                    Taoli_Notification_V1_NoticeService.Method.descriptors,
                ]
            }
        let shared = [
            Taoli_Bus_V1_BusService.Method.descriptors, Grpc_Health_V1_Health.Method.descriptors,
        ]
        return Set((own + shared).joined().map(\.fullyQualifiedMethod))
    }
}
