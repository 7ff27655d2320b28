/// The texts that the cells of a workbook share, one behind the other in one array: hundreds of
/// thousands of small values would need many times the memory.
struct SharedTexts {
    private var bytes: [UInt8] = []
    private var ends: [Int] = []

    var count: Int { ends.count }
    var byteCount: Int { bytes.count + 8 * ends.count }

    subscript(_ index: Int) -> ArraySlice<UInt8>? {
        guard ends.indices.contains(index) else { return nil }
        return bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
    }

    mutating func append(_ text: [UInt8]) {
        bytes += text
        ends.append(bytes.count)
    }
}

/// `sharedStrings.xml`. A text may consist of runs in different fonts; how it is pronounced (`rPh`)
/// stands beside it and is no part of it.
final class SharedTextsPart: PartReader {
    private(set) var texts = SharedTexts()
    private let limits: WorkbookLimits
    private var text: [UInt8] = []
    private var isText = false
    private var isPronunciation = false

    init(limits: WorkbookLimits) { self.limits = limits }

    override func begin(_ name: String, _ attributes: [String: String]) {
        switch name {
        case "si": text.removeAll(keepingCapacity: true)
        case "rPh": isPronunciation = true
        case "t": isText = !isPronunciation
        default: break
        }
    }

    override func take(_ piece: String) {
        guard isText else { return }
        text += Array(piece.utf8)
        if text.count > limits.sharedBytesMax { problem = .sharedTextsTooLarge(limits) }
    }

    override func end(_ name: String) {
        switch name {
        case "t": isText = false
        case "rPh": isPronunciation = false
        case "si":
            texts.append(EscapedText.plain(text))
            if texts.byteCount > limits.sharedBytesMax { problem = .sharedTextsTooLarge(limits) }
        default: break
        }
    }
}
