import RegistryCore
import TaoliModels
import TaoliPostgres

/// What the stores refuse: mostly records that are not there, or not within the caller's scope.
enum StoreRefusals {
    static func notFound(_ field: String, _ chinese: String, _ english: String) -> Refusal {
        Refusal(
            .notFound, "not-found", field: field,
            what: Wording(
                "\(chinese)不存在，或不在您的范围内。",
                "There is no such \(english), or it is outside your scope."),
            next: Wording("请核对编号，或联系市级人员。", "Check the id, or ask an official of the city."))
    }

    static let unknownDistrict = Refusal(
        .invalid, "unknown-district", field: "district",
        what: Wording("没有这个区代码。", "There is no district of this code."),
        next: Wording(
            "请用 taoli school districts 查看区代码，或先导入区。",
            "See the codes with taoli school districts, or import the districts first."))

    /// - Parameter registered: the districts of the register, those taken back too.
    static func noDistrict(_ code: DistrictCode, among registered: [District]) -> Refusal {
        let known = registered.filter { !$0.isWithdrawn }
        let near = NearestName.nearest(to: code.rawValue, in: known.map(\.code.rawValue))
        let meant = known.first { $0.code.rawValue == near }
        let chinese = meant.map { "是否为 \($0.code)（\($0.name)）？" } ?? ""
        let english = meant.map { "Is \($0.code) (\($0.name)) meant? " } ?? ""
        return Refusal(
            .invalid, "unknown-district", field: "district",
            what: Wording("没有区代码 \(code)。", "There is no district \(code)."),
            next: Wording(
                chinese + "请用 taoli school districts 查看区代码，或先导入区。",
                english + "See the codes with taoli school districts, or import the districts."))
    }

    static let ambiguousExternalID = Refusal(
        .precondition, "ambiguous-external-id", field: "external_id",
        what: Wording("不止一个区有这个编号。", "More than one district has a site of this id."),
        next: Wording("请改用校区所在学校的编号 id。", "Ask by the school's id instead."))

    static let noCity = Refusal(
        .precondition, "no-city",
        what: Wording("尚未登记市。", "The city is not registered yet."),
        next: Wording("请先导入区（districts）。", "Import the districts first."))

    static let caseRunning = Refusal(
        .alreadyExists, "case-running",
        what: Wording(
            "该校区在该集团的同类事项正在办理。", "A case of this kind about the site and group runs already."),
        next: Wording(
            "请用 taoli case list 找到它并继续办理。", "Find it with taoli case list and go on with it."))

    static let notYourStaff = Refusal(
        .permission, "not-your-staff", field: "person_id",
        what: Wording(
            "该人员或岗位属于其他单位，不归您管理。",
            "The person or post is another unit's, not yours to read or change."),
        next: Wording("请联系该区或市级人员。", "Ask an official of that district or the city."))

    /// Somebody registered the same number at the same moment.
    static let numberTaken = Refusal(
        .alreadyExists, "person-exists", field: "number",
        what: Wording("该证件号码已有人员登记。", "A person of this number is registered already."),
        next: Wording("请用 taoli staff list 查找。", "Find them with taoli staff list."))
    static let bodyStands = Refusal(
        .alreadyExists, "body-exists", field: "kind",
        what: Wording("该单位刚刚设立了这种机构。", "The unit has just got a body of this kind."),
        next: Wording("请用 taoli body list 查看。", "See it with taoli body list."))

    static let documentStands = Refusal(
        .alreadyExists, "document-exists", field: "kind",
        what: Wording(
            "该单位这一时期已有这种文件。", "The unit has such a document for that time already."),
        next: Wording(
            "请用 taoli document list 找到它并提出新版本。",
            "Find it with taoli document list and propose another version."))

    /// A rule that a concurrent change broke first, as the refusal that it is.
    static func explained<Value>(_ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch let error as PostgresError {
            guard case .uniqueViolation(let constraint) = error.kind else { throw error }
            switch constraint {
            case "school_group_name": throw GroupRefusals.nameTaken("…")
            case "body_standing": throw StoreRefusals.bodyStands
            case "document_of_period": throw StoreRefusals.documentStands
            case "case_file_running": throw StoreRefusals.caseRunning
            case "person_number": throw StoreRefusals.numberTaken
            case "account_login": throw AccountRefusals.loginTaken("")
            case "account_grant_held": throw AccountRefusals.alreadyGranted
            default: throw error
            }
        }
    }
}
