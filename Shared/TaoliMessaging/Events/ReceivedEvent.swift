package import Foundation
package import SwiftProtobuf
package import TaoliModels

/// An event as a consumer sees it, headers read and checked.
package struct ReceivedEvent: Sendable {
    /// `ce_id`, given by the producer.
    package let id: UUID
    /// `/<deployment>/<service>` of the producer.
    package let source: String
    /// Full protobuf name, e.g. `taoli.registry.events.v1.SchoolJoinedGroup`.
    package let type: String
    /// What it happened to (`ce_subject`).
    package let aggregate: AggregateReference
    /// The aggregate's version after it, from 1 without gaps.
    package let sequence: Int64
    /// When its command committed it, by the producer's database.
    package let time: Date
    /// Those concerned, as the producer says.
    package let districts: [DistrictCode]
    /// Account id or `service:<name>`.
    package let actor: String
    /// The event that led to it, for one of a reaction; else `nil`.
    package let causation: UUID?
    /// W3C Trace Context of the call that led to it.
    package let traceparent: String?
    /// The message in protobuf's binary form.
    package let payload: Data

    /// An event made by hand, for trying handlers without a broker.
    package init(
        id: UUID, source: String, type: String, aggregate: AggregateReference, sequence: Int64,
        time: Date, districts: [DistrictCode], actor: String, causation: UUID? = nil,
        traceparent: String? = nil, payload: Data
    ) {
        self.id = id
        self.source = source
        self.type = type
        self.aggregate = aggregate
        self.sequence = sequence
        self.time = time
        self.districts = districts
        self.actor = actor
        self.causation = causation
        self.traceparent = traceparent
        self.payload = payload
    }

    /// The payload as its message.
    /// - Throws: SwiftProtobuf's error when the bytes are not that message; the event is parked.
    package func decode<M: SwiftProtobuf.Message>(_: M.Type) throws -> M {
        try M(serializedBytes: payload)
    }

    /// `SchoolJoinedGroup` of `taoli.registry.events.v1.SchoolJoinedGroup`.
    package var shortType: String { type.split(separator: ".").last.map(String.init) ?? type }
}
