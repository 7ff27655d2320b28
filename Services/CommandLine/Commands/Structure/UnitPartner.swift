import ArgumentParser
import Foundation
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliRuntime

/// `taoli unit partner`
struct UnitPartner: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "partner",
        abstract: "Registers an organisation that is no school: a university, an institute.",
        discussion: """
            Examples:
              taoli unit partner 师范大学 --kind university --district 450102
              taoli unit partner 市教科院 --kind institute --district 450100
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "Its name.") var name: String
    @Option(help: "university, institute, enterprise or association.") var kind: String
    @Option(help: "Code of the district that keeps its record, or of the city.")
    var district: String

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let requestID = CommandContext.requestID()
        let partner = try await context.connected(to: .registry) { [self] remote in
            try await Taoli_Registry_V1_PartnerService.Client(wrapping: remote.grpc)
                .registerPartner(
                    .with {
                        $0.requestID = requestID
                        $0.name = name
                        $0.kind = kind
                        $0.district = district
                    }
                ).partner
        }
        try context.show(partner)
    }
}

/// `taoli unit partnership`
struct UnitPartnership: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "partnership",
        abstract: "Lets a partner work with a group from a day on, or with --end no longer.",
        discussion: """
            Examples:
              taoli unit partnership 师范大学 桃李教育集团 --subject 课程共建 --from 2026-09-01
              taoli unit partnership 师范大学 桃李教育集团 --end --until 2027-09-01 --reason 期满
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions
    @OptionGroup var time: TimeOptions

    @Argument(help: "The partner: id or full name.") var partner: String
    @Argument(help: "The group: id or full name.") var group: String
    @Option(help: "What they work on, in a few words.") var subject = ""
    @Flag(help: "End the partnership on --until (default: today).") var end = false
    @Option(help: "Why; kept in the history.") var reason = ""

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let requestID = CommandContext.requestID()
        let changed = try await context.connected(to: .registry) { [self] remote in
            let group = try await UnitFinder(remote: remote, on: nil, rule: .full).groups.id(
                named: group)
            let calls = Taoli_Registry_V1_PartnerService.Client(wrapping: remote.grpc)
            let partner = try await PartnerFinder(calls: calls).id(named: partner)
            if end {
                return try await calls.endPartnership(
                    .with {
                        $0.requestID = requestID
                        $0.partnerID = partner
                        $0.groupID = group
                        $0.until = time.until
                        $0.reason = reason
                    }
                ).partner
            }
            return try await calls.beginPartnership(
                .with {
                    $0.requestID = requestID
                    $0.partnerID = partner
                    $0.groupID = group
                    $0.subject = subject
                    $0.from = time.from
                    $0.until = time.until
                    $0.reason = reason
                }
            ).partner
        }
        try context.show(changed)
    }
}

/// Finds the partner that a person means: by id or by name.
struct PartnerFinder: Sendable {
    let calls: any Taoli_Registry_V1_PartnerService.ClientProtocol

    /// - Throws: ``CommandFailure`` when nothing has exactly that name, or several have.
    func id(named name: String) async throws -> String {
        if let id = UUID(uuidString: name) { return id.uuidString.lowercased() }
        let found = try await partners(name: name, kind: "", district: "")
        return try Match.one(name, "partner", found, .full, id: \.id, names: { [$0.name] }).id
    }

    func partners(name: String, kind: String, district: String) async throws
        -> [Taoli_Registry_V1_Partner]
    {
        try await CommandContext.allPages { cursor in
            let page = try await calls.listPartners(
                .with {
                    $0.page = .at(cursor)
                    $0.name = name
                    $0.kind = kind
                    $0.district = district
                })
            return (page.partners, page.nextCursor)
        }
    }
}

/// `taoli unit partners`
struct UnitPartners: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "partners",
        abstract: "Lists partners, or with --links with which groups they work or worked.",
        discussion: """
            Examples:
              taoli unit partners --kind university
              taoli unit partners --links --group 桃李教育集团 --on 2026-09-01 --format csv
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Option(help: "Part of a partner's name.") var name = ""
    @Option(help: "university, institute, enterprise or association.") var kind = ""
    @Option(help: "Only kept by this district.") var district = ""
    @Flag(help: "Partnerships instead of partners.") var links = false
    @Option(help: "With --links: only of this group, id or name.") var group: String?
    @Option(help: "With --links: only those that hold on this day.", transform: Parse.date)
    var on: CalendarDate?

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        guard links else {
            let found = try await context.connected(to: .registry) { [self] remote in
                let calls = Taoli_Registry_V1_PartnerService.Client(wrapping: remote.grpc)
                return try await PartnerFinder(calls: calls).partners(
                    name: name, kind: kind, district: district)
            }
            return try context.show(list: found)
        }
        let found = try await context.connected(to: .registry) { [self] remote in
            var id = ""
            if let group {
                id = try await UnitFinder(remote: remote, on: nil, rule: .part(context)).groups.id(
                    named: group)
            }
            let wanted = id
            let calls = Taoli_Registry_V1_PartnerService.Client(wrapping: remote.grpc)
            return try await CommandContext.allPages { cursor in
                let page = try await calls.listPartnerships(
                    .with {
                        $0.page = .at(cursor)
                        $0.groupID = wanted
                        $0.on = on?.description ?? ""
                    })
                return (page.partnerships, page.nextCursor)
            }
        }
        try context.show(list: found)
    }
}
