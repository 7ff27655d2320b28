package import Foundation
package import Logging

/// One line of JSON an event: `ts`, `level`, `service`, `logger`, `msg`, `trace_id` (inside a
/// trace), `error` and `metadata` where there are any.
///
/// Texts pass through ``Redaction``. Keys stand in this order, metadata sorted by name.
package struct JSONLogHandler: LogHandler {
    package var logLevel: Logger.Level
    package var metadata: Logger.Metadata = [:]
    package var metadataProvider: Logger.MetadataProvider?

    private let service: String
    private let label: String
    private let sink: LogSink
    private let now: @Sendable () -> Date

    /// - Parameters:
    ///   - service: the process, e.g. `registry`.
    ///   - label: the logger's label.
    ///   - now: the clock; tests give their own.
    package init(
        service: String, label: String, level: Logger.Level, sink: LogSink,
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.service = service
        self.label = label
        self.logLevel = level
        self.sink = sink
        self.now = now
    }

    /// Makes this the handler of every logger of the process. Call it once, first in `main`.
    package static func bootstrap(
        service: String, level: Logger.Level, sink: LogSink = .standardOutput
    ) {
        LoggingSystem.bootstrap { label in
            JSONLogHandler(service: service, label: label, level: level, sink: sink)
        }
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        var line = "{\"ts\":\"\(now().formatted(Self.timestamp))\""
        line += ",\"level\":\"\(event.level.rawValue)\""
        line += ",\"service\":\(JSONText.quoted(service))"
        line += ",\"logger\":\(JSONText.quoted(label))"
        line += ",\"msg\":\(JSONText.quoted(Redaction.apply("\(event.message)")))"
        if let trace = TraceContext.current { line += ",\"trace_id\":\"\(trace.traceID)\"" }
        if let error = event.error {
            line += ",\"error\":\(JSONText.quoted(Redaction.apply(String(reflecting: error))))"
        }
        var all = metadata
        if let provided = metadataProvider?.get() { all.merge(provided) { _, new in new } }
        if let own = event.metadata { all.merge(own) { _, new in new } }
        if !all.isEmpty { line += ",\"metadata\":\(Self.json(all))" }
        sink.append(line + "}\n")
    }

    private static let timestamp = Date.ISO8601FormatStyle(includingFractionalSeconds: true)

    private static func json(_ metadata: Logger.Metadata) -> String {
        let pairs = metadata.sorted { $0.key < $1.key }.map { key, value in
            "\(JSONText.quoted(key)):\(json(value))"
        }
        return "{" + pairs.joined(separator: ",") + "}"
    }

    private static func json(_ value: Logger.Metadata.Value) -> String {
        switch value {
        case .string(let text): JSONText.quoted(Redaction.apply(text))
        case .stringConvertible(let value): json(convertible: value)
        case .dictionary(let nested): json(nested)
        case .array(let values): "[" + values.map(json).joined(separator: ",") + "]"
        }
    }

    /// Small numbers and truth values stay what they are; a number of eleven digits or more could
    /// be a person's, so it takes the way of texts.
    private static func json(convertible value: any CustomStringConvertible & Sendable) -> String {
        let text = value.description
        switch value {
        case is Bool: return text
        case is any BinaryInteger where text.utf8.count < 11: return text
        case let number as Double where number.isFinite && text.utf8.count < 11: return text
        default: return JSONText.quoted(Redaction.apply(text))
        }
    }
}
