import RegistryCore
import TaoliContracts
import TaoliHost
import TaoliModels
import TaoliPolicy
import TaoliRuntime

/// Reads the fields of calls about cases.
enum CaseFields {
    /// Years that a term may be asked for; what is usual is the pack's to say.
    static let yearsMax = 99

    /// What people open; a case of expiry is opened by the product on its day.
    private static let opened: [CasePurpose] = [
        .found, .join, .leave, .expel, .extend, .recommend,
    ]

    /// - Throws: `unknown-value`, `missing-field`, `bad-id` and the like, naming the field.
    static func form(_ request: Taoli_Registry_V1_OpenCaseRequest) throws -> CaseForm {
        let purpose = try Input.known(
            "purpose",
            CasePurpose(rawValue: request.purpose).flatMap { opened.contains($0) ? $0 : nil },
            allowed: opened.map(\.rawValue))
        let isFounding = purpose == .found
        return CaseForm(
            id: CaseID(.version7()), purpose: purpose,
            group: isFounding
                ? GroupID(.version7()) : try Input.id("group_id", request.groupID),
            site: isFounding ? nil : try Input.id("site_id", request.siteID),
            founding: isFounding ? try founding(request) : nil,
            mode: try Input.optionalText("mode", request.mode, max: RegistryLimits.codeMax),
            category: try Input.optionalText(
                "category", request.category, max: RegistryLimits.codeMax),
            years: try years(request.years),
            ground: try optional("ground", request.ground, of: ExitGround.self),
            isBeforeLandSale: request.beforeLandSale,
            touchesEstablishment: request.touchesEstablishment,
            advice: purpose == .recommend ? try advice(request) : nil)
    }

    private static func advice(_ request: Taoli_Registry_V1_OpenCaseRequest) throws -> LeaderAdvice
    {
        LeaderAdvice(
            person: try Input.id("person_id", request.personID),
            post: try Input.code("post", request.post), isDismissal: request.isDismissal)
    }

    private static func founding(
        _ request: Taoli_Registry_V1_OpenCaseRequest
    ) throws -> CaseForm.Founding {
        guard !request.leadSiteIds.isEmpty, request.leadSiteIds.count <= RegistryLimits.leadsMax
        else {
            throw Input.invalid(
                "lead_site_ids", "bad-leads",
                Wording(
                    "牵头校区应有 1 到 \(RegistryLimits.leadsMax) 个。",
                    "1 to \(RegistryLimits.leadsMax) leading sites are expected."))
        }
        return CaseForm.Founding(
            name: try Input.text("name", request.name, max: RegistryLimits.nameMax),
            kind: try Input.known(
                "kind", GroupKind(request.kind), allowed: GroupKind.allCases.map(\.rawValue)),
            district: try Fields.district("district", request.district),
            leads: try request.leadSiteIds.map { try Input.id("lead_site_ids", $0) })
    }

    private static func years(_ value: Int32) throws -> Int? {
        guard (0...Int32(yearsMax)).contains(value) else {
            throw Input.invalid(
                "years", "bad-years",
                Wording(
                    "期限应为 0 到 \(yearsMax) 年。", "Years are whole, from 0 to \(yearsMax)."))
        }
        return value == 0 ? nil : Int(value)
    }

    static func answer(_ request: Taoli_Registry_V1_AnswerStepRequest) throws -> AnswerStep {
        guard request.exceptions.count <= RegistryLimits.papersMax else {
            throw Input.invalid(
                "exceptions", "too-many",
                Wording(
                    "超过 \(RegistryLimits.papersMax) 条。",
                    "There are more than \(RegistryLimits.papersMax)."))
        }
        return AnswerStep(
            step: try Input.text("step", request.step, max: RegistryLimits.codeMax),
            outcome: try Input.known(
                "outcome", StepOutcome(rawValue: request.outcome),
                allowed: [StepOutcome.yes, .no, .returned].map(\.rawValue)),
            reason: try Fields.reason(request.reason), papers: try papers(request.papers),
            effectiveOn: try request.effectiveOn.isEmpty
                ? nil : Fields.date("effective_on", request.effectiveOn),
            vote: request.hasVote
                ? VoteCount(
                    members: Int(request.vote.members), present: Int(request.vote.present),
                    inFavour: Int(request.vote.inFavour)) : nil,
            exceptions: try request.exceptions.map {
                RuleException(
                    rule: try Input.text(
                        "exceptions.rule", $0.rule, max: RegistryLimits.nameMax),
                    reason: try Input.text(
                        "exceptions.reason", $0.reason, max: RegistryLimits.reasonMax))
            })
    }

    static func papers(_ papers: [Taoli_Registry_V1_Paper]) throws -> [CasePaper] {
        guard papers.count <= RegistryLimits.papersMax else {
            throw Input.invalid(
                "papers", "too-many",
                Wording(
                    "超过 \(RegistryLimits.papersMax) 份。",
                    "There are more than \(RegistryLimits.papersMax)."))
        }
        return try papers.map {
            CasePaper(
                kind: try Input.text("papers.kind", $0.kind, max: RegistryLimits.codeMax),
                reference: try Input.text(
                    "papers.reference", $0.reference, max: RegistryLimits.referenceMax))
        }
    }

    /// One of a kind's names, or `nil` when the field is empty.
    static func optional<Value>(_ field: String, _ text: String, of type: Value.Type) throws
        -> Value?
    where Value: RawRepresentable<String> & CaseIterable {
        guard !text.isEmpty else { return nil }
        return try Input.known(
            field, Value(rawValue: text), allowed: Value.allCases.map(\.rawValue))
    }
}
