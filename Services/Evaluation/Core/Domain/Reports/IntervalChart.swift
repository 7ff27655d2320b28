/// Units with their intervals against the line of 0, as SVG: lowest first, as in a caterpillar plot.
struct IntervalChart {
    private static let width = 760.0
    private static let height = 320.0
    private static let margin = 48.0

    let lines: [ReportSection.Line]
    let isChinese: Bool

    /// The picture with a title and a description for those who do not see it.
    var svg: String {
        let ends = lines.map { IntervalChart.ends($0.effect) }
        let low = ends.map(\.0).min() ?? -1
        let high = ends.map(\.1).max() ?? 1
        let room = max(high - low, 1e-12) * 0.05
        func y(_ value: Double) -> Double {
            let share = (value - low + room) / (high - low + 2 * room)
            return Self.height - Self.margin / 2 - share * (Self.height - Self.margin)
        }
        let step = (Self.width - 2 * Self.margin) / Double(max(lines.count, 1))
        var text = head + grid(low, high, y)
        for (place, line) in lines.enumerated() {
            let x = Self.text(Self.margin + (Double(place) + 0.5) * step)
            text += """
                <g class="\(line.effect.flag.rawValue)"><title>\(HTMLText.escaped(line.name))</title>\
                <line x1="\(x)" x2="\(x)" y1="\(Self.text(y(ends[place].0)))" \
                y2="\(Self.text(y(ends[place].1)))"/>\
                <circle cx="\(x)" cy="\(Self.text(y(line.effect.estimate)))" r="2.5"/></g>

                """
        }
        return text + "</svg>\n"
    }

    /// The lines of round values, and the line that schools are held against.
    private func grid(_ low: Double, _ high: Double, _ y: (Double) -> Double) -> String {
        var text = ""
        for value in ticks(low, high) {
            let place = Self.text(y(value))
            text += """
                <line class="grid" x1="\(Self.text(Self.margin))" x2="\(Self.text(Self.width))" \
                y1="\(place)" y2="\(place)"/>
                <text x="\(Self.text(Self.margin - 6))" y="\(place)" dy="0.35em" \
                text-anchor="end">\(Self.text(value, 3))</text>

                """
        }
        text += """
            <line class="zero" x1="\(Self.text(Self.margin))" x2="\(Self.text(Self.width))" \
            y1="\(Self.text(y(0)))" y2="\(Self.text(y(0)))"/>

            """
        return text
    }

    private var head: String {
        let title = isChinese ? "各校增值与 95% 区间" : "What each school adds, with its 95 % interval"
        let counts = ValueAdded.Flag.allCases.map { flag in
            lines.count { $0.effect.flag == flag }
        }
        let description =
            isChinese
            ? "共 \(lines.count) 所；高于 \(counts[0])，低于 \(counts[1])，无差别 \(counts[2])。"
            : "\(lines.count) schools: \(counts[0]) above the line, \(counts[1]) below, "
                + "\(counts[2]) not told apart from it."
        return """
            <svg viewBox="0 0 \(Int(Self.width)) \(Int(Self.height))" role="img" \
            xmlns="http://www.w3.org/2000/svg">
            <title>\(title)</title>
            <desc>\(description)</desc>
            <style>
            \(Self.style)</style>

            """
    }

    /// Goes with the picture, so that it is the same when it is cut out of its page.
    private static let style = """
        text { font: 11px sans-serif; fill: #444; }
        .grid { stroke: #e5e5e5; } .zero { stroke: #1a1a1a; }
        .same line { stroke: #8a8a8a; } .same circle { fill: #8a8a8a; }
        .above line { stroke: #0b6e4f; } .above circle { fill: #0b6e4f; }
        .below line { stroke: #b3261e; stroke-dasharray: 3 2; } .below circle { fill: #b3261e; }

        """

    private static func ends(_ effect: ValueAdded) -> (Double, Double) {
        let reach = NormalDistribution.twoSided95 * effect.standardError
        return (effect.estimate - reach, effect.estimate + reach)
    }

    /// Round numbers within the range, about five.
    private func ticks(_ low: Double, _ high: Double) -> [Double] {
        guard high > low else { return [0] }
        var step = 1.0
        while step * 5 < high - low { step *= 10 }
        while step * 5 > high - low { step /= 10 }
        if step * 20 < high - low { step *= 5 } else if step * 10 < high - low { step *= 2 }
        let first = (low / step).rounded(.up)
        let last = (high / step).rounded(.down)
        return stride(from: first, through: last, by: 1).map { $0 * step }
    }

    private static func text(_ value: Double, _ digits: Int = 1) -> String {
        HTMLText.number(value, digits)
    }
}
