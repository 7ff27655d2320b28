package import RegistryCore
import SwiftProtobuf
package import TaoliMessaging
package import TaoliModels

extension RegistryWork {
    /// The events of everything that happened, in order.
    ///
    /// - Parameter importJob: the job that recorded what existed already, or takes it back.
    /// - Throws: `EventError.tooLarge`.
    package func events(importJob: ImportJobID? = nil) throws -> [EventDraft] {
        try changes.map { change in
            try EventDraft(
                change.event.message(importJob: importJob?.description ?? ""),
                of: change.aggregate.reference, sequence: change.sequence,
                districts: change.districts)
        }
    }
}

extension RegistryEvent {
    /// The message of `taoli.registry.events.v1`.
    func message(importJob: String) -> any SwiftProtobuf.Message {
        switch self {
        case .districtRegistered(let code, let name, let isCity):
            DistrictMessages.registered(code, name, isCity)
        case .districtRenamed(let code, let name): DistrictMessages.renamed(code, name)
        case .districtWithdrawn(let code): DistrictMessages.withdrawn(code)
        case .policyFileKept(let part): DistrictMessages.kept(part)
        case .policyBound(let binding): DistrictMessages.bound(binding)
        case .schoolRegistered(let id, let name, let district):
            SchoolMessages.registered(id, name, district)
        case .schoolRenamed(let id, let name, let change):
            SchoolMessages.renamed(id, name, change)
        case .schoolClosed(let id, let date, let successor):
            SchoolMessages.closed(id, date, successor)
        case .siteRegistered(let id, let school, let facts):
            SiteMessages.registered(id, school, facts)
        case .siteRevised(let id, let facts): SiteMessages.revised(id, facts)
        case .siteMoved(let id, let school, let former): SiteMessages.moved(id, school, former)
        case .siteWithdrawn(let id): SiteMessages.withdrawn(id)
        case .groupFounded(let founding): GroupMessages.founded(founding, importJob)
        case .groupRevised(let id, let name, let kind): GroupMessages.revised(id, name, kind)
        case .groupClosed(let id, let date, let reason):
            GroupMessages.closed(id, date, reason, importJob)
        case .schoolJoined(let id, let membership, let reason):
            GroupMessages.joined(id, membership, reason, importJob)
        case .schoolLeft(let id, let membership, let date, let reason):
            GroupMessages.left(id, membership, date, reason, importJob)
        case .membershipExtended(let id, let membership, let reason):
            GroupMessages.extended(id, membership, reason)
        case .groupMerged(let id, let successor, let date, let reason):
            StructureMessages.merged(id, successor, date, reason)
        case .groupSplit(let id, let successors, let date, let reason):
            StructureMessages.split(id, successors, date, reason)
        case .groupTookOver(let succession): StructureMessages.tookOver(succession)
        case .groupRenamed(let id, let change): StructureMessages.renamed(id, change)
        case .groupDesignated(let id, let item): StructureMessages.designated(id, item)
        case .schoolDesignated(let id, let item): StructureMessages.designated(id, item)
        case .ledgerEntryRecorded(let id, let entry): FundMessages.recorded(id, entry)
        case .feeAgreementRecorded(let id, let item): FundMessages.recorded(id, item)
        case .partnerRegistered(let partner): FundMessages.registered(partner)
        case .partnershipChanged(let id, let item): FundMessages.changed(id, item)
        case .caseOpened(let news): CaseMessages.opened(news)
        case .caseStepAnswered(let news, let step): CaseMessages.answered(news, step)
        case .caseClosed(let news, let reason): CaseMessages.closed(news, reason)
        case .personRegistered, .personRevised, .personWithdrawn, .employmentBegan,
            .employmentEnded, .keyLevelAwarded, .keyLevelWithdrawn, .establishmentSet:
            staffMessage(importJob)
        case .bodyEstablished(let news, let date): BodyMessages.established(news, date)
        case .bodyDissolved(let news, let date): BodyMessages.dissolved(news, date)
        case .bodyMemberAppointed(let news, let held): BodyMessages.appointed(news, held)
        case .bodyMemberReleased(let news, let held, let date):
            BodyMessages.released(news, held, date)
        case .bodyResolutionProposed(let news, let item): BodyMessages.proposed(news, item)
        case .bodyResolutionAdvised(let news, let item, let adviser):
            BodyMessages.advised(news, item, adviser)
        case .bodyResolutionDecided(let news, let item): BodyMessages.decided(news, item)
        case .bodyResolutionWithdrawn(let news, let item): BodyMessages.withdrawn(news, item)
        case .documentVersionProposed(let news, let sha256, let size):
            DocumentMessages.proposed(news, sha256, size)
        case .documentAccepted(let news, let by): DocumentMessages.accepted(news, by)
        case .documentInForce(let news, let date): DocumentMessages.inForce(news, date)
        case .documentFiled(let news): DocumentMessages.filed(news)
        case .documentReturned(let news, let reason): DocumentMessages.returned(news, reason)
        case .accountCreated(let id, let kind): AccountMessages.created(id, kind)
        case .roleGranted(let id, let grant): AccountMessages.granted(id, grant)
        case .roleRevoked(let id, let grant, let reason):
            AccountMessages.revoked(id, grant, reason)
        }
    }
}
