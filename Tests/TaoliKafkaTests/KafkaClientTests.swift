import Dispatch
import Foundation
import TaoliTestKit
import Testing

@testable import TaoliKafka

@Suite("Closing under a watchdog")
struct KafkaClientTests {
    private func client() throws -> KafkaClient {
        try KafkaClient(
            .producer, properties: KafkaFixture.absent().adminProperties, events: 0)
    }

    @Test("Closing gives up after its time while somebody holds the client, and finishes later")
    func watchdog() async throws {
        let client = try client()
        let release = DispatchSemaphore(value: 0)
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                // Stands for a call of librdkafka that hangs.
                try? client.use { _ throws(KafkaError) in
                    continuation.resume()
                    release.wait()
                }
            }
        }
        #expect(await client.close(timeout: .milliseconds(50)) == false)
        #expect(throws: KafkaError.closed) { try client.use { _ throws(KafkaError) in } }
        release.signal()
        #expect(await client.close(timeout: KafkaFixture.patience))
    }

    @Test("Many that use the client while it closes either finish or are told that it is closed")
    func race() async throws {
        for _ in 0..<20 {
            let client = try client()
            await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        do {
                            for _ in 0..<1_000 {
                                try client.use { pointer throws(KafkaError) in
                                    _ = KafkaClient.fatalFailure(of: pointer)
                                }
                            }
                            return true
                        } catch {
                            return error as? KafkaError == .closed
                        }
                    }
                }
                group.addTask { await client.close(timeout: KafkaFixture.patience) }
                for await fine in group { #expect(fine) }
            }
        }
    }
}

@Suite("Times for librdkafka")
struct MillisecondsTests {
    @Test("Durations become whole milliseconds, rounded up and within librdkafka's range")
    func conversion() {
        #expect(Duration.milliseconds(20).milliseconds == 20)
        #expect(Duration.microseconds(1).milliseconds == 1)
        #expect(Duration.seconds(-5).milliseconds == 0)
        #expect(Duration.seconds(Int64.max).milliseconds == 2_000_000_000)
        #expect(Duration.zero.milliseconds == 0)
    }
}
