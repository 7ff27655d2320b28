import RegistryCore
import TaoliModels
import TaoliPolicy

/// A case as it is shown, with the words of its pack.
struct CaseView: Sendable {
    let item: Case
    let rules: CaseRules
    let groupName: String
    /// Of the school that applies or is concerned; the first lead of a founding.
    let schoolName: String
}
