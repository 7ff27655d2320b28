import ArgumentParser

/// `taoli case …`
struct CaseCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "case",
        abstract: "Founding, joining, leaving and extending, step by step as the policy says.",
        discussion: """
            Examples:
              taoli case pending
              taoli case open join --group 桃李教育集团 --site 东山小学 --mode entrusted --years 3
            """,
        subcommands: [
            CaseOpen.self, CaseList.self, CaseShow.self, CasePending.self, CaseDecide.self,
            CaseResubmit.self, CaseWithdraw.self, CaseDelegate.self,
        ])
}

/// What a case is about, as it is written on the command line.
enum CasePurposeName: String, CaseIterable, ExpressibleByArgument, Sendable {
    case found, join, leave, expel, extend, recommend
}

/// How a step is answered.
enum StepOutcomeName: String, CaseIterable, ExpressibleByArgument, Sendable {
    case yes, no, returned
}

extension Parse {
    /// `kind=reference`, e.g. `consent=宁教〔2026〕3号`.
    static func pair(_ text: String) throws -> (key: String, value: String) {
        let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
            throw ValidationError("'\(text)' is not of the form NAME=TEXT.")
        }
        return (parts[0], parts[1])
    }

    /// `9/8/7`: members, present, in favour.
    static func vote(_ text: String) throws -> [Int32] {
        let parts = text.split(separator: "/").map { Int32($0) }
        guard parts.count == 3, parts.allSatisfy({ $0 != nil }) else {
            throw ValidationError("'\(text)' is not MEMBERS/PRESENT/IN-FAVOUR, e.g. 9/8/7.")
        }
        return parts.compactMap { $0 }
    }
}
