import Foundation
package import TaoliModels
package import TaoliPolicy

/// What is refused about the pack that a call names, or that a district should follow.
package enum PackRefusals {
    /// No pack of these has the id.
    package static func unknown(_ id: String, _ known: [String]) -> Refusal {
        let near = NearestName.nearest(to: id, in: known) ?? known.joined(separator: ", ")
        return Refusal(
            .invalid, "unknown-pack", field: "pack",
            what: Wording("没有政策包“\(id)”。", "There is no pack '\(id)'."),
            next: Wording("是否为：\(near)？", "Is this meant: \(near)?"))
    }

    /// Both were given, or neither where one is needed.
    package static let packOrFile = Refusal(
        .invalid, "pack-or-file", field: "pack",
        what: Wording("政策包编号与文件只能给其一。", "Give a pack's id or a file, not both."),
        next: Wording("请写其中之一。", "Give one of them."))

    /// - Parameter field: of the file.
    package static func broken(_ problems: PolicyProblems, field: String) -> Refusal {
        let shown = problems.problems.prefix(5)
        let more = problems.problems.count - shown.count
        func text(_ language: (Wording) -> String) -> String {
            shown.map {
                "\($0.line):\($0.column) \($0.rule) \(language($0.what)) \(language($0.fix))"
            }.joined(separator: "; ") + (more > 0 ? " (+\(more))" : "")
        }
        return broken(Wording(text(\.chinese), text(\.english)), field: field)
    }

    /// - Parameter problem: what is wrong with the pack, without a full stop.
    package static func broken(_ problem: Wording, field: String) -> Refusal {
        Refusal(
            .invalid, "broken-pack", field: field,
            what: Wording(
                "政策包有误：\(problem.chinese)", "The pack is broken: \(problem.english)"),
            next: Wording(
                "请用 taoli policy check 查看全部问题并改正。",
                "See all of it with taoli policy check, and correct the file."))
    }

    static func noneFollowed(_ district: DistrictCode, _ year: SchoolYear) -> Refusal {
        Refusal(
            .precondition, "no-pack-followed", field: "pack",
            what: Wording(
                "\(district) 在 \(year) 学年没有采用任何政策包。",
                "District \(district) follows no policy pack in \(year)."),
            next: Wording(
                "请用 taoli policy bind 采用一个；刚采用的请稍候片刻。也可用 --pack 指明。",
                "Bind one with taoli policy bind; if that was just now, try again in a moment. Or "
                    + "name one with --pack."))
    }
}
