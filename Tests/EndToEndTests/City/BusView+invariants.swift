/// The invariants of messaging.md: each answers with what is wrong, empty when all is well.
extension BusView {
    /// I1: aggregates whose last event a listener does not hold.
    var behind: [String] {
        let held = Dictionary(
            seen.map { ("\($0.consumer) \($0.aggregate)", $0.sequence) },
            uniquingKeysWith: { max($0, $1) })
        return listens.flatMap { consumer, topics in
            logged.filter { topics.contains($0.topic) }.compactMap { aggregate in
                let sequence = held["\(consumer) \(aggregate.aggregate)"]
                return sequence == aggregate.version
                    ? nil
                    : "\(consumer) holds \(sequence ?? 0) of \(aggregate.aggregate), "
                        + "which is at \(aggregate.version)"
            }
        }
    }

    /// I2: effects of events that no command committed.
    var ghosts: [String] {
        let committed = archived.values.reduce(into: Set<Archived>()) { $0.formUnion($1) }
        return (seen + applied).filter {
            !committed.contains(
                Archived(aggregate: $0.aggregate, sequence: $0.sequence, event: $0.event))
        }.map { "\($0.consumer): \($0.event)" }
    }

    /// I3: events with no effect, or with several, at a listener.
    var notOnce: [String] {
        let effects = Dictionary(grouping: applied) { "\($0.consumer) \($0.event)" }
            .mapValues(\.count)
        return listens.flatMap { consumer, topics in
            topics.flatMap { archived[$0] ?? [] }.compactMap { event in
                let count = effects["\(consumer) \(event.event)"] ?? 0
                return count == 1 ? nil : "\(consumer): \(count) effects of \(event.event)"
            }
        }
    }

    /// I4: aggregates whose log, or whose effects at a listener, are not 1, 2, 3…
    var disordered: [String] {
        let logs = logged.filter { $0.first != 1 || $0.version != $0.events }
            .map { "log of \($0.aggregate)" }
        let effects = Dictionary(grouping: applied) { "\($0.consumer) \($0.aggregate)" }
            .filter { $0.value.map(\.sequence) != Array(1...$0.value.count) }
            .map(\.key)
        return logs + effects
    }
}
