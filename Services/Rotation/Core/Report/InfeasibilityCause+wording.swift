package import TaoliModels

extension InfeasibilityCause {
    /// The sentence for people.
    ///
    /// - Parameter facts: those in which the cause was found.
    package func wording(_ facts: UnitFacts, _ bounds: NecessaryBounds, _ instance: PlanInstance)
        -> Wording
    {
        switch self {
        case .quotaBeyondMost(let number):
            let sender = facts.senders[number]
            return school(
                number, facts, instance,
                "应派出 \(sender.quota) 人，但已有 \(sender.away) 人在外，最多只能再派 \(sender.maxOut) 人",
                "must send \(sender.quota), but with \(sender.away) away already only "
                    + "\(sender.maxOut) more may leave")
        case .tooFewWithinReach(let number):
            let (sender, own) = (facts.senders[number], bounds.schools[number])
            return school(
                number, facts, instance,
                "应派出 \(sender.quota) 人，通勤限度内能到达接收校的只有 \(own.reachable) 人",
                "must send \(sender.quota), only \(own.reachable) are within reach of a receiving "
                    + "school")
        case .tooFewUnderCaps(let number):
            let (sender, own) = (facts.senders[number], bounds.schools[number])
            return school(
                number, facts, instance,
                "应派出 \(sender.quota) 人，受学科限额所限最多派出 \(own.sendable) 人",
                "must send \(sender.quota), only \(own.sendable) can be sent under subject caps")
        case .tooFewKeyTeachers(let number):
            let (sender, own) = (facts.senders[number], bounds.schools[number])
            return school(
                number, facts, instance,
                "需派出骨干教师 \(own.keyRequired) 人，最多只能派出 \(own.keySendable) 人"
                    + "（可交流的骨干教师共 \(sender.keyEligible) 人）",
                "needs \(own.keyRequired) key teachers, only \(own.keySendable) can be sent "
                    + "(\(sender.keyEligible) eligible)")
        case .tooFewPlaces(let stage, let quotas, let places):
            return Wording(
                "\(stage.chinese)：各校应派出合计 \(quotas) 人，超过接收名额 \(places) 个",
                "\(stage.rawValue): quotas \(quotas) > receiving capacity \(places)")
        }
    }

    private func school(
        _ number: Int, _ facts: UnitFacts, _ instance: PlanInstance, _ chinese: String,
        _ english: String
    ) -> Wording {
        let code = instance.schools[facts.senders[number].school].code
        return Wording("\(code)：\(chinese)", "\(code): \(english)")
    }
}
