import Foundation

/// A message's headers in the order they are sent; names may repeat.
///
/// Names and values lie behind each other in one piece of memory: an event has a dozen headers, which
/// would be two allocations each.
package struct KafkaHeaders: Sendable, Equatable {
    /// Where a header ends; it begins where the one before ended.
    private struct Place: Equatable {
        var nameEnd: Int
        var valueEnd: Int
        var isNull: Bool
    }

    private var bytes: [UInt8] = []
    private var places: [Place] = []

    /// None.
    package init() {}

    /// The same in one piece.
    package init(_ headers: some Sequence<KafkaHeader>) {
        for header in headers {
            guard let value = header.value else {
                append(header.name, bytes: nil)
                continue
            }
            value.withUnsafeBytes { append(header.name, bytes: $0) }
        }
    }

    /// Makes room, for whoever knows about how much will come.
    package mutating func reserve(headers: Int, bytes: Int) {
        places.reserveCapacity(headers)
        self.bytes.reserveCapacity(bytes)
    }

    /// - Parameter value: `nil` is Kafka's null, which differs from empty; its bytes are copied.
    package mutating func append(_ name: String, bytes value: UnsafeRawBufferPointer?) {
        var name = name
        name.withUTF8 { append(UnsafeRawBufferPointer($0), value) }
    }

    /// A header whose value is text.
    package mutating func append(_ name: String, text: String) {
        var text = text
        text.withUTF8 { append(name, bytes: UnsafeRawBufferPointer($0)) }
    }

    /// The same for whoever has the name as bytes.
    mutating func append(_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer?) {
        bytes.append(contentsOf: name)
        let nameEnd = bytes.count
        if let value { bytes.append(contentsOf: value) }
        places.append(Place(nameEnd: nameEnd, valueEnd: bytes.count, isNull: value == nil))
    }

    /// Bytes of all names and values.
    package var size: Int { bytes.count }

    /// The value of the first header of that name as text; nil when there is none, or it is null or
    /// not UTF-8.
    package func text(_ name: String) -> String? {
        withValue(of: name) { $0.flatMap { String(validating: $0, as: UTF8.self) } }
    }

    /// Lends the bytes of the first header of that name; nil when there is none, or it is null.
    package func withValue<T>(
        of name: String, _ body: (UnsafeRawBufferPointer?) throws -> T
    ) rethrows -> T {
        try bytes.withUnsafeBytes { bytes in
            var start = 0
            for place in places {
                if isName(name, bytes[start..<place.nameEnd]) {
                    guard !place.isNull else { break }
                    return try body(
                        UnsafeRawBufferPointer(rebasing: bytes[place.nameEnd..<place.valueEnd]))
                }
                start = place.valueEnd
            }
            return try body(nil)
        }
    }

    private func isName(_ name: String, _ bytes: Slice<UnsafeRawBufferPointer>) -> Bool {
        name.utf8.count == bytes.count && name.utf8.elementsEqual(bytes)
    }

    /// Lends each header's name and value in turn, for whoever passes them on without copies.
    package func forEachPair(_ body: (UnsafeRawBufferPointer, UnsafeRawBufferPointer?) -> Void) {
        bytes.withUnsafeBytes { bytes in
            var start = 0
            for place in places {
                body(
                    UnsafeRawBufferPointer(rebasing: bytes[start..<place.nameEnd]),
                    place.isNull
                        ? nil
                        : UnsafeRawBufferPointer(rebasing: bytes[place.nameEnd..<place.valueEnd]))
                start = place.valueEnd
            }
        }
    }
}

extension KafkaHeaders: RandomAccessCollection, ExpressibleByArrayLiteral {
    /// Those of a literal.
    package init(arrayLiteral headers: KafkaHeader...) { self.init(headers) }

    /// The first.
    package var startIndex: Int { 0 }
    /// How many there are.
    package var endIndex: Int { places.count }

    /// A copy of one of them.
    package subscript(index: Int) -> KafkaHeader {
        let (start, place) = (index == 0 ? 0 : places[index - 1].valueEnd, places[index])
        return KafkaHeader(
            name: String(decoding: bytes[start..<place.nameEnd], as: UTF8.self),
            value: place.isNull ? nil : Data(bytes[place.nameEnd..<place.valueEnd]))
    }
}
