import Foundation

/// What a consumer remembers of the censuses of one partition, and what it does about the next. Pure.
///
/// More at the producer than known, twice in a row, makes it ask for the events: from what was agreed
/// first, then from the beginning, ever more rarely. Fewer there proves nothing by itself, for the
/// record may be old: it asks for a count under a fresh id, and only a complete answer that does not
/// contain what was known when asking is an alarm. Source: messaging.md, Census.
struct CensusComparison: Hashable {
    /// A count that was asked for, and what was known then.
    struct Question: Hashable {
        let id: UUID
        let known: EventSet
        /// Censuses read since.
        var age = 0
    }

    enum Action: Hashable {
        case ask(CensusRequest.Wanted)
        /// The producer's database is older than what was applied, or a stranger writes.
        case alarm(there: Int64, known: Int64)
    }

    /// Censuses without an answer after which a question counts as lost.
    static let questionAgeMax = 3
    /// Differences in a row before the first and the second request.
    static let patienceFirst = 2
    /// At most this many differences between two requests.
    static let patienceMax = 32

    /// Highest archive number up to which both ends held the same.
    var agreed: Int64 = 0
    /// Surpluses in a row since the last request.
    var differences = 0
    /// Requests of the running difference.
    var asks = 0
    var question: Question?

    /// Whether the last census differed.
    var differs: Bool { differences > 0 || asks > 0 }

    /// Decides about a census.
    /// - Parameters:
    ///   - known: the distinct events applied or set aside before this record.
    ///   - fresh: an id for a question.
    mutating func compare(_ census: Census, known: EventSet, fresh: UUID) -> [Action] {
        var actions = judge(census)
        question?.age += 1
        if census.set == known {
            agreed = max(agreed, census.through)
            (differences, asks) = (0, 0)
            return actions
        }
        if census.set.events <= known.events { ask(fresh, known, &actions) }
        guard census.set.events >= known.events else {
            (differences, asks) = (0, 0)
            return actions
        }
        differences += 1
        // A fresh count now, instead of waiting for the next census, which may be minutes away.
        if differences == 1, asks == 0 { ask(fresh, known, &actions) }
        if differences >= patience {
            actions.append(.ask(.events(from: asks == 0 ? agreed : 0)))
            asks += 1
            differences = 0
        }
        return actions
    }

    private mutating func ask(_ fresh: UUID, _ known: EventSet, _ actions: inout [Action]) {
        guard question == nil || question?.age ?? 0 > CensusComparison.questionAgeMax else {
            return
        }
        question = Question(id: fresh, known: known)
        actions.append(.ask(.count(question: fresh)))
    }

    /// Only the answer to the open question is judged.
    private mutating func judge(_ census: Census) -> [Action] {
        guard let asked = question, census.question == asked.id else { return [] }
        question = nil
        let lacks =
            census.set.events < asked.known.events
            || census.set.events == asked.known.events
                && census.set.fingerprint != asked.known.fingerprint
        guard census.complete, lacks else { return [] }
        return [.alarm(there: census.set.events, known: asked.known.events)]
    }

    private var patience: Int {
        min(
            CensusComparison.patienceFirst << max(0, min(asks, 6) - 1), CensusComparison.patienceMax
        )
    }
}
