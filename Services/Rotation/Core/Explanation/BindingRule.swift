package import TaoliModels

/// A rule with no room left: one teacher more, fewer or other would break it.
package enum BindingRule: Hashable, Sendable {
    /// A sender sends exactly its quota.
    case quota(sender: Int, count: Int)
    /// A sender sends as many as it may.
    case maxOut(sender: Int, count: Int)
    /// One key teacher fewer would be too few.
    case keyShare(sender: Int, keys: Int, sent: Int)
    /// A team is as small as a team may be.
    case team(sender: Int?, receiver: Int)
    /// A subject at a sender may lose nobody more.
    case subject(sender: Int, subject: Int, count: Int)
    /// A receiver is full.
    case capacity(receiver: Int, count: Int)

    /// The family it belongs to.
    package var family: RuleFamily? {
        switch self {
        case .quota: .quota
        case .maxOut: nil
        case .keyShare: .key
        case .team: .team
        case .subject: .subject
        case .capacity: .capacity
        }
    }

    /// The rules without room in a plan, by sender and then by receiver.
    package static func all(_ plan: UnitPlan) -> [BindingRule] {
        let facts = plan.facts
        let moves = plan.moves.map { facts.moves[$0] }
        var rules: [BindingRule] = []
        for (number, sender) in facts.senders.enumerated() {
            let own = moves.filter { $0.sender == number }
            if own.isEmpty { continue }
            if own.count == sender.quota { rules.append(.quota(sender: number, count: own.count)) }
            if own.count == sender.maxOut {
                rules.append(.maxOut(sender: number, count: own.count))
            }
            let keys = own.count(where: \.isKey)
            let required = SenderFacts.keyRequired(own.count, facts.parameters.keyPercent)
            if required > 0, keys == required {
                rules.append(.keyShare(sender: number, keys: keys, sent: own.count))
            }
            for pool in sender.pools where pool.candidates > pool.cap {
                let count = own.count { $0.subject == pool.subject }
                if count == pool.cap {
                    rules.append(.subject(sender: number, subject: pool.subject, count: count))
                }
            }
        }
        for (number, receiver) in facts.receivers.enumerated() {
            let coming = moves.count { $0.receiver == number }
            if coming > 0, coming == receiver.places {
                rules.append(.capacity(receiver: number, count: coming))
            }
        }
        return rules + teams(facts, moves)
    }

    private static func teams(_ facts: UnitFacts, _ moves: [Move]) -> [BindingRule] {
        let teamMin = facts.parameters.teamMin
        guard teamMin > 1 else { return [] }
        var rules: [BindingRule] = []
        for receiver in facts.receivers.indices {
            let coming = moves.filter { $0.receiver == receiver }
            switch facts.parameters.teamScope {
            case .pair:
                for sender in facts.senders.indices
                where facts.senders[sender].needsTeam
                    && coming.count(where: { $0.sender == sender }) == teamMin
                {
                    rules.append(.team(sender: sender, receiver: receiver))
                }
            case .receiver:
                if coming.count == teamMin { rules.append(.team(sender: nil, receiver: receiver)) }
            case .marked:
                if facts.receivers[receiver].isTeamAsked, coming.count == teamMin {
                    rules.append(.team(sender: nil, receiver: receiver))
                }
            }
        }
        return rules
    }
}

extension BindingRule {
    /// The sentence for people.
    package func wording(_ facts: UnitFacts, _ instance: PlanInstance) -> Wording {
        func sender(_ number: Int) -> String { instance.schools[facts.senders[number].school].code }
        func receiver(_ number: Int) -> String {
            instance.schools[facts.receivers[number].school].code
        }
        switch self {
        case .quota(let number, let count):
            return Wording(
                "\(sender(number)) 恰好派出名额下限 \(count) 人",
                "\(sender(number)) sends exactly its quota of \(count)")
        case .maxOut(let number, let count):
            return Wording(
                "\(sender(number)) 已达派出上限 \(count) 人",
                "\(sender(number)) sends as many as it may, \(count)")
        case .keyShare(let number, let keys, let sent):
            return Wording(
                "\(sender(number)) 派出 \(sent) 人中骨干教师 \(keys) 人，恰好达到比例",
                "\(sender(number)) sends \(keys) key teachers among \(sent), no more than it must")
        case .team(let number?, let other):
            return Wording(
                "\(sender(number)) 派往 \(receiver(other)) 的团队恰为最小人数",
                "the team from \(sender(number)) to \(receiver(other)) is as small as it may be")
        case .team(nil, let other):
            return Wording(
                "派往 \(receiver(other)) 的团队恰为最小人数",
                "the team at \(receiver(other)) is as small as it may be")
        case .subject(let number, let subject, let count):
            let name = instance.subjectName(subject)
            return Wording(
                "\(sender(number)) 的\(name.chinese)学科已达流失上限 \(count) 人",
                "\(sender(number)) may lose no more than \(count) teachers of \(name.english)")
        case .capacity(let number, let count):
            return Wording(
                "\(receiver(number)) 的接收名额 \(count) 个已满",
                "\(receiver(number)) has no place left of \(count)")
        }
    }
}
