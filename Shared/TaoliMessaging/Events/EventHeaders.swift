import Foundation
import TaoliKafka
import TaoliModels

/// CloudEvents 1.0 in the binary mode of its Kafka binding: names and both directions.
enum EventHeaders {
    /// The only major version of our own event packages that this build understands.
    static let majorVersion = "v1"

    static func write(_ event: StoredEvent, source: String) -> [KafkaHeader] {
        func header(_ name: String, _ value: String) -> KafkaHeader {
            KafkaHeader(name: name, text: value)
        }
        var headers = [
            header("ce_specversion", "1.0"),
            header("ce_id", event.eventID.text),
            header("ce_source", source),
            header("ce_type", event.type),
            header("ce_subject", event.aggregate.description),
            header("ce_time", event.createdAt.formatted(timeStyle)),
            header("ce_sequence", String(event.sequence)),
            header("ce_districts", event.districts.joined(separator: ",")),
            header("ce_actor", event.actor),
            header("content-type", "application/protobuf"),
        ]
        if let causation = event.causation {
            headers.append(header("ce_causationid", causation.text))
        }
        if let traceparent = event.traceparent {
            headers.append(header("traceparent", traceparent))
        }
        return headers
    }

    /// Headers of the bus's own records, which are no events.
    static func busHeaders(_ type: String, source: String, now: Date) -> [KafkaHeader] {
        [
            KafkaHeader(name: "ce_specversion", text: "1.0"),
            KafkaHeader(name: "ce_id", text: UUID.version7().text),
            KafkaHeader(name: "ce_source", text: source),
            KafkaHeader(name: "ce_type", text: type),
            KafkaHeader(name: "ce_time", text: now.formatted(timeStyle)),
            KafkaHeader(name: "content-type", text: "application/protobuf"),
        ]
    }

    /// - Throws: `Malformed` naming the header that is missing or unreadable.
    static func read(_ record: KafkaRecord) throws(Malformed) -> ReceivedEvent {
        let values = Dictionary(
            record.headers.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
        func text(_ name: String) throws(Malformed) -> String {
            guard let data = values[name] ?? nil, let text = String(data: data, encoding: .utf8),
                !text.isEmpty
            else { throw Malformed(reason: "header \(name) is missing or not text") }
            return text
        }
        func optional(_ name: String) -> String? {
            (values[name] ?? nil).flatMap { String(data: $0, encoding: .utf8) }
        }
        guard let id = UUID(uuidString: try text("ce_id")) else {
            throw Malformed(reason: "header ce_id is not a UUID")
        }
        guard let aggregate = AggregateReference(try text("ce_subject")) else {
            throw Malformed(reason: "header ce_subject is not type/uuid")
        }
        guard let sequence = Int64(try text("ce_sequence")), sequence > 0 else {
            throw Malformed(reason: "header ce_sequence is not a positive number")
        }
        guard let time = try? Date(try text("ce_time"), strategy: timeStyle) else {
            throw Malformed(reason: "header ce_time is not RFC 3339")
        }
        guard record.key == aggregate.id.text.utf8Data else {
            throw Malformed(reason: "the key is not the aggregate id of ce_subject")
        }
        guard let payload = record.value else { throw Malformed(reason: "the value is null") }
        return ReceivedEvent(
            id: id, source: try text("ce_source"), type: try text("ce_type"), aggregate: aggregate,
            sequence: sequence, time: time,
            districts: (optional("ce_districts") ?? "").split(separator: ",")
                .compactMap { DistrictCode(String($0)) },
            actor: try text("ce_actor"), causation: optional("ce_causationid").flatMap(UUID.init),
            traceparent: optional("traceparent"), payload: payload)
    }

    /// Whether the type's package ends in a major version that this build does not know.
    static func isUnknownMajor(_ type: String) -> Bool {
        let parts = type.split(separator: ".")
        guard parts.count >= 2 else { return true }
        let version = parts[parts.count - 2]
        return version.first == "v" && Int(version.dropFirst()) != nil && version != majorVersion
    }

    private static let timeStyle = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
}

/// A record that is not an event of ours: parked as poison with this reason.
struct Malformed: Error, Hashable {
    let reason: String
}
