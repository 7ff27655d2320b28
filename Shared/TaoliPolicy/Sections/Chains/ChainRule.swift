package import TaoliModels

/// A chain of steps that a case follows.
package struct ChainRule: Hashable, Sendable {
    /// E.g. `JX`.
    package let id: String
    package let purpose: CasePurpose
    /// In the words of the system.
    package let name: Wording
    /// The cases it is for.
    package let when: ChainScope
    package let effect: ChainEffect
    /// In order; those of its fragment are behind.
    package internal(set) var steps: [StepRule]
    /// The fragment whose steps follow.
    package let then: String?
    package let source: RuleSource

    init(_ reader: PolicyReader, id: String) {
        self.id = id
        purpose = reader.choice("purpose")
        name = reader.wording("name")
        when = ChainScope(reader.child("when"))
        effect = ChainEffect(reader.child("effect"))
        steps = reader.rules("steps", StepRule.init)
        then = reader.optionalText("then")
        source = reader.source()
    }

    /// The step of that id.
    package func step(_ id: String) -> StepRule? { steps.first { $0.id == id } }
}

/// What a case is about.
package enum CasePurpose: String, CaseIterable, Sendable {
    /// 成立
    case found
    /// 加盟
    case join
    /// 主动退出
    case leave
    /// 强制退出
    case expel
    /// 延长
    case extend
    /// 期满自动退出
    case expire
    /// 任免建议 (XN-23)
    case recommend

    /// What a chain of this purpose brings about.
    var effect: ChainEffect.Kind {
        switch self {
        case .found: .groupFounded
        case .join: .membershipBegun
        case .leave, .expel, .expire: .membershipEnded
        case .extend: .termExtended
        case .recommend: .adviceDecided
        }
    }
}

/// Which cases a chain is for; what is not said does not matter.
package struct ChainScope: Hashable, Sendable {
    /// Membership modes; empty: any.
    package let modes: [String]
    /// Where the school lies; empty: anywhere.
    package let localities: [Locality]
    /// Why a member is made to leave; empty: does not matter.
    package let grounds: [ExitGround]
    /// Whether the school is open; `nil`: does not matter.
    package let built: Bool?
    /// Whether it must be placed before its land is sold; `nil`: does not matter.
    package let beforeLandSale: Bool?

    init(_ reader: PolicyReader) {
        modes = reader.texts("mode")
        localities = reader.choices("locality")
        grounds = reader.choices("ground")
        built = reader.optionalFlag("built")
        beforeLandSale = reader.optionalFlag("before_land_sale")
        reader.finish()
    }

    /// Whether a case of these facts is meant.
    package func admits(_ facts: ChainFacts) -> Bool {
        (modes.isEmpty || facts.mode.map(modes.contains) ?? false)
            && (localities.isEmpty || localities.contains(facts.locality))
            && (grounds.isEmpty || facts.ground.map(grounds.contains) ?? false)
            && (built == nil || built == facts.isBuilt)
            && (beforeLandSale == nil || beforeLandSale == facts.isBeforeLandSale)
    }
}

/// What decides which chain a case follows.
package struct ChainFacts: Hashable, Sendable {
    /// A membership mode of the pack; `nil` where there is none.
    package var mode: String?
    package var locality: Locality
    /// Of a forced exit; `nil` otherwise.
    package var ground: ExitGround?
    /// The school is open.
    package var isBuilt: Bool
    /// The school must be placed before its land is sold (XN-13).
    package var isBeforeLandSale: Bool

    package init(
        mode: String? = nil, locality: Locality = .sameDistrict, ground: ExitGround? = nil,
        isBuilt: Bool = true, isBeforeLandSale: Bool = false
    ) {
        self.mode = mode
        self.locality = locality
        self.ground = ground
        self.isBuilt = isBuilt
        self.isBeforeLandSale = isBeforeLandSale
    }
}

/// Where the school lies, seen from the group.
package enum Locality: String, CaseIterable, Sendable {
    /// In the group's own district.
    case sameDistrict = "same_district"
    /// In another one.
    case acrossDistricts = "across_districts"
    /// The group is the city's own.
    case municipalGroup = "municipal_group"
}

/// Why a member is made to leave.
package enum ExitGround: String, CaseIterable, Sendable {
    /// Two failed years in a row (XN-19).
    case yearlyFailure = "yearly_failure"
    /// 一票否决 (XN-20)
    case veto
    /// 不服从管理 (XN-20)
    case disobedience
}

/// What a chain brings about, and with which steps.
package struct ChainEffect: Hashable, Sendable {
    package let kind: Kind
    /// It takes effect when all of these are over.
    package let at: [String]

    /// What is brought about.
    package enum Kind: String, CaseIterable, Sendable {
        /// A group begins.
        case groupFounded = "group_founded"
        /// A school belongs.
        case membershipBegun = "membership_begun"
        /// A school no longer belongs.
        case membershipEnded = "membership_ended"
        /// A membership's term gets longer.
        case termExtended = "term_extended"
        /// The bureau has decided what was recommended; carrying it out is an act of its own.
        case adviceDecided = "advice_decided"
    }

    init(_ reader: PolicyReader) {
        kind = reader.choice("kind")
        at = reader.texts("at")
        reader.finish()
    }
}
