/// What the `note` column of a `groups` file says: parts separated by `;`, some `key=value`.
///
/// | part | becomes |
/// |---|---|
/// | `legal_or_list_name=` | the legal name: sites that share it move to one school |
/// | `group_type=`, `group_level=`, `group_note=` | labels of the group (also looked at for markers) |
/// | `relation=` | the bond of the membership (brand, entrusted, cooperation) |
/// | `list_stage=` | the stage in the published list; kept as a remark: it speaks of the whole legal school, the row's `stage` of its site |
/// | anything else | a remark, kept; markers in it raise questions (`NoteMarkers`) |
package struct SchoolNote: Equatable, Sendable {
    /// `legal_or_list_name=`; `nil` when absent or empty.
    package private(set) var legalName: String?
    /// `group_type=`; `nil` when absent or empty.
    package private(set) var groupType: String?
    /// `group_level=`; `nil` when absent or empty.
    package private(set) var groupLevel: String?
    /// `group_note=`; `nil` when absent or empty.
    package private(set) var groupNote: String?
    /// `relation=`; `nil` when absent or empty.
    package private(set) var relation: String?
    /// What is not one of the keys above, in its order.
    package private(set) var remarks: [String] = []

    /// - Parameter text: the cell; `;` and `；` separate its parts. The last of equal keys counts.
    package init(_ text: String) {
        if text.isEmpty { return }
        // Bytes, not characters: a million notes are read. Separators and keys are ASCII, but for
        // the full-width semicolon, which few notes have.
        let plain = text.utf8.contains(0xEF) ? text.replacing("；", with: ";") : text
        for raw in plain.utf8.split(separator: UInt8(ascii: ";")) {
            let part = SchoolNote.trimmed(raw)
            if part.isEmpty { continue }
            if let (key, value) = SchoolNote.keyed(part) {
                take(String(Substring(key)), String(Substring(value)), whole: part)
            } else {
                remarks.append(String(Substring(part)))
            }
        }
    }

    private mutating func take(_ key: String, _ value: String, whole: Substring.UTF8View) {
        switch key {
        case "legal_or_list_name": legalName = value.isEmpty ? nil : value
        case "group_type": groupType = value.isEmpty ? nil : value
        case "group_level": groupLevel = value.isEmpty ? nil : value
        case "group_note": groupNote = value.isEmpty ? nil : value
        case "relation": relation = value.isEmpty ? nil : value
        default: remarks.append(String(Substring(whole)))
        }
    }

    /// What markers are looked for in: everything but names and labels from lists.
    var texts: [String] {
        remarks + [groupNote, groupType, groupLevel, relation].compactMap { $0 }
    }

    private static func keyed(_ part: Substring.UTF8View)
        -> (Substring.UTF8View, Substring.UTF8View)?
    {
        guard let equals = part.firstIndex(of: UInt8(ascii: "=")) else { return nil }
        let key = part[..<equals]
        guard !key.isEmpty, key.allSatisfy({ (97...122).contains($0) || $0 == 95 }) else {
            return nil
        }
        return (key, trimmed(part[part.index(after: equals)...]))
    }

    private static func trimmed(_ text: Substring.UTF8View) -> Substring.UTF8View {
        var rest = text
        while let byte = rest.first, byte <= 0x20 { rest = rest.dropFirst() }
        while let byte = rest.last, byte <= 0x20 { rest = rest.dropLast() }
        return rest
    }
}
