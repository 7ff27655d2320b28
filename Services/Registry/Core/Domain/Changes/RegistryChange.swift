package import TaoliModels

/// One event with its place in its aggregate's history.
package struct RegistryChange: Hashable, Sendable {
    package let aggregate: RegistryAggregate
    /// The aggregate's version after it.
    package let sequence: Int64
    package let event: RegistryEvent
    /// First day on which it holds; `nil` when it has none.
    package let effectiveOn: CalendarDate?
    /// What changed, field by field; empty where the event's name says it all.
    package let fields: [FieldDifference]
    /// The districts concerned, after the change.
    package let districts: [DistrictCode]
}

/// One field before and after; empty for "nothing".
package struct FieldDifference: Hashable, Sendable {
    /// Snake-case name, as in the history, e.g. `source_type`.
    package let field: String
    /// The value in its text form; empty for nothing.
    package let before: String
    /// The value in its text form; empty for nothing.
    package let after: String

    package init(_ field: String, before: String, after: String) {
        self.field = field
        self.before = before
        self.after = after
    }

    /// The difference, or `nil` when both are the same.
    static func between(
        _ field: String, _ before: (some CustomStringConvertible)?,
        _ after: (some CustomStringConvertible)?
    ) -> FieldDifference? {
        let old = before.map { "\($0)" } ?? ""
        let new = after.map { "\($0)" } ?? ""
        return old == new ? nil : FieldDifference(field, before: old, after: new)
    }
}

/// What a command decided: the state after it and what happened, in order. No changes means that
/// nothing is to be stored.
package struct Decision<State: Sendable>: Sendable {
    package let state: State
    /// What happened, in the order of its sequences.
    package let changes: [RegistryChange]
}

/// Numbers the events of one decision v+1 … v+n.
struct ChangeLog {
    let aggregate: RegistryAggregate
    private(set) var version: Int64
    private(set) var changes: [RegistryChange] = []

    init(_ aggregate: RegistryAggregate, version: Int64) {
        self.aggregate = aggregate
        self.version = version
    }

    mutating func record(
        _ event: RegistryEvent, on date: CalendarDate? = nil, fields: [FieldDifference?] = [],
        districts: [DistrictCode]
    ) {
        version += 1
        changes.append(
            RegistryChange(
                aggregate: aggregate, sequence: version, event: event, effectiveOn: date,
                fields: fields.compactMap { $0 }, districts: districts))
    }
}
