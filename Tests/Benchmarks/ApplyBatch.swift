import Foundation
import SwiftProtobuf
import TaoliContracts
import TaoliKafka
import TaoliPostgres

/// The arrays of one batch.
struct ApplyBatch {
    private var events: [UUID] = []
    private var ids: [UUID] = []
    private var sequences: [Int64] = []
    private var names: [String] = []
    /// Last sequence and event of each aggregate.
    private var last: [UUID: (sequence: Int64, event: UUID)] = [:]

    init(_ messages: [KafkaMessage]) throws {
        for message in messages {
            let texts = Dictionary(
                message.headers.map { ($0.name, $0.text ?? "") }, uniquingKeysWith: { $1 })
            guard let event = texts["ce_id"].flatMap(UUID.init(uuidString:)),
                let key = message.key,
                let id = UUID(uuidString: String(decoding: key, as: UTF8.self)),
                let sequence = texts["ce_sequence"].flatMap({ Int64($0) }),
                let value = message.value
            else { continue }
            events.append(event)
            ids.append(id)
            sequences.append(sequence)
            names.append(try Taoli_Registry_Events_V1_SchoolRenamed(serializedBytes: value).name)
            last[id] = (sequence, event)
        }
    }

    func insert(_ number: Int) -> SQL {
        let seen = Array(last)
        return """
            INSERT INTO public.bench_batch VALUES (\(Int32(number)), \(events), \(ids), \
            \(sequences), \(names), \(seen.map { _ in "school" }), \(seen.map(\.key)), \
            \(seen.map(\.value.sequence)), \(seen.map(\.value.event)))
            """
    }
}
