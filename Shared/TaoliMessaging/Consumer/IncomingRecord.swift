import Foundation
import TaoliKafka
import TaoliModels

/// A record of the log, read as far as it can be.
struct IncomingRecord: Sendable {
    enum Content: Sendable {
        case event(ReceivedEvent)
        /// Not an event of ours; parked by itself.
        case malformed(String)
        /// Another deployment's or service's: skipped and counted.
        case foreign
        /// What the producer says the partition should hold.
        case census(Census)
    }

    let record: KafkaRecord
    let content: Content

    init(_ record: KafkaRecord, source: String) {
        self.record = record
        if record.header("ce_type")?.hasPrefix("taoli.bus.") == true {
            // Only a census of the expected producer counts; the bus's other records say nothing here.
            let census =
                record.header("ce_source") == source && record.header("ce_type") == Census.type
                ? Census(record) : nil
            content = census.map(Content.census) ?? .foreign
            return
        }
        do {
            let event = try EventHeaders.read(record)
            content = event.source == source ? .event(event) : .foreign
        } catch {
            content = .malformed(error.reason)
        }
    }

    /// The event's id; for a malformed record one made from its place, so that reading it again
    /// parks nothing new.
    var id: UUID {
        if case .event(let event) = content { return event.id }
        var place = Data("\(record.topic)/\(record.partition)/\(record.offset)/".utf8)
        place.append(record.value ?? Data())
        return UUID(version7: UInt64(max(0, record.timestamp)), derivedFrom: place.fnv128)
    }
}

extension Data {
    /// FNV-1a in two lanes: an id from bytes, not a protection against anybody.
    fileprivate var fnv128: [UInt8] {
        var lanes: [UInt64] = [0xcbf2_9ce4_8422_2325, 0x8422_2325_cbf2_9ce4]
        for byte in self {
            for lane in lanes.indices {
                lanes[lane] = (lanes[lane] ^ UInt64(byte)) &* 0x100_0000_01b3
            }
            lanes[1] = lanes[1] &+ lanes[0]
        }
        return lanes.flatMap { lane in (0..<8).map { UInt8(truncatingIfNeeded: lane >> ($0 * 8)) } }
    }
}
