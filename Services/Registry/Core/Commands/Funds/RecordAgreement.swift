package import TaoliModels
package import TaoliPolicy

/// Puts a fee agreement on record, with the parties that the policy names (XN-14). Joining inside
/// the district has none in the text, so that a pack must name it first (decision 17).
package struct RecordAgreement: Sendable {
    package let id: AgreementID
    /// An id of the pack's `funds.agreements`.
    package let kind: String
    /// Those of the rule, in any order, each once.
    package let parties: [FeeAgreement.Party]
    /// Fen a year; `nil` where none is agreed.
    package let fenAYear: Int64?
    /// The paper's number or address.
    package let reference: String
    package let validity: Validity

    package init(
        id: AgreementID, kind: String, parties: [FeeAgreement.Party], fenAYear: Int64?,
        reference: String, validity: Validity
    ) {
        self.id = id
        self.kind = kind
        self.parties = parties
        self.fenAYear = fenAYear
        self.reference = reference
        self.validity = validity
    }

    /// - Returns: the group with `FeeAgreementRecorded`, and the agreement.
    /// - Throws: `no-policy-bound`, `no-agreement-in-policy`, `wrong-parties`, `bad-amount`,
    ///   `date-order`.
    package func decide(_ group: Group, pack: PolicyPack?) throws(Refusal)
        -> (decision: Decision<Group>, agreement: FeeAgreement)
    {
        guard let funds = pack?[FundsSection.self] else {
            throw FundsRefusals.noPolicy(group.district)
        }
        guard let rule = funds.agreements.first(where: { $0.id == kind }) else {
            throw FundsRefusals.noAgreement(kind, known: funds.agreements.map(\.id))
        }
        guard parties.map(\.id).sorted() == rule.parties.map(\.id).sorted() else {
            throw FundsRefusals.wrongParties(rule)
        }
        if let fenAYear, !(1...RegistryLimits.fenMax).contains(fenAYear) {
            throw FundsRefusals.badAmount
        }
        if let until = validity.until, until <= validity.from {
            throw GroupRefusals.dateOrder("until", after: validity.from)
        }
        let order = rule.parties.map(\.id)
        let agreement = FeeAgreement(
            id: id, kind: kind, kindName: rule.name, group: group.id, district: group.district,
            parties: parties.sorted {
                (order.firstIndex(of: $0.id) ?? 0) < (order.firstIndex(of: $1.id) ?? 0)
            }, fenAYear: fenAYear, reference: reference, validity: validity)
        var log = ChangeLog(.group(group.id), version: group.version)
        log.record(
            .feeAgreementRecorded(group.id, agreement), on: validity.from,
            fields: [
                .between("agreement", String?.none, kind),
                .between("reference", String?.none, reference),
            ],
            districts: group.districts)
        var state = group
        state.version = log.version
        return (Decision(state: state, changes: log.changes), agreement)
    }
}
