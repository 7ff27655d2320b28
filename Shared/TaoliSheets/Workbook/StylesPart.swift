/// `styles.xml`: which styles show numbers as days or codes.
final class StylesPart: PartReader {
    private(set) var formats = CellFormats()
    private var isInsideCellFormats = false

    override func begin(_ name: String, _ attributes: [String: String]) {
        switch name {
        case "numFmt":
            if let id = attributes["numFmtId"].flatMap({ Int($0) }),
                let code = attributes["formatCode"]
            {
                formats.define(id, code: code)
            }
        case "cellXfs": isInsideCellFormats = true
        case "xf" where isInsideCellFormats:
            formats.append(formatID: attributes["numFmtId"].flatMap { Int($0) } ?? 0)
        default: break
        }
    }

    override func end(_ name: String) {
        if name == "cellXfs" { isInsideCellFormats = false }
    }
}
