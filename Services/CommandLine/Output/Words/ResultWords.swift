import TaoliContracts
import TaoliModels

/// What a result's numbers and keys are for people; JSON has them as they came.
extension Taoli_Evaluation_V1_CycleResult {
    /// The figure with at most four decimals, a share in percent as its bound; a level by its name.
    func figureText(_ language: Language) -> String {
        if estimator == "council", language == .zh, !figure.isEmpty { return chinese }
        return shown(figure)
    }

    /// The interval as the figure is shown; empty where there is none.
    var intervalText: String { low.isEmpty ? "" : "\(shown(low)) … \(shown(high))" }

    /// How the figure was computed.
    func estimatorText(_ language: Language) -> String {
        guard language == .zh else { return estimator }
        return switch estimator {
        case "count": "计数"
        case "roll-weighted": "按人数加权"
        case "imported": "监测公布"
        case "reml": "增值模型"
        case "panel": "评分"
        case "weighted": "加权汇总"
        case "veto": "一票否决"
        case "council": "理事会评定"
        case "ratio": "比值"
        case "coefficient": "差异系数"
        case "none": "无"
        default: estimator
        }
    }

    /// Where the data come from; a report or survey by its own name.
    func sourceText(_ language: Language) -> String {
        guard language == .zh else { return source }
        return switch source {
        case "import": "导入"
        case "registry": "登记"
        default: source
        }
    }

    /// The note, and why there is no verdict where the data show it.
    func noteText(_ language: Language) -> String {
        let note = language == .zh ? noteChinese : noteEnglish
        guard verdict == "cannot_tell", let why = missing?.text(in: language) else { return note }
        return language == .zh || note.isEmpty ? note + why : "\(note) \(why)"
    }

    /// What a verdict lacks: of a school's progress one of the two ways to show it; a sample that is
    /// too small has its own note.
    private var missing: Wording? {
        switch estimator {
        case "reml" where figure.isEmpty:
            Wording("没有增值估计，仅凭差距不能判断。", "No value added could be estimated.")
        case "reml":
            Wording(
                "没有上一年的成绩，差距是否缩小无法比较。",
                "Without results of the year before the gap cannot be compared.")
        case "roll-weighted" where noteChinese.isEmpty && !low.isEmpty:
            Wording("区间跨过要求的界限。", "The interval holds the bound.")
        default: nil
        }
    }

    private var isShare: Bool {
        if thresholdChinese.contains("%") { return true }
        return item != "standards" && (estimator == "count" || estimator == "roll-weighted")
    }

    private func shown(_ number: String) -> String {
        guard let value = Double(number), value.isFinite else { return number }
        let rounded = (value * 10_000).rounded() / (isShare ? 100 : 10_000) + 0
        let text = "\(rounded)"
        return (text.hasSuffix(".0") ? String(text.dropLast(2)) : text) + (isShare ? "%" : "")
    }
}
