import RegistryCore
import SwiftProtobuf
import TaoliContracts

extension RegistryEvent {
    /// The message of an event about staff.
    func staffMessage(_ job: String) -> any SwiftProtobuf.Message {
        switch self {
        case .personRegistered(let news): PersonMessages.registered(news, job)
        case .personRevised(let news): PersonMessages.revised(news, job)
        case .personWithdrawn(let id): PersonMessages.withdrawn(id, job)
        case .employmentBegan(let id, let post): PersonMessages.began(id, post, job)
        case .employmentEnded(let id, let post): PersonMessages.ended(id, post, job)
        case .keyLevelAwarded(let id, let award): PersonMessages.awarded(id, award, job)
        case .keyLevelWithdrawn(let id, let award):
            PersonMessages.levelWithdrawn(id, award, job)
        case .establishmentSet(let school, let set): PersonMessages.establishment(school, set)
        default: preconditionFailure("\(name) is no event of staff")
        }
    }
}
