import GRPCCore
import TaoliModels
import TaoliRuntime
import TaoliSheets

/// An error as it is told to a person: what, where, what to do; and the exit code.
struct ErrorReport: Hashable, Sendable {
    let status: CommandExit
    let what: Wording
    /// What is wrong one by one, a line each.
    let details: [Wording]
    let place: Wording
    let next: Wording

    /// Reads any error; what nobody expected is a bug and says so.
    init(_ error: any Error) {
        switch error {
        case let failure as CommandFailure:
            self.init(
                failure.status, failure.what, Wording(failure.place, failure.place), failure.next,
                details: failure.details)
        case let failure as ServiceFailure:
            self.init(failure)
        case let failure as RemoteFailure:
            self.init(
                CommandExit(failure), failure.details.what, ErrorReport.place(failure.details),
                failure.details.next)
        case let refusal as Refusal:
            self.init(
                CommandExit(refusal), refusal.what, ErrorReport.place(FailureDetails(refusal)),
                refusal.next)
        case let problem as FileProblem:
            self.init(problem)
        case let error as IdentityError:
            self.init(.noPermission, error.wording, nowhere, error.next)
        case is CancellationError:
            self.init(
                .tryAgain, Wording("操作已中断。", "Interrupted."), nowhere,
                Wording("请重新执行该命令。", "Run the command again."))
        default:
            self.init(
                .bug, Wording("程序出错：\(error)", "A fault of this program: \(error)"), nowhere,
                Wording("请把这段文字告诉管理员。", "Give this text to an operator."))
        }
    }

    private init(
        _ status: CommandExit, _ what: Wording, _ place: Wording, _ next: Wording,
        details: [Wording] = []
    ) {
        self.status = status
        self.what = what
        self.details = details
        self.place = place
        self.next = next
    }

    private init(_ failure: ServiceFailure) {
        let details = failure.failure.details
        let address = "\(failure.service.rawValue) \(failure.endpoint)"
        let more = ErrorReport.place(details)
        self.init(
            CommandExit(failure.failure), details.what,
            more.english.isEmpty
                ? Wording(address, address)
                : Wording("\(address)；\(more.chinese)", "\(address); \(more.english)"),
            details.next)
    }

    private init(_ problem: FileProblem) {
        self.init(
            .dataInvalid, problem.text,
            problem.row.map { Wording("第 \($0) 行", "row \($0)") } ?? nowhere,
            Wording("请改正文件后重试。", "Correct the file and try again."))
    }

    /// Field, rule and clause of a refusal, for people who search for them.
    private static func place(_ details: FailureDetails) -> Wording {
        Wording(
            [
                details.field.map { "字段 \(fieldName($0))" }, "代码 \(details.slug)",
                details.clause.map { "条款 \($0)" },
            ].compactMap { $0 }.joined(separator: "，"),
            [
                details.field.map { "field \($0)" }, details.slug,
                details.clause.map { "clause \($0)" },
            ].compactMap { $0 }.joined(separator: ", "))
    }

    /// A field with its Chinese name, where there is a word for it.
    private static func fieldName(_ field: String) -> String {
        HistoryWords.fields[field].map { "\(field)（\($0)）" } ?? field
    }

    /// Two or three lines for standard error, and one for each detail.
    func text(in language: Language) -> String {
        let isChinese = language == .zh
        var text =
            (isChinese ? "taoli：错误：" : "taoli: error: ")
            + what.text(in: language).harmless + "\n"
        for detail in details { text += detail.text(in: language).harmless + "\n" }
        let location = place.text(in: language)
        if !location.isEmpty {
            text += (isChinese ? "  位置：" : "  where: ") + location.harmless + "\n"
        }
        let advice = next.text(in: language)
        if !advice.isEmpty { text += (isChinese ? "  建议：" : "  to do: ") + advice.harmless + "\n" }
        return text
    }
}

/// The place of what concerns a command as a whole.
private let nowhere = Wording("", "")
