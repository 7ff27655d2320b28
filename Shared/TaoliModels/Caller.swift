/// What a caller may be (architecture, Identity).
package enum Role: String, CaseIterable, Sendable {
    /// An official of the city's bureau: sees and changes every district.
    case city
    /// An official of a district's bureau.
    case district
    /// Works for a group as a whole.
    case group
    /// Works for one school, lead or member.
    case school
    /// Reads everything in its scope, changes nothing.
    case auditor
    /// Another service of this deployment.
    case service

    /// In the words of the Chinese texts.
    package var chinese: String {
        switch self {
        case .city: "市教育局"
        case .district: "区教育局"
        case .group: "集团"
        case .school: "学校"
        case .auditor: "审计"
        case .service: "系统服务"
        }
    }
}

/// A unit at which a role is held and to which an inbox belongs.
package struct UnitReference: Hashable, Sendable, CustomStringConvertible {
    /// The levels at which roles are held.
    package enum Kind: String, CaseIterable, Sendable {
        /// The whole city; its id is the city's own code.
        case city
        /// One district; its id is its code.
        case district
        /// One group; its id is the group's.
        case group
        /// One school; its id is the school's.
        case school
    }

    package let kind: Kind
    /// A district's or the city's code, or a group's or school's id in lower case.
    package let id: String

    package init(_ kind: Kind, _ id: String) {
        self.kind = kind
        self.id = id
    }

    /// Reads `school/0197…`; `nil` when the kind is unknown or the id empty.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1)
        guard parts.count == 2, let kind = Kind(rawValue: String(parts[0])) else { return nil }
        self.init(kind, String(parts[1]))
    }

    package var description: String { "\(kind.rawValue)/\(id)" }
}

/// Who calls, in which role, at which unit, and which districts it may see.
package struct Caller: Hashable, Sendable {
    /// An account id, or `service:<name>`.
    package let subject: String
    package let role: Role
    /// The unit at which the role is held; `nil` for services.
    package let unit: UnitReference?
    package let scope: DataScope

    package init(subject: String, role: Role, unit: UnitReference?, scope: DataScope) {
        self.subject = subject
        self.role = role
        self.unit = unit
        self.scope = scope
    }

    /// A service of this deployment, which sees all districts.
    package static func service(_ name: String) -> Caller {
        Caller(subject: "service:\(name)", role: .service, unit: nil, scope: .all)
    }

    /// The district under which the caller's requests are remembered: known before anything is
    /// loaded. Callers that see every district share `*`.
    package var homeDistrict: String {
        switch scope {
        case .all: "*"
        case .districts(let codes): codes.map(\.rawValue).sorted().first ?? "*"
        }
    }
}

/// Which districts' rows a caller may see.
package enum DataScope: Hashable, Sendable {
    /// Every district: city officials, auditors of the city, services.
    case all
    /// Only rows of these districts; an empty list sees nothing.
    case districts([DistrictCode])

    /// Whether a row owned by (or concerning) these districts may be seen.
    package func admits(_ codes: some Sequence<DistrictCode>) -> Bool {
        switch self {
        case .all: true
        case .districts(let mine): codes.contains { mine.contains($0) }
        }
    }
}
