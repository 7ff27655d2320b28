import RotationCore
import TaoliModels

/// One page of HTML with a picture of each group's plan and its tables; needs nothing from a net.
struct PlanPage {
    private let records: [GroupExplanation]
    private let language: Language

    init(_ records: [GroupExplanation], _ language: Language) {
        self.records = records
        self.language = language
    }

    var text: String {
        let title = say("交流轮岗方案", "Rotation plan")
        return """
            <!DOCTYPE html>
            <html lang="\(language == .zh ? "zh-CN" : "en")">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(title)</title>
            <style>
            body { font: 14px/1.5 sans-serif; margin: 2em auto; max-width: 60em; color: #222 }
            table { border-collapse: collapse; margin: 1em 0 }
            th, td { border-bottom: 1px solid #ccc; padding: .2em .6em; text-align: left }
            td.n { text-align: right }
            svg { max-width: 100%; height: auto }
            </style>
            </head>
            <body>
            <h1>\(title)</h1>
            \(records.map(section).joined(separator: "\n"))
            </body>
            </html>

            """
    }

    private func say(_ chinese: String, _ english: String) -> String {
        language == .zh ? chinese : english
    }

    private func section(_ record: GroupExplanation) -> String {
        let head = "<h2>\(PlanPage.escaped(record.name))</h2>"
        if let report = record.report {
            return head + "\n<pre>\(PlanPage.escaped(report.text(language)))</pre>"
        }
        let points = record.plan.points
        let summary = say(
            "派出 \(record.plan.moves.count) 人，\(points.total) 分。",
            "\(record.plan.moves.count) sent, \(points.total) points.")
        let explained = ExplanationText(record, language)
        let rules = record.rules.map { rule in
            let text = rule.wording(record.facts, record.instance).citing(record.citations[rule])
            return "<li>\(PlanPage.escaped(text.text(in: language)))</li>"
        }.joined()
        return """
            \(head)
            <p>\(summary)</p>
            \(PlanPicture(record).svg)
            \(placements(record))
            <h3>\(say("岗位", "Posts"))</h3>
            <ul>\(record.posts.map { "<li>\(PlanPage.escaped(explained.sentence($0)))</li>" }.joined())</ul>
            <h3>\(say("没有余地的规则", "Rules without room left"))</h3>
            <ul>\(rules)</ul>
            """
    }

    private func placements(_ record: GroupExplanation) -> String {
        let titles = [
            say("教师", "Teacher"), say("学科", "Subject"), say("派出校", "From"),
            say("接收校", "To"), say("分值", "Points"), say("说明", "Why"),
        ]
        let explained = ExplanationText(record, language)
        let rows = record.going.map { reason in
            let teacher = record.instance.teachers[reason.placement.teacher]
            let cells = [
                teacher.code + (teacher.isKey ? " ★" : ""),
                record.instance.subjects[Int(teacher.subject)],
                record.code(ofSchool: Int(teacher.school)),
                record.code(ofSchool: reason.placement.school),
            ]
            return "<tr>" + cells.map { "<td>\(PlanPage.escaped($0))</td>" }.joined()
                + "<td class=\"n\">\(reason.cost.total)</td>"
                + "<td>\(PlanPage.escaped(explained.sentence(reason)))</td></tr>"
        }
        return "<table><tr>" + titles.map { "<th>\($0)</th>" }.joined() + "</tr>\n"
            + rows.joined(separator: "\n") + "</table>"
    }

    /// Text that may stand in an element or an attribute.
    static func escaped(_ text: String) -> String {
        text.harmless.reduce(into: "") { result, character in
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            default: result.append(character)
            }
        }
    }
}

/// Strong schools on the left, receiving ones on the right, a band for each team.
struct PlanPicture {
    private static let rowHeight = 56
    private static let width = 720
    private let record: GroupExplanation

    init(_ record: GroupExplanation) { self.record = record }

    var svg: String {
        let facts = record.facts
        let rows = max(facts.senders.count, facts.receivers.count, 1)
        let height = rows * PlanPicture.rowHeight + 20
        var parts: [String] = []
        var teams: [[Int]: Int] = [:]
        for place in record.plan.moves {
            teams[[facts.moves[place].sender, facts.moves[place].receiver], default: 0] += 1
        }
        for (pair, count) in teams.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
            parts.append(
                band(
                    from: middle(pair[0], facts.senders.count, rows),
                    to: middle(pair[1], facts.receivers.count, rows), count))
        }
        for (number, sender) in facts.senders.enumerated() {
            let sent = teams.filter { $0.key[0] == number }.values.reduce(0, +)
            parts.append(
                box(
                    20, middle(number, facts.senders.count, rows),
                    record.code(ofSchool: sender.school), "\(sent) / \(sender.maxOut)", "#d9e8fb"))
        }
        for (number, receiver) in facts.receivers.enumerated() {
            let come = teams.filter { $0.key[1] == number }.values.reduce(0, +)
            parts.append(
                box(
                    PlanPicture.width - 160, middle(number, facts.receivers.count, rows),
                    record.code(ofSchool: receiver.school), "\(come) / \(receiver.places)",
                    "#e3f4dc"))
        }
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(PlanPicture.width) \(height)" \
            width="\(PlanPicture.width)" height="\(height)" font-family="sans-serif" \
            font-size="13" role="img">
            \(parts.joined(separator: "\n"))
            </svg>
            """
    }

    /// The middle of a box, all boxes of a side spread over the picture's height.
    private func middle(_ number: Int, _ count: Int, _ rows: Int) -> Int {
        10 + rows * PlanPicture.rowHeight * (2 * number + 1) / (2 * max(count, 1))
    }

    /// Its number stands at two thirds of the curve, where bands to one school are still apart.
    private func band(from left: Int, to right: Int, _ count: Int) -> String {
        let (start, end) = (160, PlanPicture.width - 160)
        let middle = (start + end) / 2
        let (x, y) = ((start + 18 * middle + 8 * end) / 27, (7 * left + 20 * right) / 27)
        return """
            <path d="M\(start) \(left) C\(middle) \(left) \(middle) \(right) \(end) \(right)" \
            fill="none" stroke="#8aa5c8" stroke-opacity="0.6" stroke-width="\(2 * count)"/>
            <text x="\(x)" y="\(y + 4)" text-anchor="middle">\(count)</text>
            """
    }

    private func box(
        _ x: Int, _ middle: Int, _ name: String, _ note: String, _ colour: String
    ) -> String {
        """
        <rect x="\(x)" y="\(middle - 20)" width="140" height="40" rx="6" fill="\(colour)"/>
        <text x="\(x + 70)" y="\(middle - 3)" text-anchor="middle">\(PlanPage.escaped(name))</text>
        <text x="\(x + 70)" y="\(middle + 13)" text-anchor="middle" fill="#555">\(note)</text>
        """
    }
}
