package import Foundation
package import SwiftProtobuf
package import TaoliModels

/// An event that a command or a reaction is about to append to the outbox.
package struct EventDraft: Sendable {
    /// Bytes that one event's payload may have.
    package static let payloadBytesMax = 65_536

    /// A UUIDv7; `ce_id` of the event.
    package let id: UUID
    /// What it happened to; its id is the record's key.
    package let aggregate: AggregateReference
    /// The aggregate's version after this event: v+1 … v+n for the n events of one command.
    package let sequence: Int64
    /// Full protobuf name, e.g. `taoli.registry.events.v1.SchoolJoinedGroup`.
    package let type: String
    /// `taoli.<service>.<aggregate type>`.
    package let topic: String
    /// Those concerned; consumers and scopes go by it.
    package let districts: [DistrictCode]
    /// The message in protobuf's binary form, at most `payloadBytesMax`.
    package let payload: Data

    /// - Parameters:
    ///   - message: the event; its package `taoli.<service>.events.v1` names the topic's service.
    ///   - aggregate: what it happened to.
    ///   - sequence: the aggregate's version after it, from 1.
    ///   - districts: those concerned; consumers and scopes go by it.
    /// - Throws: `EventError.tooLarge` above 64 KiB, `.foreignType` for a message of another
    ///   package, and SwiftProtobuf's error when it cannot be encoded.
    package init(
        _ message: some SwiftProtobuf.Message, of aggregate: AggregateReference, sequence: Int64,
        districts: [DistrictCode], id: UUID = .version7()
    ) throws {
        type = Swift.type(of: message).protoMessageName
        let parts = type.split(separator: ".")
        guard parts.count >= 4, parts[0] == "taoli" else { throw EventError.foreignType(type) }
        topic = "taoli.\(parts[1]).\(aggregate.type)"
        payload = try message.serializedData()
        guard payload.count <= EventDraft.payloadBytesMax else {
            throw EventError.tooLarge(type: type, bytes: payload.count)
        }
        self.id = id
        self.aggregate = aggregate
        self.sequence = sequence
        self.districts = districts
    }

    /// A service's announcement that one of its consumers set an event aside. Each is an aggregate
    /// of its own with one event.
    init(
        deadLetter message: some SwiftProtobuf.Message, topic: String, event: UUID,
        districts: [DistrictCode]
    ) throws {
        type = Swift.type(of: message).protoMessageName
        self.topic = topic
        payload = try message.serializedData()
        id = .version7()
        aggregate = AggregateReference(type: "parked", id: event)
        sequence = 1
        self.districts = districts
    }
}

/// An event that cannot be appended: a fault of the program, not of its caller.
package enum EventError: Error, Hashable {
    /// The message's bytes are more than `EventDraft.payloadBytesMax`.
    case tooLarge(type: String, bytes: Int)
    /// The message's full name does not begin with `taoli.<service>`.
    case foreignType(String)
}
