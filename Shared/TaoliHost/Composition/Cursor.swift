import Foundation
package import TaoliModels

/// Where a list goes on: an opaque text made from the last row's sort key and a mark of what was
/// asked for, since the rest of one list is not the rest of another.
package enum Cursor {
    /// Rows of a page when the caller names no size.
    package static let sizeDefault = 100
    /// Rows of a page at most.
    package static let sizeMax = 500

    /// For a text that was not made here, or not for this list.
    package static let bad = Refusal(
        .invalid, "bad-cursor", field: "cursor",
        what: Wording("cursor 无效。", "The cursor is not valid."),
        next: Wording(
            "请使用上一页返回的 next_cursor；第一页留空。",
            "Use the next_cursor of the page before; leave it empty for the first page."))

    /// For a cursor of a list that was asked for with other filters.
    package static let otherList = Refusal(
        .invalid, "cursor-of-other-list", field: "cursor",
        what: Wording(
            "cursor 属于另一组查询条件的列表。",
            "The cursor belongs to a list that was asked for with other filters."),
        next: Wording(
            "请保持查询条件不变，或把 cursor 留空、从第一页开始。",
            "Keep the filters as they were, or leave the cursor empty and begin at the first page.")
    )

    /// The cursor after a row with these sort values.
    ///
    /// - Parameter list: what chooses the rows: the list's name and the filters as the caller gave
    ///   them, without size of a page.
    package static func encode(_ parts: [String], of list: [String]) -> String {
        let data = (try? JSONEncoder().encode([mark(of: list)] + parts)) ?? Data()
        return data.base64EncodedString()
            .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    /// The sort values of a cursor; `nil` for the first page.
    /// - Throws: `bad-cursor` for a text that was not made here for a list of `parts` sort values,
    ///   `cursor-of-other-list` for one made when something else was asked for.
    package static func decode(
        _ cursor: String, of list: [String], parts: Int
    ) throws(Refusal) -> [String]? {
        if cursor.isEmpty { return nil }
        let padding = String(repeating: "=", count: (4 - cursor.count % 4) % 4)
        let text = cursor.replacing("-", with: "+").replacing("_", with: "/") + padding
        guard let data = Data(base64Encoded: text),
            let values = try? JSONDecoder().decode([String].self, from: data),
            values.count == parts + 1,
            values.allSatisfy({ !$0.utf8.contains(0) })
        else {
            throw bad
        }
        guard values[0] == mark(of: list) else { throw otherList }
        return Array(values.dropFirst())
    }

    /// Tells lists apart (FNV-1a, 64 bits). No secret: whoever forges one sees rows that the same
    /// person may see anyhow.
    private static func mark(of list: [String]) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for text in list {
            // 0xFF stands in no UTF-8: ["ab"] and ["a", "b"] differ.
            for byte in Array(text.utf8) + [0xFF] {
                hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
            }
        }
        return String(hash, radix: 36)
    }

    /// Rows to send.
    /// - Throws: `bad-page-size` outside 0...500.
    package static func size(_ asked: Int32) throws(Refusal) -> Int {
        if asked == 0 { return sizeDefault }
        guard (1...sizeMax).contains(Int(asked)) else {
            throw Refusal(
                .invalid, "bad-page-size", field: "page.size",
                what: Wording(
                    "每页条数 \(asked) 不在 1 到 \(sizeMax) 之间。",
                    "A page of \(asked) rows is outside 1 to \(sizeMax)."),
                next: Wording(
                    "请填 1 到 \(sizeMax)，或留空。", "Ask for 1 to \(sizeMax), or leave it empty."))
        }
        return Int(asked)
    }
}
