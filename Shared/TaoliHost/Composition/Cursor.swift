import Foundation
package import TaoliModels

/// Where a list goes on: an opaque text made from the last row's sort key.
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

    /// The cursor after a row with these sort values.
    package static func encode(_ parts: [String]) -> String {
        let data = (try? JSONEncoder().encode(parts)) ?? Data()
        return data.base64EncodedString()
            .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    /// The sort values of a cursor; `nil` for the first page.
    /// - Throws: `bad-cursor` for a text that was not made here for a list of `parts` sort values.
    package static func decode(_ cursor: String, parts: Int) throws(Refusal) -> [String]? {
        if cursor.isEmpty { return nil }
        let padding = String(repeating: "=", count: (4 - cursor.count % 4) % 4)
        let text = cursor.replacing("-", with: "+").replacing("_", with: "/") + padding
        guard let data = Data(base64Encoded: text),
            let values = try? JSONDecoder().decode([String].self, from: data),
            values.count == parts,
            values.allSatisfy({ !$0.utf8.contains(0) })
        else {
            throw bad
        }
        return values
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
