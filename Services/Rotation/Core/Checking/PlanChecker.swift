import TaoliModels

/// Checks a plan against rules H1-H7 and counts its points, from the raw rows and nothing else.
///
/// Shares no code with the model on purpose: a mistake made there must show here.
package struct PlanChecker: Sendable {
    let instance: PlanInstance
    let parameters: PlanParameters
    /// Codes of each school's groups, joined.
    let groupNames: [String]
    /// By school: numbers of the groups in which it sends, and in which it receives.
    let sendingIn: [Set<Int>]
    let receivingIn: [Set<Int>]

    /// - Parameter instance: the raw rows; nothing else is used.
    package init(_ instance: PlanInstance, _ parameters: PlanParameters) {
        self.instance = instance
        self.parameters = parameters
        var sending = [Set<Int>](repeating: [], count: instance.schools.count)
        var receiving = sending
        for member in instance.members {
            if member.isStrong {
                sending[member.school].insert(member.group)
            } else {
                receiving[member.school].insert(member.group)
            }
        }
        sendingIn = sending
        receivingIn = receiving
        groupNames = zip(sending, receiving).map { own, others in
            own.union(others).sorted().map { instance.groups[$0] }.joined(separator: "+")
        }
    }

    /// Every broken rule, in the order of the rows and then of the schools.
    ///
    /// - Parameter schools: of schools, only what these break; `nil` for all.
    package func violations(
        _ plan: [Placement], at schools: Set<Int>? = nil
    ) -> [PlanViolation] {
        let departures = Dictionary(grouping: plan) {
            Int(instance.teachers[$0.teacher].school)
        }
        let arrivals = Dictionary(grouping: plan, by: \.school)
        let staff = Dictionary(grouping: instance.teachers.indices) {
            Int(instance.teachers[$0].school)
        }
        let guests = Dictionary(
            grouping: instance.teachers.indices.lazy.filter { number in
                instance.teachers[number].awayAt != nil
            }
        ) { Int(instance.teachers[$0].awayAt ?? -1) }
        var found = rows(plan)
        for school in instance.schools.indices where schools?.contains(school) ?? true {
            if !sendingIn[school].isEmpty {
                found += sender(school, staff[school] ?? [], departures[school] ?? [])
            }
            found += receiver(school, arrivals[school] ?? [], guests[school]?.count ?? 0)
        }
        if parameters.teamScope == .pair { found += pairTeams(plan) }
        return found
    }

    /// The plan's points, unmet needs of all schools included.
    ///
    /// - Parameter schools: only what happens at these receiving schools; `nil` for all.
    package func points(_ plan: [Placement], at schools: Set<Int>? = nil) -> Int {
        let points = parameters.points
        var sum = 0
        var arrived: [Int: [Int: Int]] = [:]
        for placement in plan where schools?.contains(placement.school) ?? true {
            sum += ownPoints(placement)
            let subject = Int(instance.teachers[placement.teacher].subject)
            arrived[placement.school, default: [:]][subject, default: 0] += 1
        }
        for school in instance.schools.indices where !receivingIn[school].isEmpty {
            guard schools?.contains(school) ?? true else { continue }
            var here = arrived[school] ?? [:]
            for need in instance.needs[school] {
                let difference = (here[need.subject] ?? 0) - need.amount
                here[need.subject] = nil
                sum +=
                    difference < 0
                    ? -difference * need.weight * points.unmetPerWeight
                    : difference * points.surplus
            }
            sum += here.values.reduce(0, +) * points.surplus
        }
        return sum
    }

    /// Minutes, preference, unwillingness and hardship of one move.
    private func ownPoints(_ placement: Placement) -> Int {
        let points = parameters.points
        let teacher = instance.teachers[placement.teacher]
        var sum = 0
        for way in instance.ways[placement.teacher] where Int(way.school) == placement.school {
            sum += Int(way.extraMinutes) * points.extraMinute
        }
        let list = instance.wishes[placement.teacher]
        let rank = list.first { Int($0.school) == placement.school }.map { Int($0.rank) }
        if list.isEmpty {
            sum += points.preferenceNoneGiven
        } else if let rank, rank >= 1, rank <= points.preferenceRanks.count {
            sum += points.preferenceRanks[rank - 1]
        } else {
            sum += points.preferenceUnlisted
        }
        if teacher.willing == -1 { sum += points.unwilling }
        if teacher.isInHardship { sum += points.hardship }
        return sum
    }
}
