import Foundation
package import TaoliModels
package import TaoliSheets

/// A question about a row, or a reason why a row or a file cannot be taken.
package struct ImportProblem: Codable, Hashable, Sendable {
    /// Question or reason, kebab-case.
    package let slug: String
    /// The column's letter and header; empty for the whole row.
    package let column: String
    /// The value meant, cut to what may be shown.
    package let value: String
    /// What is wrong and how to repair it.
    package let chinese: String
    /// English; says the same.
    package let english: String

    /// - Parameter value: what the cell holds; cut by `RowProblem.shown`.
    package init(
        _ slug: String, column: ColumnReference? = nil, value: String = "", _ text: Wording
    ) {
        self.slug = slug
        self.column = column?.description ?? ""
        self.value = RowProblem.shown(value)
        chinese = text.chinese
        english = text.english
    }

    /// Why a row is refused.
    package init(_ problem: RowProblem) {
        self.init(problem.code, column: problem.column, value: problem.value, problem.text)
    }

    /// Why a whole file is refused.
    package init(_ problem: FileProblem) {
        self.init(problem.code, problem.text)
    }

    /// What was noticed about a file though nothing is refused.
    package init(_ notice: FileNotice) {
        self.init(notice.code, notice.text)
    }

    /// What a rule of the domain says against a row when it is applied.
    package init(_ refusal: Refusal) {
        self.init(
            refusal.slug,
            Wording(
                refusal.what.chinese + refusal.next.chinese,
                refusal.what.english + " " + refusal.next.english))
    }

    /// Problems as they are stored; `nil` for none.
    static func encode(_ problems: [ImportProblem]) throws -> String? {
        if problems.isEmpty { return nil }
        let data = try JSONEncoder().encode(Array(problems.prefix(ImportLimits.problemsMax)))
        return String(decoding: data, as: UTF8.self)
    }

    /// Reads what `encode` made. Throws `DecodingError` for anything else.
    static func decode(_ text: String?) throws -> [ImportProblem] {
        guard let text else { return [] }
        return try JSONDecoder().decode([ImportProblem].self, from: Data(text.utf8))
    }
}
