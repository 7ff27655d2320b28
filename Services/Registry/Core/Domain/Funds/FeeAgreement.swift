package import TaoliModels

/// Who bears which costs, as the parties agreed (XN-14).
package struct FeeAgreement: Hashable, Sendable {
    package let id: AgreementID
    /// An id of the pack's `funds.agreements`, with what people read.
    package let kind: String
    /// What the pack calls it.
    package let kindName: Wording
    /// The group that exists, or that a case is to found.
    package let group: GroupID
    /// Whose the group is.
    package let district: DistrictCode
    /// By the order of the pack.
    package let parties: [Party]
    /// Fen a year; `nil` where none is agreed.
    package let fenAYear: Int64?
    /// The paper's number or address.
    package let reference: String
    package let validity: Validity

    /// One who agreed.
    package struct Party: Hashable, Sendable {
        /// An id of the rule's parties, e.g. `lead`.
        package let id: String
        /// The institution's own name.
        package let name: String

        package init(id: String, name: String) {
            self.id = id
            self.name = name
        }
    }

    package init(
        id: AgreementID, kind: String, kindName: Wording, group: GroupID, district: DistrictCode,
        parties: [Party], fenAYear: Int64?, reference: String, validity: Validity
    ) {
        self.id = id
        self.kind = kind
        self.kindName = kindName
        self.group = group
        self.district = district
        self.parties = parties
        self.fenAYear = fenAYear
        self.reference = reference
        self.validity = validity
    }
}
