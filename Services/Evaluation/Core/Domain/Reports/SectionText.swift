package import TaoliModels

/// One section of a page.
struct SectionText {
    let section: ReportSection
    let isChinese: Bool

    var html: String {
        let heading =
            section.heading.isEmpty ? "" : "<h2>\(HTMLText.escaped(section.heading))</h2>\n"
        let spread = section.figures.spread
        let counts = words(
            "学生 \(spread.studentCount) 名，学校 \(spread.unitCount) 所；因缺失未计 "
                + "\(section.table.dropped) 行。",
            "\(spread.studentCount) students in \(spread.unitCount) schools; rows left out because "
                + "something is missing: \(section.table.dropped).")
        var html = heading + "<p>\(counts)</p>\n" + shares
        if section.lines.isEmpty {
            if case .failure(let reason) = section.figures.units {
                html += "<p>\(words(reason.wording))</p>\n"
            }
            return html
        }
        html += IntervalChart(lines: section.lines, isChinese: isChinese).svg
        return html + table
    }

    /// The shares between schools, with and without priors.
    private var shares: String {
        let rows = [
            (words("原始成绩", "results"), section.figures.empty),
            (words("计入起点后", "given priors"), section.figures.spread),
        ].map { name, figures -> String in
            let reml = try? figures.likelihood.get()
            let anova = try? figures.anova.get()
            return row([
                name, share(reml?.icc, reml?.low, reml?.high),
                share(anova?.icc, anova?.low, anova?.high), HTMLText.number(anova?.naive, 3),
            ])
        }
        let titles = [
            words("校际差异率", "share between schools"), "REML",
            words("方差分析", "ANOVA"), words("未校正", "unadjusted"),
        ]
        return "<table>\n" + header(titles) + rows.joined() + "</table>\n"
    }

    private var table: String {
        let hasGroups = section.lines.contains { $0.group != nil }
        let titles =
            [words("学校", "school")] + (hasGroups ? [words("集团", "group")] : [])
            + [
                words("人数", "students"), words("增值", "value added"),
                words("95% 区间", "95 % interval"), words("判断", "flag"), words("信度", "reliability"),
                words("差距", "gap"), words("生源", "intake"), words("进步", "progress"),
                words("差距在于", "lies in"),
            ] + (hasGroups ? [words("与集团差距", "gap to group")] : [])
        // Highest first: read from the top, while the picture rises to the right.
        let rows = section.lines.reversed().map { line -> String in
            let reach = NormalDistribution.twoSided95 * line.effect.standardError
            let cells =
                [line.name] + (hasGroups ? [line.group ?? ""] : [])
                + [
                    "\(line.effect.size)", HTMLText.number(line.effect.estimate, 3),
                    HTMLText.number(line.effect.estimate - reach, 3) + " … "
                        + HTMLText.number(line.effect.estimate + reach, 3),
                    words(line.effect.flag.wording), HTMLText.number(line.effect.reliability, 2),
                    HTMLText.number(line.toAll.gap, 3), HTMLText.number(line.toAll.intake, 3),
                    HTMLText.number(line.toAll.progress, 3), words(line.toAll.liesIn.wording),
                ] + (hasGroups ? [HTMLText.number(line.toGroup?.gap, 3)] : [])
            return row(cells)
        }
        return "<table>\n" + header(titles) + rows.joined() + "</table>\n"
    }

    private func header(_ cells: [String]) -> String {
        "<tr>" + cells.map { "<th>\(HTMLText.escaped($0))</th>" }.joined() + "</tr>\n"
    }

    private func row(_ cells: [String]) -> String {
        "<tr>" + cells.map { "<td>\(HTMLText.escaped($0))</td>" }.joined() + "</tr>\n"
    }

    private func share(_ value: Double?, _ low: Double?, _ high: Double?) -> String {
        guard let value else { return "–" }
        return HTMLText.number(value, 3) + " [" + HTMLText.number(low, 3) + ", "
            + HTMLText.number(high, 3) + "]"
    }

    private func words(_ chinese: String, _ english: String) -> String {
        isChinese ? chinese : english
    }

    private func words(_ wording: Wording) -> String { words(wording.chinese, wording.english) }
}

extension ValueAdded.Flag {
    /// The flag in words.
    package var wording: Wording {
        switch self {
        case .above: Wording("高于", "above")
        case .below: Wording("低于", "below")
        case .same: Wording("无差别", "same")
        }
    }
}
