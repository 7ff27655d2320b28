import Foundation
package import RegistryCore
package import TaoliMessaging
import TaoliModels
package import TaoliPostgres

extension RegistryWork {
    /// Writes every record that was touched, and the history; to be sent as one pipeline.
    ///
    /// - Parameters:
    ///   - proofs: how new accounts prove who they are.
    ///   - seal: seals the numbers of persons; needed when any was touched.
    /// - Returns: nothing when nothing changed.
    /// - Throws: `KeyringError`.
    package func statements(
        by author: ChangeAuthor, proofs: [(account: Account, proof: AccountProof)] = [],
        seal: PersonSeal? = nil
    ) throws -> [SQL] {
        guard !changes.isEmpty else { return [] }
        let touched = Touched(self)
        var statements: [SQL] = []
        if !touched.districts.isEmpty { statements.append(DistrictTable.save(touched.districts)) }
        if !touched.sites.isEmpty { statements.append(SiteTable.save(touched.sites)) }
        statements += SiteSchoolTable.record(changes, sites: sites)
        if !touched.schools.isEmpty { statements += SchoolTable.save(touched.schools) }
        if !touched.groups.isEmpty { statements += GroupTable.save(touched.groups) }
        if !touched.accounts.isEmpty { statements += AccountTable.save(touched.accounts) }
        statements += touched.partners.flatMap { PartnerTable.save($0) }
        statements += proofs.map { AccountTable.insert($0.proof, of: $0.account) }
        statements += establishments.map { EstablishmentTable.save($0.set, of: $0.school) }
        if !touched.persons.isEmpty {
            guard let seal else { preconditionFailure("persons are written with a seal") }
            statements += try PersonTable.save(touched.persons, seal)
        }
        statements.append(try HistoryTable.insert(changes, by: author))
        return statements
    }

    /// The aggregates touched, for the audit row.
    package var subjects: [AggregateReference] { touched.map(\.reference) }

    /// The records touched, by kind.
    private struct Touched {
        var districts: [District] = []
        var schools: [School] = []
        var sites: [Site] = []
        var groups: [Group] = []
        var accounts: [Account] = []
        var persons: [Person] = []
        var partners: [Partner] = []

        init(_ work: RegistryWork) {
            for aggregate in work.touched {
                switch aggregate {
                case .district(let code): districts += work.districts[code].map { [$0] } ?? []
                case .school(let id): schools += work.schools[id].map { [$0] } ?? []
                case .site(let id): sites += work.sites[id].map { [$0] } ?? []
                case .group(let id): groups += work.groups[id].map { [$0] } ?? []
                case .account(let id): accounts += work.accounts[id].map { [$0] } ?? []
                case .person(let id): persons += work.persons[id].map { [$0] } ?? []
                case .partner(let id): partners += work.partners[id].map { [$0] } ?? []
                case .case: break  // CaseTable needs the rules too; see CaseWriting.
                // Their tables hold more than the record: BodyWriting, DocumentStore.
                case .body, .document: break
                }
            }
        }
    }
}

extension RegistryAggregate {
    /// As events and the audit name it.
    var reference: AggregateReference {
        let id =
            switch self {
            case .district(let code): DistrictTable.aggregateID(code)
            case .school(let id): id.rawValue
            case .site(let id): id.rawValue
            case .group(let id): id.rawValue
            case .account(let id): id.rawValue
            case .case(let id): id.rawValue
            case .person(let id): id.rawValue
            case .body(let id): id.rawValue
            case .document(let id): id.rawValue
            case .partner(let id): id.rawValue
            }
        return AggregateReference(type: type, id: id)
    }
}
