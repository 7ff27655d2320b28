import Foundation
import RegistryCore
import TaoliModels
import TaoliPolicy
import TaoliPostgres

/// What somebody asks for, as the call gives it, before the records are loaded.
struct CaseForm: Sendable {
    let id: CaseID
    let purpose: CasePurpose
    /// The group; at founding the id it will have.
    let group: GroupID
    /// The site that joins or is a member; `nil` when founding.
    let site: SiteID?
    /// Founding: name, kind, district and leading sites.
    let founding: Founding?
    let mode: String?
    let category: String?
    let years: Int?
    let ground: ExitGround?
    let isBeforeLandSale: Bool
    let touchesEstablishment: Bool
    /// Recommending: whom, for which post.
    var advice: LeaderAdvice?

    struct Founding: Sendable {
        let name: String
        let kind: GroupKind
        let district: DistrictCode
        let leads: [SiteID]
    }
}

/// Makes a case of what was asked for: loads the units concerned and finds the chain.
struct CaseOpening {
    let form: CaseForm
    let loading: CaseLoading
    let tx: PostgresTransaction

    struct Opening: Sendable {
        let loaded: LoadedCase
        let decision: CaseDecision
    }

    /// - Throws: `not-found`, `not-a-member`, `already-member`, `no-policy-bound`, `no-city`,
    ///   `unknown-district`, `category-not-designated`, `not-in-post`, `group-name-taken`, and what
    ///   `OpenCase` refuses.
    func open(by caller: Caller, on today: CalendarDate, reason: String) async throws -> Opening {
        let ids = form.founding?.leads ?? form.site.map { [$0] } ?? []
        let own = try SiteTable.decode(
            try await tx.query(SiteTable.select(ids: ids, lock: .share)))
        guard let first = own.first(where: { $0.id == ids.first }), own.count == Set(ids).count
        else { throw StoreRefusals.notFound("site_id", "校区", "site") }
        if let founding = form.founding {
            try await DistrictTable.require(founding.district, tx)
        }
        let group = try await loadGroup()
        let sites = try await loading.sites(own, group, tx)
        let parties = try await parties(first, own, group, sites, on: today)
        let pack = try await loading.policies.current(tx, parties.groupDistrict, on: today)
        let designations = try await loading.designations(parties.group, own, tx)
        try CategoryStatement.check(
            form.category, of: first.schoolID, stages: first.facts.kind.stages, designations,
            today: today)
        try await checkAdvice(at: first.schoolID, on: today)
        let facts = CaseFacts(
            proposal: try proposal(group, by: caller, on: today), parties: parties,
            ground: form.ground,
            isBeforeLandSale: form.isBeforeLandSale,
            touchesEstablishment: form.touchesEstablishment)
        let decision = try OpenCase(
            id: form.id, facts: facts, isBuilt: first.facts.status == .open, reason: reason
        ).decide(by: caller, on: today, pack: pack, workingDays: loading.policies.workingDays)
        if let founding = form.founding,
            try await CaseLoading.nameHolder(founding.name, in: parties.groupDistrict, tx) != nil
        {
            throw GroupRefusals.nameTaken(founding.name)
        }
        let chain = try OpenCase.chain(facts, isBuilt: first.facts.status == .open, in: pack)
        let loaded = LoadedCase(
            item: decision.state,
            rules: CaseRules(
                pack: pack, chain: chain, workingDays: loading.policies.workingDays),
            group: group, sites: sites, yearsExtended: 0, designations: designations)
        return Opening(loaded: loaded, decision: decision)
    }

    private func loadGroup() async throws -> Group? {
        guard form.founding == nil else { return nil }
        let found = try await GroupTable.load(
            tx, GroupTable.select(ids: [form.group], lock: .share)
        ).first
        guard let found else { throw StoreRefusals.notFound("group_id", "集团", "group") }
        return found
    }

    private func parties(
        _ site: Site, _ own: [Site], _ group: Group?, _ sites: [SiteID: Site],
        on today: CalendarDate
    ) async throws -> CaseParties {
        let row = try await tx.query("SELECT registry.city_code() AS code").first
        guard let code = try row?.get("code", as: String?.self), let city = DistrictCode(code)
        else {
            throw StoreRefusals.noCity
        }
        let leads = group.map { group in
            // A group whose first day is still to come is led by those who will.
            group.members(on: max(today, group.validity.from)).filter { $0.role == .lead }.map {
                sites[$0.siteID]?.schoolID ?? $0.schoolID
            }
        }
        guard leads?.isEmpty != true else { throw GroupRefusals.noLead }
        return CaseParties(
            school: site.schoolID, schoolDistrict: site.district,
            leads: leads ?? own.map(\.schoolID).uniqued, group: form.group,
            groupDistrict: group?.district ?? form.founding?.district ?? site.district, city: city)
    }

    private func proposal(_ group: Group?, by caller: Caller, on today: CalendarDate) throws
        -> CaseProposal
    {
        if let founding = form.founding {
            return .found(name: founding.name, kind: founding.kind, leads: founding.leads)
        }
        guard let site = form.site else { throw StoreRefusals.notFound("site_id", "校区", "site") }
        let member = group?.membership(of: site, on: today)
        if form.purpose == .join {
            if let member { throw GroupRefusals.alreadyMember(member) }
            // Whoever will be in it without an end could not join on any other day.
            let later = group?.memberships.first {
                $0.siteID == site && $0.validity.from > today && $0.validity.until == nil
            }
            if let later { throw GroupRefusals.willBeMember(later) }
            return .join(
                site, mode: form.mode, category: form.category, termYears: form.years)
        }
        guard let member else { throw GroupRefusals.notMember(on: today) }
        let mode = try member.mode ?? stated(by: caller)
        switch form.purpose {
        case .found, .join, .leave: return .leave(site, mode: mode)
        case .recommend:
            guard let advice = form.advice else { throw CaseRefusals.notInPost }
            return .recommend(site, mode: mode, advice)
        case .expel: return .expel(site, mode: mode)
        case .extend:
            guard let until = member.termUntil else { throw CaseOpening.noTerm }
            return .extend(site, mode: mode, years: form.years ?? 0, until: until)
        case .expire:
            guard let until = member.termUntil else { throw CaseOpening.noTerm }
            return .expire(site, mode: mode, until: until)
        }
    }

    /// - Throws: `not-in-post` for somebody unknown, and for a dismissal from a post not held.
    private func checkAdvice(at school: SchoolID, on today: CalendarDate) async throws {
        guard let advice = form.advice else { return }
        let held: SQL = """
            EXISTS (SELECT FROM registry.employment e WHERE e.person_id = p.id \
            AND e.school_id = \(school.rawValue) AND e.post = \(advice.post.rawValue) \
            AND \(fragment: StaffReader.held(on: today)))
            """
        let rows = try await tx.query(
            """
            SELECT 1 FROM registry.person p WHERE p.id = \(advice.person.rawValue) \
            AND NOT p.is_withdrawn AND (NOT \(advice.isDismissal) OR \(fragment: held))
            """)
        guard !rows.isEmpty else { throw CaseRefusals.notInPost }
    }

    /// The mode of a member of whom none is known: the bureau's to say, since chains differ by it.
    private func stated(by caller: Caller) throws -> String? {
        guard let mode = form.mode else { return nil }
        guard [.city, .district, .service].contains(caller.role) else {
            throw CaseOpening.modeIsTheBureaus
        }
        return mode
    }

    private static let modeIsTheBureaus = Refusal(
        .permission, "mode-is-the-bureaus", field: "mode",
        what: Wording("该成员校的方式没有登记。", "How this member belongs is not on record."),
        next: Wording("请由教育局代为受理并写明方式。", "Let the bureau open the case and say it."))

    private static let noTerm = Refusal(
        .precondition, "no-term",
        what: Wording("该成员校没有约定合作期限。", "The membership has no agreed term."),
        next: Wording("没有期限的成员校不会期满，也不能延长。", "Without a term there is nothing to extend."))
}

extension Array where Element: Hashable {
    /// Each element once, in its first place.
    fileprivate var uniqued: [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
