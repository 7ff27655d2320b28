/// The checkers of messaging.md's invariants. They read databases and what receivers logged, and
/// nothing of the programs that made them; an empty answer means that all is well.
package struct BusInvariants: Sendable {
    /// Rows told about one fault at most.
    static let rowsMax = 10

    /// Who listens to whom; each is checked by itself.
    package let streams: [BusStream]
    /// Paths of the logs that the callers of the producers kept (`BusLog`), by producer's name.
    package let logs: [String: [String]]

    package init(streams: [BusStream], logs: [String: [String]] = [:]) {
        self.streams = streams
        self.logs = logs
    }

    /// What must hold at every moment: I2 to I5.
    package func always() async throws -> [BusFinding] {
        var findings: [BusFinding] = []
        for stream in streams {
            findings += try await stream.ghosts()
            findings += try await stream.repeated()
            findings += try await stream.disordered()
            findings += try await stream.unfenced()
        }
        return findings
    }

    /// What must hold besides when nothing is under way: I1, I6, I7, I9.
    ///
    /// - Parameter parkedExpected: events were poisoned on purpose, so that some are set aside.
    package func quiet(parkedExpected: Bool = false) async throws -> [BusFinding] {
        var findings: [BusFinding] = []
        for stream in streams {
            findings += try await stream.lost()
            findings += try await stream.passed()
            findings += try await stream.backlog(parkedExpected: parkedExpected)
        }
        for (store, paths) in logs {
            guard let producer = streams.map(\.producer).first(where: { $0.name == store }) else {
                continue
            }
            findings += try await producer.repeatedChanges()
            findings += try await producer.answers(BusLog(paths: paths))
        }
        for store in consumers where store.isProbe { findings += try await store.repeatedChanges() }
        return findings
    }

    /// Both.
    package func all(parkedExpected: Bool = false) async throws -> [BusFinding] {
        try await always() + quiet(parkedExpected: parkedExpected)
    }

    /// Whether nothing is under way: the outboxes are empty and both ends of every partition hold
    /// the same set.
    package func isQuiet(parkedExpected: Bool = false) async throws -> Bool {
        for stream in streams {
            guard try await stream.backlog(parkedExpected: parkedExpected).isEmpty,
                try await stream.lost().isEmpty
            else { return false }
        }
        return true
    }

    private var consumers: [BusStore] {
        var names: Set<String> = Set(logs.keys)
        return streams.map(\.consumer).filter { names.insert($0.name).inserted }
    }
}
