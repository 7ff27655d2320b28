package import TaoliModels
package import TaoliPolicy

/// What a pack says about one kind of document.
package struct DocumentRules: Sendable {
    /// The kind of body that accepts what the pack lets the council accept.
    package static let council = "council"

    package let pack: PolicyPack
    /// The rule of the kind.
    package let kind: DocumentRule

    /// - Throws: `unknown-document-kind`.
    package init(_ kind: String, in pack: PolicyPack) throws(Refusal) {
        let kinds = pack[DocumentsSection.self].kinds
        guard let rule = kinds.first(where: { $0.id == kind }) else {
            throw DocumentRefusals.unknownKind(kind, kinds.map(\.id))
        }
        self.pack = pack
        self.kind = rule
    }

    /// The chapters that documents of this kind may cover.
    package var chapters: [ChapterRule] {
        pack[DocumentsSection.self].chapters.filter { $0.documents.contains(kind.id) }
    }

    /// The units whose people keep it on file; none where the pack files it nowhere.
    package func filers(of owner: UnitOwnership) -> [UnitReference] {
        guard let id = kind.filedWith, let actor = pack[ActorsSection.self].actor(id) else {
            return kind.filedWith == nil
                ? [] : [UnitReference(.district, owner.district.rawValue)]
        }
        switch actor.place {
        case .city: return []
        default: return [UnitReference(.district, owner.district.rawValue)]
        }
    }

    /// Who must still accept a version.
    /// - Parameter schools: those of the unit on the day.
    package func waiting(_ version: DocumentVersion, _ schools: UnitSchools) -> DocumentWaiting {
        guard version.inForceFrom == nil else {
            // Who joined later is asked to accept too; the version holds already.
            guard kind.acceptedBy == .members else { return .nobody }
            let late = schools.all.subtracting(version.acceptedBy)
            return late.isEmpty ? .nobody : .schools(late)
        }
        switch kind.acceptedBy {
        case nil: return .nobody
        case .council: return .council
        case .members:
            let missing = schools.all.subtracting(version.acceptedBy)
            return missing.isEmpty ? .nobody : .schools(missing)
        }
    }

    /// The time for which a document of this kind is.
    ///
    /// - Parameters:
    ///   - year: the school year, of three the first; `nil` for one that stands until it changes.
    ///   - term: 1 or 2, where one is due each term; `nil` elsewhere.
    /// - Throws: `wrong-period`.
    func period(_ year: SchoolYear?, term: Int?) throws(Refusal) -> DocumentPeriod {
        switch (kind.every, year, term) {
        case (.once, nil, nil): .standing
        case (.schoolYear, let year?, nil): .year(year)
        case (.threeYears, let year?, nil): .threeYears(from: year)
        case (.term, let year?, let term?) where (1...2).contains(term): .term(year, term)
        default: throw DocumentRefusals.wrongPeriod(kind)
        }
    }
}

/// For whose acceptance a version waits.
package enum DocumentWaiting: Hashable, Sendable {
    /// Everybody accepted who must.
    case nobody
    /// These schools.
    case schools(Set<SchoolID>)
    /// The council's resolution.
    case council

    /// Schools as units, sorted; none for the others.
    package var units: [UnitReference] {
        guard case .schools(let ids) = self else { return [] }
        return ids.map(\.description).sorted().map { UnitReference(.school, $0) }
    }
}

extension DocumentRule.Owner {
    /// The kind of unit whose document it is; `nil` for a paper of a case.
    package var unit: UnitReference.Kind? {
        switch self {
        case .group: .group
        case .school: .school
        case .district: .district
        case .case: nil
        }
    }
}
