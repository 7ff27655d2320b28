package import Foundation

extension String: PostgresEncodable {
    package static var postgresType: PostgresType { .text }

    package func encode(postgres encoder: inout PostgresEncoder) -> Bool {
        var text = self
        let hasNUL = text.withUTF8 { utf8 in
            encoder.append(contentsOf: utf8)
            return utf8.contains(0)
        }
        if hasNUL { encoder.refuse(PostgresEncoder.nulInText) }
        return true
    }
}

extension Bool: PostgresEncodable {
    package static var postgresType: PostgresType { .bool }

    package func encode(postgres encoder: inout PostgresEncoder) -> Bool {
        encoder.append(UInt8(self ? 1 : 0))
        return true
    }
}

extension Int: PostgresEncodable {
    package static var postgresType: PostgresType { .int8 }

    package func encode(postgres encoder: inout PostgresEncoder) -> Bool {
        encoder.append(Int64(self))
        return true
    }
}

extension Int64: PostgresEncodable {
    package static var postgresType: PostgresType { .int8 }

    package func encode(postgres encoder: inout PostgresEncoder) -> Bool {
        encoder.append(self)
        return true
    }
}

extension Int32: PostgresEncodable {
    package static var postgresType: PostgresType { .int4 }

    package func encode(postgres encoder: inout PostgresEncoder) -> Bool {
        encoder.append(self)
        return true
    }
}

extension Int16: PostgresEncodable {
    package static var postgresType: PostgresType { .int2 }

    package func encode(postgres encoder: inout PostgresEncoder) -> Bool {
        encoder.append(self)
        return true
    }
}

extension Double: PostgresEncodable {
    package static var postgresType: PostgresType { .float8 }

    package func encode(postgres encoder: inout PostgresEncoder) -> Bool {
        encoder.append(bitPattern)
        return true
    }
}

extension UUID: PostgresEncodable {
    package static var postgresType: PostgresType { .uuid }

    package func encode(postgres encoder: inout PostgresEncoder) -> Bool {
        withUnsafeBytes(of: uuid) { encoder.append(contentsOf: $0) }
        return true
    }
}

extension Data: PostgresEncodable {
    package static var postgresType: PostgresType { .bytea }

    package func encode(postgres encoder: inout PostgresEncoder) -> Bool {
        encoder.append(contentsOf: self)
        return true
    }
}

extension Date: PostgresEncodable {
    package static var postgresType: PostgresType { .timestamptz }

    package func encode(postgres encoder: inout PostgresEncoder) -> Bool {
        // Binary timestamptz counts microseconds from 2000-01-01; Foundation's reference date is
        // a year later.
        let microseconds =
            ((timeIntervalSinceReferenceDate + Timestamp.referenceOffset) * 1_000_000).rounded()
        guard let value = Int64(exactly: microseconds), Timestamp.range.contains(value) else {
            encoder.refuse("the instant lies outside of what PostgreSQL can store")
            return true
        }
        encoder.append(value)
        return true
    }
}

extension Array: PostgresEncodable where Element: PostgresEncodable {
    package static var postgresType: PostgresType {
        PostgresType(oid: Element.postgresType.arrayOID, arrayOID: 0)
    }

    package func encode(postgres encoder: inout PostgresEncoder) -> Bool {
        if Element.postgresType.arrayOID == 0 {
            encoder.refuse("arrays of arrays cannot be bound")
            return true
        }
        encoder.append(Int32(isEmpty ? 0 : 1))  // dimensions
        let hasNull = encoder.bytes.count
        encoder.append(Int32(0))
        encoder.append(Element.postgresType.oid)
        if isEmpty { return true }
        encoder.append(Int32(count))
        encoder.append(Int32(1))  // lower bound
        for element in self {
            let length = encoder.bytes.count
            encoder.append(Int32(-1))
            if element.encode(postgres: &encoder) {
                encoder.replace(at: length, with: Int32(encoder.bytes.count - length - 4))
            } else {
                encoder.replace(at: hasNull, with: 1)
            }
        }
        return true
    }
}
