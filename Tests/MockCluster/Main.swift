import Foundation
import Glibc
import TaoliTestKit

/// Hosts librdkafka's mock cluster and breaks it by a seeded plan: produce and fetch errors, slow
/// answers, a broker that is away. A process of its own, because the mock shares its client's fate.
///
///     taoli-mock-cluster <seed> <file that ends the plan> <topic>:<partitions>…
///
/// Prints its address on the first line, then a line for each thing it did; runs until it is ended.
@main
struct Main {
    /// Errors a producer meets: to be tried again (NOT_LEADER, REQUEST_TIMED_OUT, NOT_ENOUGH_REPLICAS),
    /// final for a message (TOPIC_AUTHORIZATION_FAILED, INVALID_RECORD), or for the producer
    /// (OUT_OF_ORDER_SEQUENCE_NUMBER, INVALID_PRODUCER_EPOCH).
    static let produceErrors: [Int32] = [6, 7, 19, 29, 87, 45, 47]
    /// NOT_LEADER, OFFSET_NOT_AVAILABLE.
    static let fetchErrors: [Int32] = [6, 78]

    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count >= 4, let seed = UInt64(arguments[1]) else {
            say("usage: taoli-mock-cluster <seed> <stop file> <topic>:<partitions>…")
            exit(64)
        }
        let parent = getppid()
        let cluster = try KafkaMockCluster()
        for topic in arguments.dropFirst(3) {
            let parts = topic.split(separator: ":")
            guard parts.count == 2, let partitions = Int(parts[1]) else { exit(64) }
            cluster.createTopic(String(parts[0]), partitions: partitions)
        }
        say(cluster.bootstrap)
        var random = MockPlan(seed: seed)
        while getppid() == parent {
            usleep(200_000)
            guard !FileManager.default.fileExists(atPath: arguments[2]) else { continue }
            act(cluster, &random)
        }
    }

    private static func act(_ cluster: KafkaMockCluster, _ random: inout MockPlan) {
        switch random.next(8) {
        case 0...2:
            let code = produceErrors[random.next(produceErrors.count)]
            cluster.failProduce(code: code, times: 1 + random.next(3))
            say("produce error \(code)")
        case 3:
            let code = fetchErrors[random.next(fetchErrors.count)]
            cluster.failFetch(code: code, times: 1 + random.next(3))
            say("fetch error \(code)")
        case 4:
            cluster.setRoundTrip(1, milliseconds: 300)
            usleep(700_000)
            cluster.setRoundTrip(1, milliseconds: 0)
            say("slow")
        case 5:
            cluster.setBroker(1, down: true)
            usleep(500_000)
            cluster.setBroker(1, down: false)
            say("away")
        default: break
        }
    }

    private static func say(_ text: String) {
        FileHandle.standardOutput.write(Data("\(text)\n".utf8))
    }
}

/// A plan that depends on its seed alone (xorshift64).
struct MockPlan {
    private var state: UInt64

    init(seed: UInt64) { state = seed | 1 }

    /// A number from 0 to below `bound`.
    mutating func next(_ bound: Int) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Int(state >> 33) % bound
    }
}
