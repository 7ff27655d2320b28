import TaoliModels

/// What can be said against a unit without solving anything: bounds that every plan must keep.
package struct NecessaryBounds: Sendable {
    /// The bounds of one strong school.
    package struct School: Hashable, Sendable {
        /// Number of the sender.
        package let sender: Int
        /// Teachers who can reach a receiving school.
        package let reachable: Int
        /// Σ over subjects of min(cap, candidates).
        package let sendable: Int
        /// Key teachers who may leave under the subject caps.
        package let keySendable: Int
        /// ⌈key share · quota⌉.
        package let keyRequired: Int
        /// Most that may leave while enough key teachers go with them.
        package let maxOutKeepingKeyShare: Int
    }

    /// One per sender.
    package let schools: [School]
    /// Why no plan exists; empty when this finds no reason.
    package let causes: [InfeasibilityCause]

    /// Works the bounds out.
    package init(_ facts: UnitFacts) {
        let percent = facts.parameters.keyPercent
        schools = facts.senders.enumerated().map { number, sender in
            let keySendable = sender.pools.reduce(0) { $0 + min($1.cap, $1.keyCandidates) }
            return School(
                sender: number,
                reachable: sender.pools.reduce(0) { $0 + $1.candidates },
                sendable: sender.pools.reduce(0) { $0 + min($1.cap, $1.candidates) },
                keySendable: keySendable,
                keyRequired: SenderFacts.keyRequired(sender.quota, percent),
                maxOutKeepingKeyShare: percent == 0
                    ? sender.maxOut : min(sender.maxOut, keySendable * 100 / percent))
        }
        causes = NecessaryBounds.causes(facts, schools)
    }

    private static func causes(_ facts: UnitFacts, _ schools: [School]) -> [InfeasibilityCause] {
        var causes: [InfeasibilityCause] = []
        for (bounds, sender) in zip(schools, facts.senders) {
            if sender.quota > sender.maxOut {
                causes.append(.quotaBeyondMost(bounds.sender))
            } else if bounds.reachable < sender.quota {
                causes.append(.tooFewWithinReach(bounds.sender))
            } else if bounds.sendable < sender.quota {
                causes.append(.tooFewUnderCaps(bounds.sender))
            }
            if bounds.keySendable < bounds.keyRequired {
                causes.append(.tooFewKeyTeachers(bounds.sender))
            }
        }
        for stage in Stage.allCases {
            let quotas = facts.senders.filter { $0.stage == stage }.reduce(0) { $0 + $1.quota }
            let places = facts.receivers.filter { $0.stage == stage }.reduce(0) { $0 + $1.places }
            if quotas > places {
                causes.append(.tooFewPlaces(stage, quotas: quotas, places: places))
            }
        }
        return causes
    }
}
