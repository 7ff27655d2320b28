/// What a bureau says of a group or a school for a time.
package enum DesignationEntity {}
/// A university, institute or other partner that is no school.
package enum PartnerEntity {}
/// A partner's time with one group.
package enum PartnershipEntity {}
/// An agreement on who bears which costs.
package enum AgreementEntity {}
/// One entry of a group's ledger.
package enum LedgerEntryEntity {}

/// Names a designation: a grade, a limit, an emblem, a category or a town, for a time.
package typealias DesignationID = Identifier<DesignationEntity>
/// Names a partner that is no school.
package typealias PartnerID = Identifier<PartnerEntity>
/// Names a partner's time with one group.
package typealias PartnershipID = Identifier<PartnershipEntity>
/// Names a fee agreement.
package typealias AgreementID = Identifier<AgreementEntity>
/// Names an entry of a ledger.
package typealias LedgerEntryID = Identifier<LedgerEntryEntity>
