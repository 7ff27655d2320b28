import TaoliPostgres

/// What the bus tables of the four databases say, read as the verifying programs read them.
struct BusView: Sendable {
    /// An aggregate in the log of its producer.
    struct Logged: Sendable {
        let producer: CityService
        let topic: String
        let aggregate: String
        let version: Int
        let events: Int
        let first: Int
    }

    /// An event that a consumer holds: applied, or the last one of an aggregate.
    struct Effect: Hashable, Sendable {
        let consumer: String
        let aggregate: String
        let sequence: Int
        let event: String
    }

    /// An archived event.
    struct Archived: Hashable, Sendable {
        let aggregate: String
        let sequence: Int
        let event: String
    }

    var unsent = 0
    var parked = 0
    var logged: [Logged] = []
    /// Archived events by topic.
    var archived: [String: Set<Archived>] = [:]
    /// Topics by consumer.
    var listens: [String: Set<String>] = [:]
    var seen: [Effect] = []
    /// In the order in which they were made.
    var applied: [Effect] = []

    /// Reads all four databases.
    static func load(_ city: City) async throws -> BusView {
        var view = BusView()
        for service in CityService.allCases {
            try await city.database(service) { pool in try await view.read(service, pool) }
        }
        return view
    }

    func events(of producer: CityService) -> Int {
        logged.filter { $0.producer == producer }.reduce(0) { $0 + $1.events }
    }

    private mutating func read(_ service: CityService, _ pool: PostgresPool) async throws {
        let counts = try await pool.query(
            "SELECT (SELECT count(*) FROM bus.outbox), (SELECT count(*) FROM bus.parked)")
        unsent += try counts[0].get(0, as: Int.self)
        parked += try counts[0].get(1, as: Int.self)
        let archive = try await pool.query(
            """
            SELECT topic, aggregate_type || '/' || aggregate_id AS aggregate, sequence, \
            event_id::text AS event FROM bus.event_archive
            """)
        try readArchive(service, archive)
        for row in try await pool.query(
            "SELECT DISTINCT consumer, topic FROM bus.consumer_partition")
        {
            listens["\(service)/\(try row.get("consumer", as: String.self))", default: []]
                .insert(try row.get("topic"))
        }
        seen += try await effects("aggregate_seen", "aggregate_id", service, pool)
        applied += try await effects("applied", "serial", service, pool)
    }

    private mutating func readArchive(_ service: CityService, _ rows: [PostgresRow]) throws {
        var sequences: [String: [Int]] = [:]
        var topics: [String: String] = [:]
        for row in rows {
            let event = Archived(
                aggregate: try row.get("aggregate"), sequence: try row.get("sequence"),
                event: try row.get("event"))
            let topic: String = try row.get("topic")
            archived[topic, default: []].insert(event)
            sequences[event.aggregate, default: []].append(event.sequence)
            topics[event.aggregate] = topic
        }
        for (aggregate, numbers) in sequences {
            logged.append(
                Logged(
                    producer: service, topic: topics[aggregate] ?? "", aggregate: aggregate,
                    version: numbers.max() ?? 0, events: numbers.count, first: numbers.min() ?? 0))
        }
    }

    private func effects(
        _ table: String, _ order: String, _ service: CityService, _ pool: PostgresPool
    ) async throws -> [Effect] {
        try await pool.query(
            """
            SELECT consumer, aggregate_type || '/' || aggregate_id AS aggregate, sequence, \
            event_id::text AS event FROM bus.\(raw: table) ORDER BY consumer, \(raw: order)
            """
        ).map { row in
            Effect(
                consumer: "\(service)/\(try row.get("consumer", as: String.self))",
                aggregate: try row.get("aggregate"), sequence: try row.get("sequence"),
                event: try row.get("event"))
        }
    }
}
