import Foundation
import TaoliKafka
import TaoliModels
import TaoliPostgres

/// CloudEvents 1.0 in the binary mode of its Kafka binding: names and both directions.
enum EventHeaders {
    /// The only major version of our own event packages that this build understands.
    static let majorVersion = "v1"

    /// Writes those of an event from the columns of `StoredEvent`, as PostgreSQL wrote them wherever
    /// both forms are the same.
    static func write(
        _ row: PostgresRow, at first: Int, source: String
    ) throws(PostgresError) -> KafkaHeaders {
        var headers = KafkaHeaders()
        headers.reserve(headers: 12, bytes: 512)
        headers.append("ce_specversion", text: "1.0")
        try headers.pass("ce_id", row, first)
        headers.append("ce_source", text: source)
        try headers.pass("ce_type", row, first + 6)
        let aggregate: String = try row.get(first + 3)
        headers.append(
            "ce_subject", text: try row.get(first + 2, as: String.self) + "/" + aggregate)
        headers.append("ce_time", text: try time(row, first + 11))
        try headers.pass("ce_sequence", row, first + 4)
        let districts: [String] = try row.get(first + 5)
        headers.append("ce_districts", text: districts.joined(separator: ","))
        try headers.pass("ce_actor", row, first + 8)
        headers.append("content-type", text: "application/protobuf")
        try headers.pass("ce_causationid", row, first + 7)
        try headers.pass("traceparent", row, first + 9)
        return headers
    }

    /// An instant in RFC 3339 with milliseconds. A text of the usual form is rearranged, without a
    /// date in between.
    private static func time(_ row: PostgresRow, _ column: Int) throws(PostgresError) -> String {
        let text = try row.get(column, as: String.self)
        if let moved = rearranged(text) { return moved }
        return try row.get(column, as: Date.self).formatted(timeStyle)
    }

    /// `2026-09-01 08:15:00.123456+00` as `2026-09-01T08:15:00.123Z`; nil for another form.
    static func rearranged(_ text: String) -> String? {
        let text = text.utf8
        guard text.count >= 22, text.count <= 29, text.suffix(3).elementsEqual("+00".utf8) else {
            return nil
        }
        var moved = Array(text.prefix(19))
        guard moved[10] == UInt8(ascii: " "), moved[4] == UInt8(ascii: "-") else { return nil }
        moved[10] = UInt8(ascii: "T")
        moved.append(UInt8(ascii: "."))
        let fraction = text.dropFirst(20).dropLast(3).prefix(3)
        moved += fraction
        moved += repeatElement(UInt8(ascii: "0"), count: 3 - fraction.count)
        moved.append(UInt8(ascii: "Z"))
        return String(decoding: moved, as: UTF8.self)
    }

    /// Headers of the bus's own records, which are no events.
    static func busHeaders(_ type: String, source: String, now: Date) -> KafkaHeaders {
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
        let headers = record.headers
        func text(_ name: String) throws(Malformed) -> String {
            guard let text = headers.text(name), !text.isEmpty else {
                throw Malformed(reason: "header \(name) is missing or not text")
            }
            return text
        }
        guard let id = UUID(text: try text("ce_id")) else {
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
            districts: (headers.text("ce_districts") ?? "").split(separator: ",")
                .compactMap { DistrictCode(String($0)) },
            actor: try text("ce_actor"),
            causation: headers.text("ce_causationid").flatMap(UUID.init(text:)),
            traceparent: headers.text("traceparent"), payload: payload)
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

extension KafkaHeaders {
    /// A column as it is; no header for NULL.
    fileprivate mutating func pass(
        _ name: String, _ row: PostgresRow, _ column: Int
    ) throws(PostgresError) {
        try row.withCell(column) { cell throws(PostgresError) in
            if !cell.isNull { append(name, bytes: try cell.required()) }
        }
    }
}

/// A record that is not an event of ours: parked as poison with this reason.
struct Malformed: Error, Hashable {
    let reason: String
}
