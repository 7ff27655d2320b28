package import TaoliModels

/// What a bureau may say of a group or a school for a time.
package enum DesignationKind: String, CaseIterable, Sendable {
    /// Of a group: ordinary, close-knit, demonstration, as its pack has them (SH-16).
    case grade
    /// Of a group: at most so many schools, fewer than the pack allows (XN-3).
    case sizeLimit = "size_limit"
    /// Of a group: where its emblem is to be found (SH-23).
    case emblem
    /// Of a school: new, weak, strong, as its pack has them, by stage and year (XN-1).
    case category
    /// Of a school: the 街镇 in which it lies (JD-13).
    case town

    /// What people call it.
    package var name: Wording {
        switch self {
        case .grade: Wording("等级", "grade")
        case .sizeLimit: Wording("规模上限", "size limit")
        case .emblem: Wording("标识", "emblem")
        case .category: Wording("学校类别", "category")
        case .town: Wording("街镇", "town")
        }
    }

    /// Whether it is said of groups.
    package var isOfGroups: Bool {
        switch self {
        case .grade, .sizeLimit, .emblem: true
        case .category, .town: false
        }
    }

    /// Whether it needs a reason: what opens or closes something to a unit does.
    package var needsReason: Bool { self != .emblem && self != .town }
}

/// Of whom something is said.
package enum DesignationSubject: Hashable, Sendable {
    case group(GroupID)
    case school(SchoolID)
}

/// One thing said of one unit from a day on. At most one of a kind holds on a day; of categories,
/// one of each name and stage, and of strong and weak one for each stage.
package struct Designation: Hashable, Sendable {
    package let id: DesignationID
    package let subject: DesignationSubject
    package let kind: DesignationKind
    /// An id of the pack, a number or a text, by the kind.
    package let value: String
    /// What people read; the value itself where the pack has no name for it.
    package let name: Wording
    /// Of a category: the stage meant; `nil` means all that the school teaches.
    package let stage: Stage?
    package internal(set) var validity: Validity
    /// As given with the command; may be empty for an emblem and a town.
    package let reason: String

    package init(
        id: DesignationID, subject: DesignationSubject, kind: DesignationKind, value: String,
        name: Wording, stage: Stage? = nil, validity: Validity, reason: String
    ) {
        self.id = id
        self.subject = subject
        self.kind = kind
        self.value = value
        self.name = name
        self.stage = stage
        self.validity = validity
        self.reason = reason
    }

    /// Whether it was taken back on its first day: it holds on none.
    package var isEmpty: Bool { validity.until.map { $0 <= validity.from } ?? false }

    /// Categories of which a school has one or the other: by them it sends teachers or receives them
    /// (decision 3).
    private static let sides: Set<String> = ["quality", "weak"]

    /// Whether the two cannot hold on one day once this one is said. What is said of one stage goes
    /// before what is said of all, which may stay for the others.
    func isExcluded(by new: Designation) -> Bool {
        guard subject == new.subject, kind == new.kind else { return false }
        guard kind == .category else { return true }
        if value == new.value { return stage == new.stage }
        return Self.sides.isSuperset(of: [value, new.value])
            && (new.stage == nil || stage == new.stage)
    }
}

extension Sequence<Designation> {
    /// The group's own limit on that day; the lowest, should several hold.
    package func sizeLimit(on date: CalendarDate) -> Int? {
        filter { $0.kind == .sizeLimit && $0.validity.holds(on: date) }
            .compactMap { Int($0.value) }.min()
    }

    /// The grade on that day; `nil` while none was given.
    package func grade(on date: CalendarDate) -> String? {
        first { $0.kind == .grade && $0.validity.holds(on: date) }?.value
    }

    /// The 街镇 in which a school lies on that day; `nil` while none is on record.
    package func town(of school: SchoolID, on date: CalendarDate) -> String? {
        first {
            $0.kind == .town && $0.subject == .school(school) && $0.validity.holds(on: date)
        }?.value
    }

    /// What a school counts as on that day at one of these stages; at no stage where the kind of
    /// its site is unknown, so that every stage counts.
    package func categories(of school: SchoolID, stages: [Stage], on date: CalendarDate)
        -> Set<String>
    {
        Set(
            filter { item in
                item.kind == .category && item.subject == .school(school)
                    && item.validity.holds(on: date)
                    && (item.stage.map { stages.isEmpty || stages.contains($0) } ?? true)
            }.map(\.value))
    }
}
