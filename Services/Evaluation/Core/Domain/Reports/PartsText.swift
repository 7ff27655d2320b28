/// Several subjects or cohorts side by side: what each school's students made of what they came
/// with, in each part, on one scale (TC-14).
struct PartsText {
    let sections: [ReportSection]
    let isChinese: Bool

    /// A table; empty for fewer than two parts.
    var html: String {
        guard sections.count > 1 else { return "" }
        let names = Set(sections.flatMap { $0.lines.map(\.name) }).sorted(by: ByteOrder.isBefore)
        let titles =
            [words("学校", "school")] + sections.map(\.heading)
            + [words("平均差距", "mean gap"), words("最弱", "weakest"), words("最强", "strongest")]
        let header = "<tr>" + titles.map { "<th>\(HTMLText.escaped($0))</th>" }.joined() + "</tr>\n"
        let rows = PartDiagnosis.all(names, sections).map(row).joined()
        let heading = words("各部分的进步（标准差）", "Progress in each part (standard deviations)")
        return "<section>\n<h2>\(heading)</h2>\n<table>\n" + header + rows
            + "</table>\n</section>\n"
    }

    private func row(_ name: String, _ diagnosis: PartDiagnosis) -> String {
        let cells = sections.map { section -> String in
            guard let part = diagnosis.parts.first(where: { $0.name == section.heading }) else {
                return "<td>–</td>"
            }
            // The flag in words too: colours alone say nothing in print.
            let mark = part.flag == .same ? "" : part.flag == .above ? " ▲" : " ▼"
            return "<td>\(HTMLText.number(part.progress, 2))\(mark)</td>"
        }
        let ends = [diagnosis.weakest, diagnosis.strongest].map { part in
            "<td>\(HTMLText.escaped(part?.name ?? "–"))</td>"
        }
        return "<tr><td>\(HTMLText.escaped(name))</td>" + cells.joined()
            + "<td>\(HTMLText.number(diagnosis.meanGap, 2))</td>" + ends.joined() + "</tr>\n"
    }

    private func words(_ chinese: String, _ english: String) -> String {
        isChinese ? chinese : english
    }
}
