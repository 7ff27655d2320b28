import ArgumentParser
import TaoliContracts
import TaoliModels
import TaoliRuntime

/// `taoli staff …`
struct StaffCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "staff",
        abstract: "Persons who work in schools: posts, levels of key teachers, establishment.",
        discussion: """
            Numbers of documents and telephones are shown masked; reveal shows them, and keeps who \
            looked and why.

            Examples:
              taoli staff list --school 桃李小学 --post teacher
              taoli staff register 张三 --number-file - --school 桃李小学 --post teacher \
            --from 2026-09-01
            """,
        subcommands: [
            StaffRegister.self, StaffRevise.self, StaffEmploy.self, StaffTransfer.self,
            StaffEnd.self, StaffAward.self, StaffWithdraw.self, StaffList.self, StaffShow.self,
            StaffHistory.self, StaffReveal.self, StaffReveals.self, StaffExport.self,
            StaffKeys.self, StaffEstablishment.self,
        ])
}

/// The post that a command is about.
struct PostOptions: ParsableArguments {
    @Option(help: "The school: id, external id or full name.") var school: String

    @Option(
        help: """
            principal, party_secretary, executive_principal, vice_principal, middle_manager, \
            teacher, support or other.
            """)
    var post: String

    @Option(help: "Subject taught, e.g. chinese, mathematics.") var subject = ""
    @Option(help: "preschool, primary, junior or senior.") var stage = ""

    @Option(help: "First day in the post, YYYY-MM-DD.", transform: Parse.date)
    var from: CalendarDate

    @Option(
        help: "Since when at the school (default: an earlier post there goes on).",
        transform: Parse.date)
    var schoolSince: CalendarDate?

    @Option(
        help: """
            open_recruitment, talent_plan, designated_post, competition_master, funded_graduate, \
            transfer or other.
            """)
    var channel = ""
}

/// What a person is besides posts.
struct PersonOptions: ParsableArguments {
    @Option(help: "resident_card, passport or travel_permit.") var document = ""

    @Option(
        help: ArgumentHelp(
            "Read the number of the document from the first line of this file; - for input.",
            valueName: "file"))
    var numberFile: String?

    @Option(
        help: ArgumentHelp(
            "Read the telephone number from the first line of this file.", valueName: "file"))
    var phoneFile: String?

    @Option(help: "First day of working life, YYYY-MM-DD.", transform: Parse.date)
    var workingSince: CalendarDate?

    @Option(help: "First day as a teacher, YYYY-MM-DD.", transform: Parse.date)
    var teachingSince: CalendarDate?

    @Option(help: "third, second, first, senior or professor.") var title = ""
    @Option(help: "junior, middle, senior or special.") var principalGrade = ""
}
