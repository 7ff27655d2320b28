import Foundation
import RegistryCore
import TaoliModels
import TaoliPolicy

/// What a case is about, as `registry.case_file.facts` holds it. Keys never change: old rows stay.
struct CaseRecord: Codable {
    let proposal: Proposal
    let parties: Parties
    let ground: String?
    let beforeLandSale: Bool
    let touchesEstablishment: Bool
    let openedBy: Signature
    let exceptions: [Exception]
    /// How it was taken back or dropped; rows of earlier releases have none.
    let closing: Closing?

    struct Proposal: Codable {
        let sites: [String]
        let name: String?
        let kind: String?
        let mode: String?
        let category: String?
        let years: Int?
        let until: String?
        /// Of a recommendation; rows of earlier releases have none.
        let person: String?
        let post: String?
        let isDismissal: Bool?
    }

    struct Parties: Codable {
        let school: String
        let schoolDistrict: String
        let leads: [String]
        let group: String
        let groupDistrict: String
        let city: String
    }

    struct Signature: Codable {
        let subject: String
        let role: String
        let unit: String?
    }

    struct Exception: Codable {
        let rule: String
        let reason: String
        let step: String?
        let by: Signature?
        let on: String?
    }

    struct Closing: Codable {
        let by: Signature
        let on: String
        let reason: String
    }

    init(_ item: Case) {
        proposal = Proposal(item.facts.proposal)
        parties = Parties(item.facts.parties)
        ground = item.facts.ground?.rawValue
        beforeLandSale = item.facts.isBeforeLandSale
        touchesEstablishment = item.facts.touchesEstablishment
        openedBy = Signature(item.openedBy)
        exceptions = item.exceptions.map(Exception.init)
        closing = item.closing.map {
            Closing(by: Signature($0.by), on: $0.on.description, reason: $0.reason)
        }
    }

    /// - Throws: `UnreadableRow` for a value that no release wrote.
    func facts(_ purpose: CasePurpose) throws -> CaseFacts {
        CaseFacts(
            proposal: try proposal.value(purpose), parties: try parties.value(),
            ground: try ground.map { try Stored.value($0) }, isBeforeLandSale: beforeLandSale,
            touchesEstablishment: touchesEstablishment)
    }
}

extension CaseRecord.Proposal {
    init(_ proposal: CaseProposal) {
        sites = proposal.sites.map(\.description)
        mode = proposal.mode
        if case .recommend(_, _, let advice) = proposal {
            (person, post) = (advice.person.description, advice.post.rawValue)
            isDismissal = advice.isDismissal
        } else {
            (person, post, isDismissal) = (nil, nil, nil)
        }
        switch proposal {
        case .found(let name, let kind, _):
            (self.name, self.kind) = (name, kind.rawValue)
            (category, years, until) = (nil, nil, nil)
        case .join(_, _, let category, let years):
            (name, kind) = (nil, nil)
            (self.category, self.years, until) = (category, years, nil)
        case .leave, .expel, .recommend:
            (name, kind) = (nil, nil)
            (category, years, until) = (nil, nil, nil)
        case .extend(_, _, let years, let until):
            (name, kind) = (nil, nil)
            (category, self.years, self.until) = (nil, years, until.description)
        case .expire(_, _, let until):
            (name, kind) = (nil, nil)
            (category, years, self.until) = (nil, nil, until.description)
        }
    }

    func value(_ purpose: CasePurpose) throws -> CaseProposal {
        let ids: [SiteID] = try sites.map { try Stored.id($0) }
        if purpose == .found {
            return .found(
                name: name ?? "", kind: try Stored.value(kind ?? ""), leads: ids)
        }
        guard let site = ids.first else { throw UnreadableRow(description: "a case has no site") }
        switch purpose {
        case .found, .join: return .join(site, mode: mode, category: category, termYears: years)
        case .leave: return .leave(site, mode: mode)
        case .expel: return .expel(site, mode: mode)
        case .extend:
            return .extend(site, mode: mode, years: years ?? 0, until: try Stored.date(until))
        case .expire: return .expire(site, mode: mode, until: try Stored.date(until))
        case .recommend:
            return .recommend(
                site, mode: mode,
                LeaderAdvice(
                    person: try Stored.id(person ?? ""), post: try Stored.value(post ?? ""),
                    isDismissal: isDismissal ?? false))
        }
    }
}

extension CaseRecord.Parties {
    init(_ parties: CaseParties) {
        school = parties.school.description
        schoolDistrict = parties.schoolDistrict.rawValue
        leads = parties.leads.map(\.description)
        group = parties.group.description
        groupDistrict = parties.groupDistrict.rawValue
        city = parties.city.rawValue
    }

    func value() throws -> CaseParties {
        CaseParties(
            school: try Stored.id(school), schoolDistrict: try Stored.district(schoolDistrict),
            leads: try leads.map { try Stored.id($0) }, group: try Stored.id(group),
            groupDistrict: try Stored.district(groupDistrict), city: try Stored.district(city))
    }
}

extension CaseRecord.Exception {
    init(_ exception: RuleException) {
        rule = exception.rule
        reason = exception.reason
        step = exception.grant?.step
        by = exception.grant.map { CaseRecord.Signature($0.by) }
        on = exception.grant?.on.description
    }

    func value() throws -> RuleException {
        guard let step, let by, let on else { return RuleException(rule: rule, reason: reason) }
        return RuleException(
            rule: rule, reason: reason,
            grant: RuleException.Grant(step: step, by: try by.value(), on: try Stored.date(on)))
    }
}

extension CaseRecord.Closing {
    func value() throws -> CaseClosing {
        CaseClosing(by: try by.value(), on: try Stored.date(on), reason: reason)
    }
}

extension CaseRecord.Signature {
    init(_ signature: CaseSignature) {
        subject = signature.subject
        role = signature.role.rawValue
        unit = signature.unit?.description
    }

    func value() throws -> CaseSignature {
        CaseSignature(
            subject: subject, role: try Stored.value(role),
            unit: unit.flatMap { UnitReference($0) })
    }
}

/// An answer, as `registry.case_step.answers` holds it.
struct AnswerRecord: Codable {
    let outcome: String
    let by: CaseRecord.Signature
    let on: String
    let reason: String
    let papers: [Paper]
    let effectiveOn: String?
    let vote: Vote?

    struct Paper: Codable {
        let kind: String
        let reference: String
    }

    struct Vote: Codable {
        let members: Int
        let present: Int
        let inFavour: Int
    }

    init(_ answer: StepAnswer) {
        outcome = answer.outcome.rawValue
        by = CaseRecord.Signature(answer.by)
        on = answer.on.description
        reason = answer.reason
        papers = answer.papers.map { Paper(kind: $0.kind, reference: $0.reference) }
        effectiveOn = answer.effectiveOn?.description
        vote = answer.vote.map {
            Vote(members: $0.members, present: $0.present, inFavour: $0.inFavour)
        }
    }

    func value() throws -> StepAnswer {
        StepAnswer(
            outcome: try Stored.value(outcome), by: try by.value(), on: try Stored.date(on),
            reason: reason,
            papers: papers.map { CasePaper(kind: $0.kind, reference: $0.reference) },
            effectiveOn: try effectiveOn.map { try Stored.date($0) },
            vote: vote.map {
                VoteCount(members: $0.members, present: $0.present, inFavour: $0.inFavour)
            })
    }
}

/// Reads texts of stored JSON.
enum Stored {
    static func id<Of>(_ text: String) throws -> Identifier<Of> {
        guard let id = Identifier<Of>(text) else { throw unreadable(text) }
        return id
    }

    static func district(_ text: String) throws -> DistrictCode {
        guard let code = DistrictCode(text) else { throw unreadable(text) }
        return code
    }

    static func date(_ text: String?) throws -> CalendarDate {
        guard let date = text.flatMap({ CalendarDate($0) }) else { throw unreadable(text ?? "") }
        return date
    }

    static func value<Value: RawRepresentable<String>>(_ text: String) throws -> Value {
        guard let value = Value(rawValue: text) else { throw unreadable(text) }
        return value
    }

    private static func unreadable(_ text: String) -> UnreadableRow {
        UnreadableRow(description: "a record holds '\(text)'")
    }
}
