import Foundation
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliPolicy
import TaoliRuntime

/// The pack that a district follows, as registry keeps it.
struct FollowedPolicy: Sendable {
    let binding: Taoli_Registry_V1_PolicyBinding
    /// Byte for byte as it was bound.
    let file: Data

    /// - Throws: ``CommandFailure`` when the district follows none.
    static func find(
        _ district: String, for function: PolicyFunction, in year: SchoolYear,
        _ context: CommandContext
    ) async throws -> FollowedPolicy {
        try await context.connected(to: .registry) { remote in
            let calls = Taoli_Registry_V1_PolicyService.Client(wrapping: remote.grpc)
            let bindings = try await CommandContext.allPages { cursor in
                let page = try await calls.listBindings(
                    .with {
                        $0.page = .at(cursor)
                        $0.district = district
                    })
                return (page.bindings, page.nextCursor)
            }
            guard let binding = current(of: bindings, for: function, in: year) else {
                throw none(district, year)
            }
            let version = binding.version
            let answer = try await calls.getPolicy(.with { $0.version = version })
            return FollowedPolicy(binding: binding, file: answer.file)
        }
    }

    /// The binding that counts, as the services choose it: one for the function itself before one
    /// for cases; of those that began by then the latest; of one year the last.
    ///
    /// - Parameter bindings: of one district, newest first.
    static func current(
        of bindings: [Taoli_Registry_V1_PolicyBinding], for function: PolicyFunction,
        in year: SchoolYear
    ) -> Taoli_Registry_V1_PolicyBinding? {
        for name in [function.rawValue, PolicyFunction.cases.rawValue] {
            let begun = bindings.filter { binding in
                guard let since = SchoolYear(binding.schoolYear) else { return false }
                return binding.function == name && since <= year
            }
            // Years are of four digits.
            if let latest = begun.map(\.schoolYear).max() {
                return begun.first { $0.schoolYear == latest }
            }
        }
        return nil
    }

    /// - Throws: ``CommandFailure`` for a file that this build cannot read.
    func pack() throws -> PolicyPack {
        do {
            return try PolicyPack.load(bound: file, file: "\(binding.pack).yaml")
        } catch {
            throw PolicySource.failure(error)
        }
    }

    /// Which pack that is, for a line above its rules.
    var headline: Wording {
        let version = binding.version.prefix(12)
        return Wording(
            "\(binding.district) 自 \(binding.schoolYear) 学年起采用 \(binding.pack)，版本 \(version)"
                + "（\(binding.origin.chinese)）。",
            "\(binding.district) follows \(binding.pack) from \(binding.schoolYear) on, version "
                + "\(version) (\(binding.origin.english)).")
    }

    private static func none(_ district: String, _ year: SchoolYear) -> CommandFailure {
        CommandFailure(
            .dataInvalid,
            Wording(
                "\(district) 在 \(year) 学年没有采用任何政策包，或不在您的辖区内。",
                "District \(district) follows no policy pack in \(year), or is not in your scope."),
            next: Wording(
                "请用 taoli policy bindings 查看，用 taoli policy bind 采用一个。",
                "See taoli policy bindings; bind one with taoli policy bind."))
    }
}

extension Taoli_Registry_V1_PolicyBinding {
    /// Whether the file is the one that comes with this release.
    var isShipped: Bool { PolicyPacks.shipped[pack]?.version == version }

    /// The same in words.
    var origin: Wording {
        isShipped ? Wording("产品所带", "as shipped") : Wording("与产品所带不同", "not as shipped")
    }
}
