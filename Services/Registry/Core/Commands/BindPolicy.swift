package import Foundation
import TaoliModels
import TaoliPolicy

/// Lets a district follow a pack from a school year on. The file goes with it, so that every listener
/// reads the very version, whatever packs its own release brings.
package struct BindPolicy: Sendable {
    /// Bytes of a file in one event, which may have 64 KiB.
    static let partBytesMax = 49_152

    package let binding: PolicyBinding
    /// The file whose SHA-256 is the binding's version.
    package let file: Data

    package init(_ binding: PolicyBinding, file: Data) {
        self.binding = binding
        self.file = file
    }

    /// - Parameter stored: the district that the binding names.
    /// - Returns: the file in parts, then `PolicyBound`.
    package func decide(_ stored: District) -> Decision<District> {
        var log = ChangeLog(.district(stored.code), version: stored.version)
        for part in parts { log.record(.policyFileKept(part), districts: [stored.code]) }
        log.record(
            .policyBound(binding),
            fields: [
                .between(
                    binding.function.rawValue, String?.none, "\(binding.pack) \(binding.version)"),
                .between("school_year", String?.none, binding.schoolYear),
            ], districts: [stored.code])
        var bound = stored
        bound.version = log.version
        return Decision(state: bound, changes: log.changes)
    }

    private var parts: [PolicyFilePart] {
        let starts = Array(stride(from: 0, to: file.count, by: BindPolicy.partBytesMax))
        return starts.enumerated().map { index, start in
            PolicyFilePart(
                district: binding.district, pack: binding.pack, version: binding.version,
                number: index + 1, count: starts.count,
                bytes: Data(file.dropFirst(start).prefix(BindPolicy.partBytesMax)))
        }
    }
}
