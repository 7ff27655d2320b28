import GRPCCore
import TaoliModels
import TaoliRuntime
import TaoliSheets
import Testing

@testable import taoli

@Suite("Errors and exit codes")
struct CommandExitTests {
    @Test(
        "A failed call ends with the exit code of its kind",
        arguments: [
            (RPCError.Code.invalidArgument, CommandExit.dataInvalid), (.notFound, .dataInvalid),
            (.alreadyExists, .dataInvalid), (.failedPrecondition, .dataInvalid),
            (.permissionDenied, .noPermission), (.unauthenticated, .noPermission),
            (.unavailable, .unavailable), (.aborted, .tryAgain), (.deadlineExceeded, .tryAgain),
            (.internalError, .bug), (.unknown, .bug), (.unimplemented, .bug),
            (.resourceExhausted, .dataInvalid),
        ])
    func codes(code: RPCError.Code, status: CommandExit) {
        #expect(CommandExit(RemoteFailure(RPCError(code: code, message: ""))) == status)
    }

    @Test("The numbers are those of the manual")
    func numbers() {
        let all: [CommandExit] = [
            .ok, .usage, .dataInvalid, .unavailable, .bug, .tryAgain, .noPermission,
        ]
        #expect(all.map(\.rawValue) == [0, 64, 65, 69, 70, 75, 77])
    }

    @Test("An error says what, where and what to do, in the language asked for")
    func wording() {
        let refusal = Refusal(
            .precondition, "already-member", clause: "JD-3", field: "site_id",
            what: Wording("该校已在集团中。", "The school is in the group already."),
            next: Wording("请先退出。", "Leave first."))
        let report = ErrorReport(refusal)
        #expect(report.status == .dataInvalid)
        #expect(
            report.text(in: .en) == """
                taoli: error: The school is in the group already.
                  where: field site_id, already-member, clause JD-3
                  to do: Leave first.

                """)
        #expect(
            report.text(in: .zh).hasPrefix(
                "taoli：错误：该校已在集团中。\n  位置：字段 site_id，代码 already-member，条款 JD-3\n"))
    }

    @Test("A service that cannot be reached is named with its address")
    func unreachable() {
        let failure = ServiceFailure(
            service: .rotation, endpoint: "127.0.0.1:1",
            failure: RemoteFailure(RPCError(code: .unavailable, message: "refused")))
        let report = ErrorReport(failure)
        #expect(report.status == .unavailable)
        #expect(report.place.english.contains("rotation 127.0.0.1:1"))
    }

    @Test("What nobody expected is a bug and says what it was")
    func unexpected() {
        struct Odd: Error {}
        let report = ErrorReport(Odd())
        #expect(report.status == .bug)
        #expect(report.what.english.contains("Odd"))
    }

    @Test("Error texts from a server cannot send escape sequences")
    func harmless() {
        let failure = CommandFailure(
            .dataInvalid, Wording("a\u{1B}[2J", "a\u{1B}[2J"), next: Wording("", ""))
        #expect(!ErrorReport(failure).text(in: .en).contains("\u{1B}"))
    }

    @Test(
        "The language follows LC_ALL before LANG, and is English otherwise",
        arguments: [
            (["LANG": "zh_CN.UTF-8"], Language.zh), (["LANG": "C.UTF-8"], .en), ([:], .en),
            (["LC_ALL": "en_GB", "LANG": "zh_CN"], .en), (["LC_ALL": "", "LANG": "zh_TW"], .zh),
        ])
    func languages(environment: [String: String], language: Language) {
        #expect(Language(environment: environment) == language)
    }
}
