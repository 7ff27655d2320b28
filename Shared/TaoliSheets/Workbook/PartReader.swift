import Foundation
import FoundationXML

/// Reads the XML of a part; what it means is for those who inherit. Names come without prefix, so
/// that both the transitional and the strict form of the standard are read.
class PartReader: NSObject, XMLParserDelegate {
    /// Set to end reading: the part cannot be used.
    var problem: FileProblem?
    /// Set to end reading: enough was read.
    var isDone = false

    /// An element begins.
    func begin(_ name: String, _ attributes: [String: String]) {}
    /// Text inside the current element, possibly one of several pieces.
    func take(_ text: String) {}
    /// An element ends.
    func end(_ name: String) {}

    /// Reads a part to its end.
    ///
    /// - Parameter goesOn: asked now and then; `false` ends reading without an error.
    /// - Throws: `problem`, or what is wrong with the part's bytes or XML.
    final func read(_ part: ZipPart, goesOn: @escaping () -> Bool = { true }) throws(FileProblem) {
        var stopped = false
        let stream = PartStream(part) {
            stopped = stopped || !goesOn()
            return !stopped
        }
        let parser = XMLParser(stream: stream)
        parser.shouldResolveExternalEntities = false
        parser.delegate = self
        let isWhole = parser.parse()
        if let problem = problem ?? stream.problem { throw problem }
        if !isWhole, !stopped, !isDone {
            throw .damagedWorkbook("\(part.name), line \(parser.lineNumber)")
        }
    }

    /// An attribute by its name without prefix.
    static func attribute(_ name: String, _ attributes: [String: String]) -> String? {
        if let value = attributes[name] { return value }
        return attributes.first { local($0.key) == name }?.value
    }

    /// XML Schema's two ways to write true.
    static func isTrue(_ text: String?) -> Bool { text == "1" || text == "true" }

    private static func local(_ name: String) -> String {
        guard let mark = name.utf8.lastIndex(of: UInt8(ascii: ":")) else { return name }
        return String(name[name.index(after: mark)...])
    }

    final func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
        qualifiedName: String?, attributes: [String: String]
    ) {
        begin(PartReader.local(name), attributes)
        if problem != nil || isDone { parser.abortParsing() }
    }

    final func parser(_ parser: XMLParser, foundCharacters text: String) { take(text) }

    final func parser(_ parser: XMLParser, foundCDATA block: Data) {
        take(String(decoding: block, as: UTF8.self))
    }

    final func parser(
        _ parser: XMLParser, didEndElement name: String, namespaceURI: String?,
        qualifiedName: String?
    ) {
        end(PartReader.local(name))
        if problem != nil || isDone { parser.abortParsing() }
    }
}
