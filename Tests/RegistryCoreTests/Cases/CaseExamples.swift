import Foundation
import TaoliModels
import TaoliPolicy

@testable import RegistryCore

/// Units, callers and cases for the tests of cases.
enum CaseExamples {
    static let city = district("450100")
    static let home = district("450102")
    static let other = district("450103")
    static let today = day("2026-03-02")
    static let consentDay = day("2026-09-01")
    static let school = SchoolID(.version7())
    static let lead = SchoolID(.version7())
    static let site = SiteID(.version7())
    static let group = GroupID(.version7())
    static let advice = LeaderAdvice(
        person: PersonID(.version7()), post: .vicePrincipal, isDismissal: false)

    static func day(_ text: String) -> CalendarDate {
        guard let date = CalendarDate(text) else { fatalError("\(text) is no date") }
        return date
    }

    static func district(_ text: String) -> DistrictCode {
        guard let code = DistrictCode(text) else { fatalError("\(text) is no code") }
        return code
    }

    static func pack(_ id: String) -> PolicyPack {
        guard let pack = PolicyPacks.shipped[id] else { fatalError("no pack \(id)") }
        return pack
    }

    static func parties(_ locality: Locality) -> CaseParties {
        CaseParties(
            school: school, schoolDistrict: locality == .sameDistrict ? home : other,
            leads: [lead], group: group, groupDistrict: locality == .municipalGroup ? city : home,
            city: city)
    }

    /// Facts that a chain is for.
    static func facts(for chain: ChainRule, of pack: PolicyPack, locality: Locality? = nil)
        -> CaseFacts
    {
        let mode = mode(chain, pack)
        let place = locality ?? chain.when.localities.first ?? .sameDistrict
        let founding = CaseParties(
            school: school, schoolDistrict: home, leads: [school], group: group,
            groupDistrict: home, city: city)
        return CaseFacts(
            proposal: proposal(chain.purpose, mode: mode, in: pack),
            parties: chain.purpose == .found ? founding : parties(place),
            ground: chain.when.grounds.first,
            isBeforeLandSale: chain.when.beforeLandSale ?? false, touchesEstablishment: true)
    }

    static func proposal(
        _ purpose: CasePurpose, mode: String, in pack: PolicyPack = pack("XN")
    ) -> CaseProposal {
        let end = consentDay
        let units = pack[UnitsSection.self]
        let hasTerm = units.modes.first { $0.id == mode }?.term == .bound
        let kind = units.kinds.first?.kind ?? .educationGroup
        switch purpose {
        case .found: return .found(name: "桃李集团", kind: kind, leads: [site])
        case .join: return .join(site, mode: mode, category: "weak", termYears: hasTerm ? 3 : nil)
        case .leave: return .leave(site, mode: mode)
        case .expel: return .expel(site, mode: mode)
        case .extend: return .extend(site, mode: mode, years: 2, until: end)
        case .expire: return .expire(site, mode: mode, until: end)
        case .recommend: return .recommend(site, mode: mode, advice)
        }
    }

    static func siteFacts(
        _ name: String = "新校", district: DistrictCode = home, ownership: Ownership = .public,
        status: SchoolStatus = .open
    ) -> SiteFacts {
        SiteFacts(
            name: name, district: district, kind: .primary, ownership: ownership, status: status)
    }

    static func member(
        _ role: MembershipRole = .member, mode: String? = "entrusted", category: String? = "weak",
        ownership: Ownership = .public, status: SchoolStatus = .open, district: DistrictCode = home,
        town: String? = nil
    ) -> UnitMember {
        UnitMember(
            siteFacts(district: district, ownership: ownership, status: status),
            of: SchoolID(.version7()), role: role, mode: mode,
            categories: Set(category.map { [$0] } ?? []), town: town)
    }

    /// A unit of one lead and so many members, and a weak public school that joins.
    static func unit(
        members: Int = 2, mode: String? = "entrusted", joining: [UnitMember]? = nil,
        term: Int? = 3, extended: Int = 0
    ) -> GuardInput {
        GuardInput(
            members: [member(.lead, mode: nil, category: nil)]
                + (0..<members).map { _ in member(mode: mode) },
            joining: joining ?? [member(mode: mode)], district: home, termYears: term,
            yearsExtended: extended)
    }

    static let founding = GuardInput(
        members: [], joining: [member(.lead, mode: nil, category: nil)], district: home,
        isFounding: true)

    static func input(for chain: ChainRule, of pack: PolicyPack) -> GuardInput {
        chain.purpose == .found ? founding : unit(mode: mode(chain, pack), term: 3)
    }

    /// The mode that a chain is for, or the one that fits where it does not matter.
    private static func mode(_ chain: ChainRule, _ pack: PolicyPack) -> String {
        let modes = pack[UnitsSection.self].modes.map(\.id)
        return chain.when.modes.first ?? modes.last ?? ""
    }

    /// A caller who holds a role at a unit.
    static func caller(_ role: Role, _ unit: UnitReference) -> Caller {
        Caller(subject: UUID().uuidString, role: role, unit: unit, scope: .all)
    }

    static func official(of code: DistrictCode) -> Caller {
        caller(.district, UnitReference(.district, code.rawValue))
    }
}
