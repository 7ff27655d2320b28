import TaoliModels

/// One HTML page: each section's figures, a picture of units against the line, and its table. No
/// scripts, no links, nothing loaded: it can be sent and printed.
package struct ReportPage: Sendable {
    /// The heading.
    package let title: String
    /// Where the data come from, e.g. a file's name.
    package let source: String
    /// In the order in which they are shown.
    package let sections: [ReportSection]
    /// The page's language.
    package let isChinese: Bool

    package init(title: String, source: String, sections: [ReportSection], isChinese: Bool) {
        self.title = title
        self.source = source
        self.sections = sections
        self.isChinese = isChinese
    }

    /// The page. The same data give the same bytes.
    package var html: String {
        let body =
            sections.map { section in
                "<section>\n" + SectionText(section: section, isChinese: isChinese).html
                    + "</section>\n"
            }.joined() + PartsText(sections: sections, isChinese: isChinese).html
        return """
            <!DOCTYPE html>
            <html lang="\(isChinese ? "zh-CN" : "en")">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(HTMLText.escaped(title))</title>
            <style>
            \(ReportPage.style)</style>
            </head>
            <body>
            <h1>\(HTMLText.escaped(title))</h1>
            <p>\(HTMLText.escaped(words("数据：", "Data: ") + source))</p>
            \(body)<footer>\(words(Self.method.chinese, Self.method.english))</footer>
            </body>
            </html>

            """
    }

    private func words(_ chinese: String, _ english: String) -> String {
        isChinese ? chinese : english
    }

    private static let method = Wording(
        "增值按随机截距模型（REML）估计，向 0 收缩；区间为 95%。区间含 0 的学校与平均水平无法区分，"
            + "名次不代表差别。差距＝生源＋进步，是对平均数的分解，不说明原因。",
        "Value added by a random-intercept model (REML), shrunken towards 0, with 95 % intervals. "
            + "A school whose interval holds 0 cannot be told apart from the average, and its place "
            + "in the list means nothing. Gap = intake + progress is an account of means, not of "
            + "causes.")

    private static let style = """
        body { font: 14px/1.5 "PingFang SC", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif;
          max-width: 800px; margin: 24px auto; padding: 0 12px; color: #1a1a1a; }
        table { border-collapse: collapse; width: 100%; margin: 12px 0; }
        th, td { padding: 3px 8px; border-bottom: 1px solid #ddd; text-align: right; }
        th:first-child, td:first-child, td.text, th.text { text-align: left; }
        svg { width: 100%; height: auto; }
        footer { color: #555; font-size: 12px; margin-top: 16px; }
        @media print { section { break-inside: avoid; } }

        """
}
