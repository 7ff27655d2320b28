import Foundation
import Glibc
import Logging
import TaoliPostgres
import TaoliTestKit

/// Checks the invariants of messaging.md from databases and callers' logs.
///
///     taoli-bus-check [--moving] [--parked] [--log FILE]…
///         --stream PRODUCER_URL CONSUMER_URL CONSUMER TOPIC …
///
/// `--moving`: events are under way, so only I2 to I5 are asked. `--parked`: events set aside are no
/// fault. URLs are of users who see all rows. Logs are those of the first stream's producer. Prints
/// a line for each invariant; exit code 1 when one is broken, 64 for arguments of another form.
@main
struct Main {
    struct Arguments {
        var moving = false
        var parked = false
        var logs: [String] = []
        var streams: [[String]] = []

        init?(_ words: [String]) {
            var rest = words[...]
            while let word = rest.popFirst() {
                switch word {
                case "--moving": moving = true
                case "--parked": parked = true
                case "--log":
                    guard let path = rest.popFirst() else { return nil }
                    logs.append(path)
                case "--stream":
                    guard rest.count >= 4 else { return nil }
                    streams.append(Array(rest.prefix(4)))
                    rest = rest.dropFirst(4)
                default: return nil
                }
            }
            if streams.isEmpty { return nil }
        }
    }

    static func main() async {
        guard let arguments = Arguments(Array(CommandLine.arguments.dropFirst())) else {
            FileHandle.standardError.write(
                Data(
                    """
                    usage: taoli-bus-check [--moving] [--parked] [--log FILE]… \
                    --stream PRODUCER_URL CONSUMER_URL CONSUMER TOPIC …

                    """.utf8))
            exit(64)
        }
        do {
            exit(report(try await check(arguments), moving: arguments.moving) ? 0 : 1)
        } catch {
            FileHandle.standardError.write(Data("taoli-bus-check: \(error)\n".utf8))
            exit(2)
        }
    }

    private static func check(_ arguments: Arguments) async throws -> [BusFinding] {
        var stores: [String: BusStore] = [:]
        func store(_ url: String) async throws -> BusStore {
            if let store = stores[url] { return store }
            let pool = PostgresPool(
                configuration: PostgresConfiguration(
                    url: url, applicationName: "taoli-bus-check", connectionsMax: 2),
                logger: Logger(label: "taoli.bus-check"))
            let name: String = try await pool.query("SELECT current_database()")[0].get(0)
            let store = try await BusStore(name: name, pool: pool)
            stores[url] = store
            return store
        }
        var streams: [BusStream] = []
        for words in arguments.streams {
            streams.append(
                BusStream(
                    producer: try await store(words[0]), consumer: try await store(words[1]),
                    consumerName: words[2], topic: words[3]))
        }
        let logs = arguments.logs.isEmpty ? [:] : [streams[0].producer.name: arguments.logs]
        let invariants = BusInvariants(streams: streams, logs: logs)
        let findings =
            arguments.moving
            ? try await invariants.always()
            : try await invariants.all(parkedExpected: arguments.parked)
        for store in stores.values { await store.pool.shutdown(grace: .seconds(1)) }
        return findings
    }

    /// - Returns: whether all is well.
    private static func report(_ findings: [BusFinding], moving: Bool) -> Bool {
        let always: Set<BusInvariant> = [.noGhost, .once, .order, .fencing]
        for invariant in BusInvariant.allCases where !moving || always.contains(invariant) {
            let own = findings.filter { $0.invariant == invariant }
            print("\(invariant.rawValue) \(own.isEmpty ? "holds" : "is broken")")
            for finding in own { print("   \(finding.place): \(finding.text)") }
        }
        return findings.isEmpty
    }
}
