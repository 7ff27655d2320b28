package import Foundation

/// A typed identifier: a UUIDv7 that can only be used for the kind of thing it names.
///
/// `Of` is a marker without values, see `EntityIDs.swift`. Ids are made by a service's shell
/// (request ids by the caller) and handed into Core, so that decisions stay repeatable.
package struct Identifier<Of>: Hashable, Sendable, CustomStringConvertible {
    /// The 128 bits themselves, as stored in a `uuid` column.
    package let rawValue: UUID

    /// Wraps an id that exists already.
    package init(_ rawValue: UUID) { self.rawValue = rawValue }

    /// Reads the 36-character form; `nil` when the text is anything else.
    package init?(_ text: String) {
        guard let value = UUID(text: text) else { return nil }
        self.rawValue = value
    }

    /// Lower-case canonical form (RFC 9562, section 4).
    package var description: String { rawValue.text }
}
