import ArgumentParser
import EvaluationCore
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliRuntime

/// `taoli verdict districts`
struct VerdictDistricts: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "districts",
        abstract: "Counts each district's units: how many have a name, and how a year came out.",
        discussion: """
            For the city's assessment of its districts. Units with a published result of the year \
            by the pack's standards are assessed; met and not met is what counts since the last \
            correction. A name that was taken away is none. Schools' own records are left out.

            Examples:
              taoli verdict districts --year 2024-2025
              taoli verdict districts --year 2024-2025 --pack SH --format xlsx --output 区考核.xlsx
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Option(help: "The year that was assessed, e.g. 2024-2025.") var year: String
    @Option(help: "The pack's id.") var pack = "SH"

    var identityOption: String? { identity.keyFile }

    func validate() throws {
        if CyclePeriod(year) == nil {
            throw ValidationError("'\(year)' is no year like 2024-2025 or 2024.")
        }
    }

    func perform(in context: CommandContext) async throws {
        let districts = try await context.connected(to: .registry) { remote in
            try await Taoli_Registry_V1_SchoolService.Client(wrapping: remote.grpc)
                .listDistricts(.init()).districts
        }
        let records = try await context.connected(to: .evaluation) { [self] remote in
            let calls = Taoli_Evaluation_V1_VerdictService.Client(wrapping: remote.grpc)
            return try await CommandContext.allPages { cursor in
                let page = try await calls.listVerdicts(
                    .with {
                        $0.page = .at(cursor)
                        $0.pack = pack
                    })
                return (page.records, page.nextCursor)
            }
        }
        let names = Dictionary(districts.map { ($0.code, $0.name) }) { first, _ in first }
        let units = Dictionary(grouping: records.filter(\.schoolID.isEmpty), by: \.district)
        let codes = units.keys.sorted(by: ByteOrder.isBefore)
        try context.show(
            list: codes.map { code in
                DistrictVerdicts(
                    district: code, name: names[code] ?? "", pack: pack, year: year,
                    units: units[code] ?? [])
            })
    }
}
