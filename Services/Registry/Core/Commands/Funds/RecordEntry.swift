package import TaoliModels
package import TaoliPolicy

/// Enters money into a group's ledger, by source and purpose (XN-24, XN-26, SH-27).
package struct RecordEntry: Sendable {
    package let id: LedgerEntryID
    /// The day to which it belongs; today or earlier.
    package let bookedOn: CalendarDate
    package let direction: LedgerDirection
    /// An id of the pack's `funds.sources`.
    package let source: String
    /// An id of the pack's `funds.purposes`.
    package let purpose: String
    /// Fen, more than 0.
    package let fen: Int64
    /// A voucher's number or the like; may be empty.
    package let note: String

    package init(
        id: LedgerEntryID, bookedOn: CalendarDate, direction: LedgerDirection, source: String,
        purpose: String, fen: Int64, note: String
    ) {
        self.id = id
        self.bookedOn = bookedOn
        self.direction = direction
        self.source = source
        self.purpose = purpose
        self.fen = fen
        self.note = note
    }

    /// - Parameter pack: what the group's district follows on the day; `nil` when nothing.
    /// - Returns: `LedgerEntryRecorded`.
    /// - Throws: `bad-amount`, `booked-in-future`, `no-policy-bound`, `unknown-source`,
    ///   `unknown-purpose`, `budget-money-refused`, `group-not-founded`.
    package func decide(_ group: Group, pack: PolicyPack?, today: CalendarDate) throws(Refusal)
        -> LedgerOutcome
    {
        guard (1...RegistryLimits.fenMax).contains(fen) else { throw FundsRefusals.badAmount }
        guard bookedOn <= today else { throw FundsRefusals.bookedInFuture(today) }
        guard bookedOn >= group.validity.from else { throw GroupRefusals.notFounded(group) }
        guard let funds = pack?[FundsSection.self] else {
            throw FundsRefusals.noPolicy(group.district)
        }
        guard let from = funds.sources.first(where: { $0.id == source }) else {
            throw FundsRefusals.unknown("source", source, known: funds.sources.map(\.id))
        }
        guard let aim = funds.purposes.first(where: { $0.id == purpose }) else {
            throw FundsRefusals.unknown("purpose", purpose, known: funds.purposes.map(\.id))
        }
        if aim.refusesBudget, from.isBudget { throw FundsRefusals.budgetMoney(from, aim) }
        return LedgerEntry(
            id: id, group: group.id, bookedOn: bookedOn, direction: direction, source: source,
            sourceName: from.name, purpose: purpose, purposeName: aim.name, fen: fen, note: note
        ).recorded(in: group)
    }
}

/// Takes an entry back by another that counts against it.
package struct ReverseEntry: Sendable {
    package let id: LedgerEntryID
    /// The day to which it belongs; today or earlier.
    package let bookedOn: CalendarDate
    /// Why; must be given.
    package let reason: String

    package init(id: LedgerEntryID, bookedOn: CalendarDate, reason: String) {
        self.id = id
        self.bookedOn = bookedOn
        self.reason = reason
    }

    /// - Parameter isReversed: whether another entry takes it back already.
    /// - Returns: `LedgerEntryRecorded` with what it reverses.
    /// - Throws: `reason-needed`, `already-reversed`, `reversal-of-reversal`, `booked-in-future`,
    ///   `date-order`.
    package func decide(
        _ group: Group, _ entry: LedgerEntry, isReversed: Bool, today: CalendarDate
    ) throws(Refusal) -> LedgerOutcome {
        guard !reason.isEmpty else { throw StructureRefusals.reasonNeeded }
        guard entry.reverses == nil else { throw FundsRefusals.reversalOfReversal }
        guard !isReversed else { throw FundsRefusals.alreadyReversed }
        guard bookedOn <= today else { throw FundsRefusals.bookedInFuture(today) }
        guard bookedOn >= entry.bookedOn else {
            throw FundsRefusals.reversedBefore(entry.bookedOn)
        }
        return LedgerEntry(
            id: id, group: group.id, bookedOn: bookedOn, direction: entry.direction,
            source: entry.source, sourceName: entry.sourceName, purpose: entry.purpose,
            purposeName: entry.purposeName, fen: entry.fen, note: reason, reverses: entry.id
        ).recorded(in: group)
    }
}

extension LedgerEntry {
    /// The group with the entry in its history.
    fileprivate func recorded(in group: Group) -> LedgerOutcome {
        var log = ChangeLog(.group(group.id), version: group.version)
        log.record(
            .ledgerEntryRecorded(group.id, self), on: bookedOn,
            fields: [
                .between("direction", String?.none, direction.rawValue),
                .between("source", String?.none, source),
                .between("purpose", String?.none, purpose),
                .between("fen", Int64?.none, fen),
                .between("reverses", LedgerEntryID?.none, reverses),
            ],
            districts: group.districts)
        var state = group
        state.version = log.version
        return LedgerOutcome(
            decision: Decision(state: state, changes: log.changes), entry: self)
    }
}
