import ArgumentParser
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliRuntime

/// `taoli bus status`
struct BusStatus: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Shows outbox, consumers, leases and alarms.",
        discussion: """
            Without --service it shows the four services side by side. Exit code 75 when something \
            is late and may pass by itself, 65 when somebody must act (events set aside, a consumer \
            stopped), 69 when a service does not answer.

            Examples:
              taoli bus status
              taoli bus status --service rotation --partitions --format json
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Option(help: "registry, rotation, evaluation or notification (default: all).")
    var service: ServiceName?
    @Flag(help: "Show every partition of every consumer too.") var partitions = false

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let reports: [BusReport] =
            if let service {
                [try await ask(service, context)]
            } else {
                try await askAll(context)
            }
        try show(reports, context)
        for entry in reports {
            for alarm in entry.status.alarms {
                context.console.note(
                    context.text("警告：", "warning: ")
                        + "\(entry.service.rawValue) \(alarm.subject): "
                        + Wording(alarm.chinese, alarm.english).text(in: context.language))
            }
        }
        let codes = reports.map(\.exit)
        for code in [CommandExit.unavailable, .dataInvalid, .tryAgain] where codes.contains(code) {
            throw QuietExit(status: code)
        }
    }

    private func ask(_ service: ServiceName, _ context: CommandContext) async throws -> BusReport {
        let request = Taoli_Bus_V1_BusStatusRequest.with { $0.partitions = partitions }
        let status = try await context.connected(to: service) { remote in
            try await Taoli_Bus_V1_BusService.Client(wrapping: remote.grpc).busStatus(request)
        }
        return BusReport(service: service, status: status, isAnswered: true)
    }

    /// All services; one that does not answer is told of and keeps no other from being shown.
    private func askAll(_ context: CommandContext) async throws -> [BusReport] {
        var reports: [BusReport] = []
        for service in ServiceName.allCases {
            do {
                reports.append(try await ask(service, context))
            } catch let failure as ServiceFailure where failure.service == service {
                let error = ErrorReport(failure)
                guard error.status == .unavailable || error.status == .tryAgain else {
                    throw failure
                }
                context.console.writeNote(error.text(in: context.language))
                reports.append(BusReport(service: service, status: .init(), isAnswered: false))
            }
        }
        return reports
    }

    private func show(_ reports: [BusReport], _ context: CommandContext) throws {
        guard let only = reports.first, service != nil, context.workbook == nil else {
            return try context.show(list: reports)
        }
        guard context.format != .json else {
            return try context.console.data(only.status.json.indented)
        }
        let parts = [
            only.status.summary.text(in: context.language),
            context.section(only.status.consumers).text,
            context.section(only.status.rebuilds).text,
            context.section(only.status.partitions).text,
            context.section(only.status.leases).text,
        ]
        try context.console.writeData(parts.filter { !$0.isEmpty }.joined(separator: "\n"))
    }
}

/// One service's answer, or that there was none.
struct BusReport: Sendable {
    /// Alarms that do not pass by themselves.
    static let needsPerson: Set<String> = ["halted", "parked"]

    let service: ServiceName
    let status: Taoli_Bus_V1_BusStatusResponse
    let isAnswered: Bool

    /// What the status means for a script.
    var exit: CommandExit {
        if !isAnswered { return .unavailable }
        if status.alarms.isEmpty { return .ok }
        return status.alarms.contains { BusReport.needsPerson.contains($0.slug) }
            ? .dataInvalid : .tryAgain
    }
}
