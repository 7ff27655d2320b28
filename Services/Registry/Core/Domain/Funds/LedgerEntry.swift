package import TaoliModels

/// Whether money came in or went out.
package enum LedgerDirection: String, CaseIterable, Sendable {
    /// 收入
    case income
    /// 支出
    case spending
}

/// One entry of a group's ledger: never changed, but reversed by another (XN-24).
package struct LedgerEntry: Hashable, Sendable {
    package let id: LedgerEntryID
    /// Whose money it is.
    package let group: GroupID
    /// The day to which it belongs; its calendar year is the ledger's year.
    package let bookedOn: CalendarDate
    package let direction: LedgerDirection
    /// An id of the pack's `funds.sources`, with what people read.
    package let source: String
    /// What the pack calls the source.
    package let sourceName: Wording
    /// An id of the pack's `funds.purposes`, with what people read.
    package let purpose: String
    /// What the pack calls the purpose.
    package let purposeName: Wording
    /// Fen, more than 0; a reversal counts against it.
    package let fen: Int64
    /// A voucher's number or the like; may be empty.
    package let note: String
    /// The entry that it takes back; `nil` for an entry of its own.
    package let reverses: LedgerEntryID?

    package init(
        id: LedgerEntryID, group: GroupID, bookedOn: CalendarDate, direction: LedgerDirection,
        source: String, sourceName: Wording, purpose: String, purposeName: Wording, fen: Int64,
        note: String, reverses: LedgerEntryID? = nil
    ) {
        self.id = id
        self.group = group
        self.bookedOn = bookedOn
        self.direction = direction
        self.source = source
        self.sourceName = sourceName
        self.purpose = purpose
        self.purposeName = purposeName
        self.fen = fen
        self.note = note
        self.reverses = reverses
    }
}

/// What a command made of a group and its ledger.
package struct LedgerOutcome: Sendable {
    /// The group with its event.
    package let decision: Decision<Group>
    package let entry: LedgerEntry
}
