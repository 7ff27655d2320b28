import TaoliModels
import TaoliPolicy

/// Whether a value may be said, by its kind and the district's pack, and what people read.
struct DesignationValue {
    let kind: DesignationKind
    let value: String

    init(_ kind: DesignationKind, _ value: String) {
        self.kind = kind
        self.value = value
    }

    /// - Throws: `unknown-grade`, `unknown-category`, `bad-limit`, `limit-not-lower`, `too-long`,
    ///   `no-policy-for-designation`.
    func name(in pack: PolicyPack?, district: DistrictCode) throws(Refusal) -> Wording {
        switch kind {
        case .grade:
            let grades = try followed(pack, district)[UnitsSection.self].grades
            guard let grade = grades.first(where: { $0.id == value }) else {
                throw StructureRefusals.unknown(kind, value, known: grades.map(\.id))
            }
            return grade.name
        case .category:
            let categories = try followed(pack, district)[UnitsSection.self].categories
            guard let category = categories.first(where: { $0.id == value }) else {
                throw StructureRefusals.unknown(kind, value, known: categories.map(\.id))
            }
            return category.name
        case .sizeLimit: return try limit(pack)
        case .emblem, .town:
            let most = kind == .town ? RegistryLimits.nameMax : RegistryLimits.referenceMax
            guard (1...most).contains(value.count) else {
                throw StructureRefusals.badText(max: most)
            }
            return Wording(value, value)
        }
    }

    private func followed(_ pack: PolicyPack?, _ district: DistrictCode) throws(Refusal)
        -> PolicyPack
    {
        guard let pack else { throw StructureRefusals.noPolicy(kind, district) }
        return pack
    }

    /// A limit of the group's own is lower than the pack's, else it would say nothing (XN-3).
    private func limit(_ pack: PolicyPack?) throws(Refusal) -> Wording {
        guard let number = Int(value), (1...RegistryLimits.sizeLimitMax).contains(number) else {
            throw StructureRefusals.badLimit
        }
        let most = pack?[CompositionSection.self].limits.compactMap {
            $0.measure == .sites ? $0.atMost : nil
        }.min()
        if let most, number >= most { throw StructureRefusals.limitNotLower(number, most) }
        return Wording("最多 \(number) 所", "at most \(number)")
    }
}
