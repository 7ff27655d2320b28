import Foundation
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliPolicy
import TaoliRuntime

/// The pack by which plans and placements are made: the one that is named, or the district's.
enum ChosenPack {
    /// A pack's id, or its file: one of both.
    ///
    /// - Parameter name: a pack's id or a file of one's own; `nil` asks registry which pack the
    ///   district of the group follows in the school year.
    static func find(
        _ name: String?, of group: String, in year: SchoolYear, _ context: CommandContext
    ) async throws -> (id: String, file: Data) {
        if let name {
            let id = name.uppercased()
            if PolicyPacks.shipped[id] ?? PolicyPacks.examples[id] != nil { return (id, Data()) }
            _ = try PolicySource.pack(name)
            return ("", try PolicySource.bytes(name))
        }
        let file = try await context.connected(to: .registry) { remote -> Data? in
            let groups = Taoli_Registry_V1_GroupService.Client(wrapping: remote.grpc)
            let district = try await groups.getGroup(.with { $0.id = group }).group.district
            let policies = Taoli_Registry_V1_PolicyService.Client(wrapping: remote.grpc)
            let bindings = try await CommandContext.allPages { cursor in
                let page = try await policies.listBindings(
                    .with {
                        $0.page = .at(cursor)
                        $0.district = district
                    })
                return (page.bindings, page.nextCursor)
            }
            guard let version = followed(bindings, in: year) else { return nil }
            return try await policies.getPolicy(.with { $0.version = version }).file
        }
        guard let file else { throw noPack }
        return ("", file)
    }

    /// The version that is followed in a year, of bindings with the newest first: of those that hold
    /// by then the latest year's counts.
    static func followed(_ bindings: [Taoli_Registry_V1_PolicyBinding], in year: SchoolYear)
        -> String?
    {
        var best: (year: SchoolYear, version: String)?
        for binding in bindings {
            guard let from = SchoolYear(binding.schoolYear), from <= year else { continue }
            if best.map({ $0.year < from }) ?? true { best = (from, binding.version) }
        }
        return best?.version
    }

    private static let noPack = CommandFailure(
        .dataInvalid,
        Wording(
            "该区在这一学年没有采用任何政策包。", "The district follows no policy pack in that year."),
        next: Wording(
            "请用 --pack 指明，或先用 taoli policy bind 采用一个。",
            "Name one with --pack, or bind one with taoli policy bind first."))
}
