import Foundation
import TaoliPolicy

/// The pack by which a plan, a placement or a cycle is made: the one that is named, or the district's.
enum ChosenPack {
    /// - Parameter name: a pack's id or a file of one's own; `nil` leaves it to the service to take the
    ///   pack that the district follows in the school year.
    static func find(_ name: String?) throws -> (id: String, file: Data) {
        guard let name else { return ("", Data()) }
        let id = name.uppercased()
        if PolicyPacks.shipped[id] ?? PolicyPacks.examples[id] != nil { return (id, Data()) }
        _ = try PolicySource.pack(name)
        return ("", try PolicySource.bytes(name))
    }
}
