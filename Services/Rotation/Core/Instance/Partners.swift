/// To which schools each strong school may send: receiving ones of its stage that share a group.
struct Partners {
    private var receiving: [Int: Set<Int>] = [:]

    init(_ members: some Sequence<PlanMember>, _ schools: [PlanSchool]) {
        for (_, group) in Dictionary(grouping: members, by: \.group) {
            let receivers = group.filter { !$0.isStrong }.map(\.school)
            for sender in group where sender.isStrong {
                let stage = schools[sender.school].stage
                receiving[sender.school, default: []].formUnion(
                    receivers.filter { $0 != sender.school && schools[$0].stage == stage })
            }
        }
    }

    /// Empty for a school that sends nobody.
    subscript(_ school: Int) -> Set<Int> { receiving[school] ?? [] }
}
