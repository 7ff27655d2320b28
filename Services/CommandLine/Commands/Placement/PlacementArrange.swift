import ArgumentParser
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliRuntime

/// What commands that arrange placements have in common.
struct ArrangementOptions: ParsableArguments {
    @Option(help: "The group: id or full name.") var group: String
    @Option(help: "The receiving school: id, external id or full name.") var to: String
    @Option(help: "First day there, YYYY-MM-DD.", transform: Parse.date) var from: CalendarDate
    @Option(help: "First day back at home, YYYY-MM-DD.", transform: Parse.date)
    var until: CalendarDate
    @Option(
        help: "The stage taught there (default: the person's own).", transform: Parse.stage)
    var stage: Stage?
    @Option(help: "How the school belongs to the group, as the pack names it.") var mode = ""
    @Option(
        help: "A policy pack by id, or a file of your own (default: the district's).")
    var pack: String?
    @Option(help: "Why; kept in the audit.") var reason = ""

    /// Arranges the placements and shows them.
    func arrange(
        _ kind: String, _ members: [Taoli_Rotation_V1_ArrangedMember], inReturn: [String] = [],
        team: String? = nil, _ context: CommandContext
    ) async throws {
        let groupID = try await UnitOptions.groupID(group, on: from, .full, context)
        let school = try await context.connected(to: .registry) { [self] remote in
            try await MemberFinder.find(in: groupID, on: from, remote).school(named: to)
        }
        let (id, file) = try ChosenPack.find(pack)
        let requestID = CommandContext.requestID()
        let made = try await context.placements { [self] calls in
            try await calls.arrangePlacements(
                .with {
                    $0.requestID = requestID
                    $0.groupID = groupID
                    $0.kind = kind
                    $0.receivingSchoolID = school
                    $0.from = from.description
                    $0.until = until.description
                    $0.stage = stage?.rawValue ?? ""
                    $0.mode = mode
                    $0.members = members
                    $0.inReturnPersonIds = inReturn
                    $0.teamID = team ?? ""
                    $0.pack = id
                    $0.packFile = file
                    $0.reason = reason
                }
            ).placements
        }
        try context.show(list: made)
    }
}

/// `taoli placement arrange`
struct PlacementArrange: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "arrange",
        abstract: "Arranges a placement that no plan makes, for one or several people.",
        discussion: """
            The pack says which kinds a bureau or a group arranges so, e.g. secondment, shadowing, \
            mentoring, part_time, and whether they take the whole working time. Nobody is in two \
            places at once: the shares of one day are at most 100.

            Examples:
              taoli placement arrange secondment 0199d001-… --group 桃李教育集团 --to 牵头校 \
            --from 2026-09-01 --until 2027-09-01
              taoli placement arrange mentoring 0199d001-… --mentor 0199d002-… --share 20 \
            --group 桃李教育集团 --to 牵头校 --from 2026-09-01 --until 2027-07-01
              taoli placement arrange part_time 0199d001-… --share 40 --group 东山学区 \
            --to 近校 --from 2026-09-01 --until 2027-02-01 --reason 走教
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions
    @OptionGroup var what: ArrangementOptions

    @Argument(help: "The kind, as the pack names it.") var kind: String
    @Argument(help: "Who is placed: ids.", transform: Parse.id) var persons: [String]
    @Option(help: "Whole percent of the working time of each.") var share: Int32?
    @Option(help: "Who guides them at the receiving school: id.", transform: Parse.id)
    var mentor: String?

    var identityOption: String? { identity.keyFile }

    func validate() throws {
        guard !persons.isEmpty else { throw ValidationError("Name who is placed.") }
        guard share.map({ (1...100).contains($0) }) ?? true else {
            throw ValidationError("--share is 1 to 100.")
        }
    }

    func perform(in context: CommandContext) async throws {
        let members = persons.map { person in
            Taoli_Rotation_V1_ArrangedMember.with {
                $0.personID = person
                $0.share = share ?? 0
                $0.mentorID = mentor ?? ""
            }
        }
        try await what.arrange(kind, members, context)
    }
}

/// `taoli placement dispatch`
struct PlacementDispatch: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "dispatch",
        abstract: "Sends a team to a member of the group, with those who come in return (XN-5).",
        discussion: """
            One person a row: person (id), post (as the pack names it, or in_return for those who \
            come from the member), moves_employment (0 or 1). The team is checked as a whole: its \
            size, posts, who may hold them, employment, who comes in return. With --join the people \
            go to a team that is out, e.g. in the place of somebody who left it.

            Examples:
              taoli placement dispatch team.csv --group 桃李教育集团 --to 成员校 --mode entrusted \
            --from 2026-09-01 --until 2029-09-01
              taoli placement dispatch more.csv --join 0199c2f3-… --group 桃李教育集团 --to 成员校 \
            --mode entrusted --from 2027-02-20 --until 2029-09-01
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions
    @OptionGroup var what: ArrangementOptions

    @Argument(help: ArgumentHelp("CSV file, one person a row.", valueName: "file"))
    var input: String
    @Option(help: "The kind, as the pack names it.") var kind = "management_dispatch"
    @Option(help: "A team that is out: id.", transform: Parse.id) var join: String?

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        var members: [Taoli_Rotation_V1_ArrangedMember] = []
        var others: [String] = []
        let file = StudentFile(path: input, layout: RotationTeam.layout)
        try file.read(Wording("读取团队", "reading the team"), in: context) { row in
            if row[1] == RotationTeam.inReturn {
                others.append(row[0])
            } else {
                let moves = try row.flag(3)
                members.append(
                    .with {
                        $0.personID = row[0]
                        $0.post = row[1]
                        $0.movesEmployment = moves
                    })
            }
        }
        try await what.arrange(kind, members, inReturn: others, team: join, context)
    }
}
