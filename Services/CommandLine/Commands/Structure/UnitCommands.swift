import ArgumentParser

/// `taoli unit …`
struct UnitCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unit",
        abstract:
            "How groups come out of one another, and what a bureau says of groups and schools.",
        discussion: """
            Examples:
              taoli unit merge 东山集团 江南集团 --into 桃李教育集团 --on 2026-09-01 --reason 调整
              taoli unit show 桃李教育集团 --on 2024-03-01
            """,
        subcommands: [
            UnitShow.self, UnitMerge.self, UnitSplit.self, UnitRename.self,
            UnitGrade.self, UnitLimit.self, UnitEmblem.self, UnitCategory.self, UnitTown.self,
            UnitEnd.self, UnitDesignations.self, UnitShares.self, UnitEnter.self,
            UnitReverse.self, UnitLedger.self, UnitAgreement.self, UnitAgreements.self,
            UnitPartner.self, UnitPartnership.self, UnitPartners.self,
        ])
}
