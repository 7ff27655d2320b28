import Synchronization

/// Plans all units of an instance, several at a time.
package struct CityPlanner: Sendable {
    /// A unit's facts and what came out for it.
    package struct Outcome: Sendable {
        package let facts: UnitFacts
        package let answer: UnitAnswer
        /// Time from facts to answer.
        package let seconds: Double
    }

    private let instance: PlanInstance
    private let parameters: PlanParameters
    private let limits: SolverLimits
    private let now: @Sendable () -> Double

    /// - Parameter now: seconds on any clock that does not go back.
    package init(
        _ instance: PlanInstance, _ parameters: PlanParameters, limits: SolverLimits = .none,
        now: @escaping @Sendable () -> Double
    ) {
        self.instance = instance
        self.parameters = parameters
        self.limits = limits
        self.now = now
    }

    /// Solves the units.
    ///
    /// - Parameters:
    ///   - threads: how many at a time.
    ///   - mayBeCutShort: the smallest units first, so that few are left undone, and threads without
    ///     a unit of their own help with the last ones, since what is found depends on the clock
    ///     anyway; else the largest first, so that no thread ends with a long one alone.
    ///   - choices: what was decided beforehand; what concerns other units is left to them.
    ///   - isDone: told after each unit how many are done.
    /// - Returns: in the order of `units`.
    package func plan(
        _ units: [PlanUnit], threads: Int, mayBeCutShort: Bool = false,
        choices: PlanChoices = .none, isDone: @escaping @Sendable (Int) -> Void = { _ in }
    ) async -> [Outcome] {
        let ascending = units.indices.sorted { units[$0].teachers.count < units[$1].teachers.count }
        let order = mayBeCutShort ? ascending : Array(ascending.reversed())
        let counter = Counter()
        let help = mayBeCutShort && threads > 1 ? SearchHelp() : nil
        return await withTaskGroup(of: [(Int, Outcome)].self) { group in
            for _ in 0..<max(1, threads) {
                group.addTask { [self, order] in
                    var own: [(Int, Outcome)] = []
                    while true {
                        let place = counter.take()
                        guard place < order.count else { break }
                        own.append((order[place], plan(units[order[place]], choices, help)))
                        isDone(counter.finishOne())
                    }
                    await help?.help { counter.finished == order.count }
                    return own
                }
            }
            var all = [Outcome?](repeating: nil, count: units.count)
            for await part in group {
                for (place, outcome) in part { all[place] = outcome }
            }
            return all.compactMap { $0 }
        }
    }

    private func plan(
        _ unit: PlanUnit, _ choices: PlanChoices, _ help: SearchHelp?
    ) -> Outcome {
        let start = now()
        let facts = UnitFacts(unit, of: instance, parameters)
        let answer = UnitPlanner(facts, limits: limits, help: help).best(choices.within(unit))
        return Outcome(facts: facts, answer: answer, seconds: now() - start)
    }
}

/// Which unit is next, and how many are done.
private final class Counter: Sendable {
    private let next = Atomic(0)
    private let done = Atomic(0)

    func take() -> Int { next.wrappingAdd(1, ordering: .relaxed).oldValue }

    var finished: Int { done.load(ordering: .relaxed) }

    func finishOne() -> Int { done.wrappingAdd(1, ordering: .relaxed).newValue }
}
