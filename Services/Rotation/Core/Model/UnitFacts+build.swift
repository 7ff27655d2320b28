import TaoliPolicy

extension UnitFacts {
    /// Works a unit out under the parameters given.
    package init(_ unit: PlanUnit, of instance: PlanInstance, _ parameters: PlanParameters) {
        let draft = FactsDraft(unit, instance, parameters)
        self.init(
            unit: unit, parameters: parameters, senders: draft.senders,
            receivers: draft.receivers, moves: draft.moves, needs: draft.needs)
    }
}

/// The steps from rows to facts.
private struct FactsDraft {
    private let unit: PlanUnit
    private let instance: PlanInstance
    private let parameters: PlanParameters
    private(set) var senders: [SenderFacts] = []
    private(set) var receivers: [ReceiverFacts] = []
    private(set) var moves: [Move] = []
    private(set) var needs: [NeedFacts] = []
    /// Numbers of receivers by number of the school.
    private var receiverOf: [Int: Int] = [:]
    private let partnersOf: Partners

    init(_ unit: PlanUnit, _ instance: PlanInstance, _ parameters: PlanParameters) {
        self.unit = unit
        self.instance = instance
        self.parameters = parameters
        partnersOf = Partners(unit.members.map { instance.members[$0] }, instance.schools)
        let strong = schools(isStrong: true)
        addReceivers(schools(isStrong: false))
        var teachersOf = [Int: [Int]](minimumCapacity: strong.count)
        for school in strong { teachersOf[school] = [] }
        for teacher in unit.teachers {
            teachersOf[Int(instance.teachers[teacher].school)]?.append(teacher)
        }
        for school in strong { addSender(school, teachersOf[school] ?? []) }
        addNeeds()
    }

    private func schools(isStrong: Bool) -> [Int] {
        Set(
            unit.members.lazy.map { instance.members[$0] }.filter { $0.isStrong == isStrong }
                .map(\.school)
        ).sorted()
    }

    private mutating func addReceivers(_ schools: [Int]) {
        var filled: [Int: Int] = [:]
        for teacher in unit.teachers {
            if let away = instance.teachers[teacher].awayAt { filled[Int(away), default: 0] += 1 }
        }
        for school in schools {
            let facts = instance.schools[school]
            receiverOf[school] = receivers.count
            receivers.append(
                ReceiverFacts(
                    school: school, stage: facts.stage,
                    places: max(0, facts.places - filled[school, default: 0]),
                    filled: filled[school, default: 0], isTeamAsked: facts.isTeamAsked))
        }
    }

    private mutating func addSender(_ school: Int, _ teachers: [Int]) {
        let number = senders.count
        let partners = partnersOf[school]
        var pools: [Int: PoolCount] = [:]
        var eligible = 0
        var keyEligible = 0
        for index in teachers {
            let teacher = instance.teachers[index]
            var pool = pools[Int(teacher.subject)] ?? PoolCount()
            pool.total += 1
            if teacher.awayAt != nil { pool.away += 1 }
            if teacher.isEligible {
                eligible += 1
                if teacher.isKey { keyEligible += 1 }
                if addMoves(index, number, partners) {
                    pool.candidates += 1
                    if teacher.isKey { pool.keyCandidates += 1 }
                }
            }
            pools[Int(teacher.subject)] = pool
        }
        let away = pools.values.reduce(0) { $0 + $1.away }
        let isServing = parameters.quotaCounts == .serving
        // Of those who serve already nobody is eligible; they belong to the whole all the same.
        let whole = (parameters.quotaPercent * (isServing ? eligible + away : eligible) + 99) / 100
        let needsTeam = parameters.smallSchools == .wholeTeam || whole >= parameters.teamMin
        let most = max(
            whole, needsTeam ? parameters.teamMin : 0, parameters.maxOutPercent * eligible / 100)
        senders.append(
            SenderFacts(
                school: school, stage: instance.schools[school].stage, eligible: eligible,
                keyEligible: keyEligible, quota: isServing ? max(0, whole - away) : whole,
                maxOut: max(0, most - away), away: away, needsTeam: needsTeam,
                pools: pools.keys.sorted().map { pool($0, pools[$0] ?? PoolCount()) }))
    }

    private func pool(_ subject: Int, _ count: PoolCount) -> PoolFacts {
        let cap = max(
            parameters.subjectLossFloor, parameters.subjectLossPercent * count.total / 100)
        return PoolFacts(
            subject: subject, total: count.total, cap: max(0, cap - count.away),
            candidates: count.candidates, keyCandidates: count.keyCandidates)
    }

    private struct PoolCount {
        var total = 0
        var away = 0
        var candidates = 0
        var keyCandidates = 0
    }

    /// - Returns: whether the teacher can reach any school.
    private mutating func addMoves(_ index: Int, _ sender: Int, _ partners: Set<Int>) -> Bool {
        let teacher = instance.teachers[index]
        let limit =
            teacher.isInHardship
            ? parameters.commuteMaxHardshipMinutes : parameters.commuteMaxMinutes
        let before = moves.count
        for way in instance.ways[index]
        where Int(way.minutes) <= limit && partners.contains(Int(way.school)) {
            guard let receiver = receiverOf[Int(way.school)],
                teacher.stage == instance.schools[Int(way.school)].stage
            else { continue }
            moves.append(
                Move(
                    teacher: index, sender: sender, receiver: receiver,
                    subject: Int(teacher.subject), isKey: teacher.isKey,
                    cost: cost(teacher, instance.wishes[index], way)))
        }
        return moves.count > before
    }

    private func cost(
        _ teacher: PlanTeacher, _ wishes: ArraySlice<PlanWish>, _ way: PlanWay
    ) -> MoveCost {
        let points = parameters.points
        var preference = points.preferenceNoneGiven
        if !wishes.isEmpty {
            preference = points.preferenceUnlisted
            if let wish = wishes.first(where: { $0.school == way.school }),
                Int(wish.rank) <= points.preferenceRanks.count
            {
                preference = points.preferenceRanks[Int(wish.rank) - 1]
            }
        }
        return MoveCost(
            minutes: points.extraMinute * Int(way.extraMinutes), preference: preference,
            unwilling: teacher.willing < 0 ? points.unwilling : 0,
            hardship: teacher.isInHardship ? points.hardship : 0)
    }

    private mutating func addNeeds() {
        for (receiver, facts) in receivers.enumerated() {
            for need in instance.needs[facts.school] {
                needs.append(
                    NeedFacts(
                        receiver: receiver, subject: need.subject, amount: need.amount,
                        weight: need.weight))
            }
        }
    }
}
